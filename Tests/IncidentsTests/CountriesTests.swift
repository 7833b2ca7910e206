import Foundation
import Incidents
import Testing

@Suite struct CountriesTests {
    private static let isoCodes = URL(fileURLWithPath: "/usr/share/iso-codes/json/iso_3166-1.json")

    @Test func `the table has the 249 codes of ISO 3166-1, in order`() {
        #expect(Countries.codes.count == 249)
        #expect(Countries.codes == Countries.codes.sorted())
        #expect(Set(Countries.codes).count == 249)
        for code in ["AF", "CO", "DE", "ES", "GR", "LY", "MX", "PS", "SS", "SY", "TR", "US", "ZW"] {
            #expect(Countries.isCode(code))
        }
        for code in ["", "XK", "UK", "EU", "AN", "YU", "tr", "TUR", "ZZ"] { #expect(!Countries.isCode(code)) }
        #expect(Countries.name(of: "MX") == "Mexico")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: isoCodes.path)))
    func `the table is that of Debian's iso-codes`() throws {
        struct Table: Decodable {
            struct Country: Decodable {
                var code: String
                var longer: String
                enum CodingKeys: String, CodingKey {
                    case code = "alpha_2"
                    case longer = "alpha_3"
                }
            }
            var countries: [Country]
            enum CodingKeys: String, CodingKey { case countries = "3166-1" }
        }
        let table = try JSONDecoder().decode(Table.self, from: Data(contentsOf: CountriesTests.isoCodes))
        #expect(Set(table.countries.map(\.code)) == Set(Countries.codes))
        for country in table.countries { #expect(Countries.code(named: country.longer) == country.code) }
    }

    @Test(arguments: [
        ("mx", "MX (Mexico)"), ("Mexico", "MX (Mexico)"), ("Colombai", "CO (Colombia)"), ("EGY", "EG (Egypt)"),
        ("UK", "GB (United Kingdom)"), ("cote d'ivoire", "CI (Côte d'Ivoire)"),
        ("Syrian Arab Republic", "SY (Syria)"), ("DR Congo", "CD (Congo, The Democratic Republic of the)"),
    ])
    func `an unknown country is refused with the one that was meant`(given: String, hint: String) {
        let error = #expect(throws: ValidationError.self) { try Countries.check(given) }
        #expect(error?.code == .unknownCountry)
        #expect(error?.meant == [hint])
    }
}
