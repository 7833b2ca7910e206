import Foundation
import LedgerTesting
import Testing

/// The pages over a federation, in a real browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct FederationPageTests {
    private static func total(_ sea: FederatedSea, _ arguments: [String] = []) async throws -> Int {
        let run = try await sea.command(["view", "year", "--format", "csv"] + arguments)
        return CSVReader.rows(of: run.output).compactMap { Int($0["dead_and_missing"] ?? "") }.reduce(0, +)
    }

    private static func grouped(_ number: Int) -> String {
        number.formatted(.number.locale(Locale(identifier: "en")))
    }

    @Test func `members, figures, records and pairs are read in one place, and a pair is decided there`() async throws {
        let sea = try await FederatedSea.make()
        try await sea.follow()
        let twin = try await sea.recordTwin()
        let (now, then) = (try await Self.total(sea), try await Self.total(sea, ["--known-by", "2020-01-08"]))
        try await ServedLedger.with(sea.coast, ["--federation", sea.file]) { served in
            try await Browser.with(expecting: ["422"]) { browser in
                try await browser.signIn(served, as: "investigator", to: "/")
                try await browser.follow("nav a[href='/federation']")
                #expect(try await browser.texts(".totals dd").last == Self.grouped(now))
                let members = try await browser.texts("#members ~ .table tbody tr")
                #expect(members.count == 2 && members[1].contains("coast (this ledger)"), "\(members)")
                #expect(try await browser.texts(".notice").contains { $0.contains("NOT COMPARED: what desk@coast") })
                try await browser.expectUsable("federation")
                let day = try Date("2020-01-08T00:00:00Z", strategy: .iso8601).timeIntervalSince1970 / 86_400
                _ = try await browser.run(
                    """
                    const slider = document.getElementById("slide-day");
                    slider.value = arguments[0];
                    slider.dispatchEvent(new Event("input"));
                    """, [day])
                try await browser.wait("the figures of that day") {
                    try await $0.texts(".totals dd").last == Self.grouped(then)
                }
                let address = try await browser.run("return location.search") as? String ?? ""
                #expect(address.contains("known-by=2020-01-08") && address.contains("at=camps"), "\(address)")

                try await browser.open(served.url + "/federation")
                try await browser.follow(".tabs a[href='/federation/records']")
                try await browser.type("\(twin.dead)", into: "#find-dead")
                try await browser.follow(".find button")
                let rows = try await browser.texts("tbody tr")
                #expect(
                    rows.contains { $0.contains("boat") && $0.contains("coast") }
                        && rows.contains { $0.contains("camps") }, "\(rows)")
                #expect(try await browser.texts("tbody a") == ["boat"], "the page of another's record is not here")
                try await browser.expectUsable("federation-records")

                try await browser.follow(".tabs a[href='/federation/duplicates']")
                #expect(try await browser.texts("article h2").count == 1)
                try await browser.expectUsable("federation-duplicates")
                try await browser.choose("same", in: ".decide select")
                try await browser.run("document.querySelector('.decide [name=reason]').required = false")
                try await browser.follow(".decide .main")
                #expect(try await browser.text("#faults").contains("Say why"))
                try await browser.choose("same", in: ".decide select")
                try await browser.type("One boat, says the coast guard", into: ".decide input[name='reason']")
                try await browser.follow(".decide .main")
                try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
                #expect(try await Self.total(sea) == now - twin.dead)
                try await browser.open(served.url + "/federation/duplicates?relation=same")
                #expect(try await browser.text.contains("One boat, says the coast guard"))
                try await browser.open(served.url + "/federation")
                #expect(try await browser.texts(".totals dd").last == Self.grouped(now - twin.dead))
            }
        }
    }

    @Test func `what cannot be read is said where it is missing, and who may not read is told why`() async throws {
        let sea = try await FederatedSea.make()
        _ = try await sea.recordTwin()
        try FileManager.default.removeItem(atPath: sea.replica.path)
        try await ServedLedger.with(sea.coast, ["--federation", sea.file]) { served in
            let html = [("Accept", "text/html")]
            for path in ["/federation", "/federation/records", "/federation/duplicates"] {
                let page = try await served.get(path, as: "analyst", headers: html).text
                #expect(page.contains("INCOMPLETE: camps could not be read"), "\(path)")
                #expect(page.matches(of: /<h1>/).count == 1 && page.contains("name=\"known-by\""), "\(path)")
                #expect(!page.contains("<script>") && !page.contains("Decide</button>"), "\(path)")
            }
            let page = try await served.get("/federation", as: "consumer", headers: html).text
            #expect(page.contains("Cannot be read: ") && !page.contains("/federation/records"))
            #expect(try await served.get("/federation/records", as: "consumer", headers: html).status == 403)
            let bound = try await sea.coast.token(
                "investigator", name: "Another list", ["--dataset", "other"])
            let refused = try await served.get("/federation", as: bound, headers: html)
            #expect(refused.status == 403 && refused.text.contains("no member contributes that to the federation sea"))
        }
        try await ServedLedger.with(try await TestLedger.make()) { served in
            let page = try await served.get("/", as: "analyst", headers: [("Accept", "text/html")]).text
            #expect(!page.contains("/federation"))
        }
    }
}
