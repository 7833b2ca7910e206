/// What a column of a Missing Migrants export means, whatever its header says.
///
/// Exports until 2021 and since name the same columns differently; both vocabularies are read in any order.
enum Column: String, CaseIterable, Sendable {
    case webID = "Web ID"
    case mainID = "Main ID"
    case incidentID = "Incident ID"
    case region = "Region of Incident"
    case date = "Reported Date"
    case year = "Reported Year"
    case month = "Reported Month"
    case dead = "Number Dead"
    case missing = "Minimum Estimated Number of Missing"
    case total = "Total Dead and Missing"
    case survivors = "Number of Survivors"
    case females = "Number of Females"
    case males = "Number of Males"
    case children = "Number of Children"
    case regionOfOrigin = "Region of Origin"
    case countryOfOrigin = "Country of Origin"
    case cause = "Cause of Death"
    case location = "Location Description"
    case informationSource = "Information Source"
    case coordinates = "Location Coordinates"
    case route = "Migration Route"
    case url = "URL"
    case unsdGrouping = "UNSD Geographical Grouping"
    case sourceQuality = "Source Quality"

    /// Without these a CSV file is no export of the Missing Migrants Project. One of date and year must be
    /// there, too; the total, identifiers and what else describes a row may be absent.
    static let required: [Column] = [.region, .dead, .missing, .location]

    /// Headers seen in exports of 2016 to 2024, in the normal form of `normalised(_:)`.
    var aliases: [String] {
        switch self {
        case .webID: ["web id"]
        case .mainID: ["main id"]
        case .incidentID: ["incident id"]
        case .region: ["region of incident", "region"]
        case .date: ["reported date", "incident date", "website date", "date"]
        case .year: ["reported year", "incident year", "year"]
        case .month: ["reported month", "incident month", "month"]
        case .dead: ["number dead", "number of dead", "dead"]
        case .missing: ["minimum estimated number of missing", "number missing", "missing"]
        case .total: ["total dead and missing", "total number of dead and missing"]
        case .survivors: ["number of survivors", "survivors"]
        case .females: ["number of females", "number of female", "females"]
        case .males: ["number of males", "number of male", "males"]
        case .children: ["number of children", "children"]
        case .regionOfOrigin: ["region of origin"]
        case .countryOfOrigin: ["country of origin"]
        case .cause: ["cause of death"]
        case .location: ["location description", "location of death", "location of incident"]
        case .informationSource: ["information source"]
        case .coordinates: ["location coordinates", "coordinates", "location"]
        case .route: ["migration route", "migrant route", "migrantion route"]
        case .url: ["url", "urls"]
        case .unsdGrouping: ["unsd geographical grouping"]
        case .sourceQuality: ["source quality"]
        }
    }

    /// By every alias.
    static let byAlias: [String: Column] = {
        var columns: [String: Column] = [:]
        for column in allCases {
            for alias in column.aliases { columns[alias] = column }
        }
        return columns
    }()
}
