import Incidents

/// What a kind of record has several of: a table of its own, whose rows name their record.
struct RecordList<Root>: Sendable {
    /// The table's name.
    var name: String
    /// What a row is, in a sentence.
    var description: String
    var columns: [ExportColumn]
    /// The cells of each row, in the order in which the record has them.
    var rows: @Sendable (Root) -> [[ExportCell]]
}

extension RecordList {
    /// Groups of people.
    static func people(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Root) -> [PeopleGroup]
    ) -> RecordList {
        let count = RecordColumns<PeopleGroup>.count("count", "How many.", unit: "persons", caution: Caution.part) {
            $0.count
        }
        let more = [
            ExportColumn("sex", .text, "Of all of them.", codes: Sex.allCases.map(\.code)),
            ExportColumn("age_group", .text, "Of all of them.", codes: AgeGroup.allCases.map(\.code)),
            ExportColumn("nationality", .text, "ISO 3166-1, two letters; NA is Namibia."),
            ExportColumn("nationality_name", .text, "The country's English name."),
        ]
        return RecordList(name: name, description: description, columns: count.columns + more) { root in
            get(root).map { group in
                RecordColumns<PeopleGroup>.cells(of: group.count) + [
                    ExportCell(group.sex), ExportCell(group.ageGroup), ExportCell(group.nationality),
                    ExportCell(Countries.name(of: group.nationality) ?? ""),
                ]
            }
        }
    }
}

/// Tables that all kinds have in common: a row of each names its record by kind and identifier.
enum SharedList: Int, CaseIterable {
    case region, country, code, source, externalID, flag, rawCell, dispute, linkPart

    var name: String {
        switch self {
        case .externalID: "external_id"
        case .rawCell: "raw_cell"
        case .linkPart: "link_part"
        default: "\(self)"
        }
    }

    var description: String {
        switch self {
        case .region: "A region of a record's place: at most one counts of each scheme. Never add up over schemes."
        case .country: "A country that a record names beside that of its place."
        case .code:
            "A category of a record: conduct, crimes, offences, aggravations, kinds of document fraud, perpetrators, corruption, profiles."
        case .source: "Who said so, and where."
        case .externalID: "An identifier under which others know the record."
        case .flag: "What is implausible in a record, and kept."
        case .rawCell: "A cell of an imported row that no field holds as it stood."
        case .dispute: "A field to which desk and dataset both gave a new value: the record has the desk's."
        case .linkPart: "What a link makes of a record's part in sums that also count the dataset beside which it acts."
        }
    }

    private var own: [ExportColumn] {
        let text = { (name: String, description: String) in ExportColumn(name, .text, description) }
        return switch self {
        case .region:
            [
                text("scheme", "The scheme of regions."), text("code", "The region's code in it."),
                ExportColumn("counts", .truth, "Views count the record in it.", isRequired: true),
            ]
        case .country:
            [
                ExportColumn(
                    "role", .text, "What it is to the record.", isRequired: true,
                    codes: ["origin", "transit", "destination", "participant"]),
                text("country", "ISO 3166-1, two letters; NA is Namibia."), text("country_name", "Its English name."),
            ]
        case .code:
            [
                ExportColumn("field", .text, "Which field of the record.", isRequired: true),
                ExportColumn("code", .text, "The category.", isRequired: true),
            ]
        case .source:
            [
                text("publisher", "Who."), text("locator", "An address or a citation, as published."),
                ExportColumn("as_at", .day, "The day to which it refers."),
                ExportColumn("quality", .integer, "1 (one source) to 5 (official, or several official sources)."),
            ]
        case .externalID: [text("scheme", "Whose identifier."), text("value", "The identifier.")]
        case .flag:
            [
                ExportColumn("code", .text, "A stable word.", isRequired: true),
                text("field", "The field concerned; empty: the whole record."), text("detail", "In words."),
            ]
        case .rawCell: [text("column", "The heading."), text("text", "As it stood in the file.")]
        case .dispute:
            [
                ExportColumn("field", .text, "The field.", isRequired: true), text("desk", "What the desk says."),
                text("dataset", "What the dataset says."),
            ]
        case .linkPart:
            [
                ExportColumn("link", .text, "The identifier of the link, a row of table link.", isRequired: true),
                ExportColumn(
                    "part", .text, "What is left of the record in a sum.", isRequired: true,
                    codes: SumPart.allCases.map(\.code)),
                text("beside", "The dataset of the other record; empty: the desk's own."),
            ]
        }
    }

    var table: ExportTable {
        ExportTable(
            name, description,
            columns: [
                ExportColumn("kind", .text, "The kind of the record.", isRequired: true),
                ExportColumn("id", .text, "The identifier of the record.", isRequired: true),
                ExportColumn("n", .integer, "Counts the rows of the record from 1.", isRequired: true),
            ] + own, key: ["kind", "id", "n"],
            references: [.init(columns: ["kind", "id"], table: RecordTable.name, keys: ["kind", "id"])])
    }
}

/// A row of a shared table: which, and its own cells.
typealias SharedRow = (list: SharedList, cells: [ExportCell])

extension SharedList {
    static func rows(of place: Place) -> [SharedRow] {
        var counted = CountedRegions()
        return place.regions.map { region in
            let isFirst = counted[region.scheme] == nil
            counted.add(region)
            return (
                .region,
                [ExportCell(region.scheme), ExportCell(region.code), .truth(isFirst && counted[region.scheme] != nil)]
            )
        }
    }

    static func rows(of countries: [String], _ role: String) -> [SharedRow] {
        countries.map { (.country, [.text(role), ExportCell($0), ExportCell(Countries.name(of: $0) ?? "")]) }
    }

    static func rows(of codes: [some Coded], _ field: String) -> [SharedRow] {
        codes.map { (.code, [.text(field), .text($0.code)]) }
    }

    static func rows(of notes: Notes) -> [SharedRow] {
        let sources = notes.sources.map { source -> SharedRow in
            (
                .source,
                [
                    ExportCell(source.publisher), ExportCell(source.locator), ExportCell(source.asAt),
                    ExportCell(source.quality),
                ]
            )
        }
        let ids = notes.externalIDs.map { id -> SharedRow in
            (.externalID, [ExportCell(id.scheme), ExportCell(id.value)])
        }
        let flags = notes.flags.map { flag -> SharedRow in
            (.flag, [ExportCell(flag.code), ExportCell(flag.field), ExportCell(flag.detail)])
        }
        let cells = notes.rawCells.map { cell -> SharedRow in
            (.rawCell, [ExportCell(cell.column), ExportCell(cell.text)])
        }
        return sources + ids + flags + cells
    }
}
