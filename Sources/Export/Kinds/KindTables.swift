import Incidents

/// The tables of one kind of record, and what a record of it has in them.
struct KindTables: Sendable {
    let kind: RecordKind
    /// A row each record.
    let main: ExportTable
    /// What a record has several of.
    let lists: [ExportTable]
    /// The record's own cells in the main table, behind the identifier and before the provenance.
    let cells: @Sendable (Record, ExportContext) -> [ExportCell]
    /// For each of ``lists`` the cells of its rows, behind the record's identifier and the row's number.
    let rows: @Sendable (Record) -> [[[ExportCell]]]
    /// Its rows in tables that all kinds have in common.
    let shared: @Sendable (Record) -> [SharedRow]

    /// - Parameters:
    ///   - description: what a row is, in a sentence.
    ///   - get: the record, where it is of the kind.
    init<Root>(
        _ kind: RecordKind, _ description: String, _ get: @escaping @Sendable (Record) -> Root?,
        columns: [RecordColumns<Root>], lists: [RecordList<Root>] = [],
        shared: @escaping @Sendable (Root) -> [SharedRow]
    ) {
        self.kind = kind
        let name = Self.name(of: kind)
        main = ExportTable(
            name, description,
            columns: [ExportColumn("id", .text, "The record's identifier.", isRequired: true)]
                + columns.flatMap(\.columns) + RecordProvenance.columns,
            key: ["id"])
        self.lists = lists.map { list in
            ExportTable(
                list.name, list.description,
                columns: [
                    ExportColumn(name, .text, "The identifier of the record.", isRequired: true),
                    ExportColumn("n", .integer, "Counts the rows of the record from 1.", isRequired: true),
                ] + list.columns, key: [name, "n"],
                references: [.init(columns: [name], table: name, keys: ["id"])])
        }
        cells = { record, context in
            guard let root = get(record) else { return [] }
            return columns.flatMap { $0.cells(root, context) }
        }
        rows = { record in
            guard let root = get(record) else { return [] }
            return lists.map { $0.rows(root) }
        }
        self.shared = { record in get(record).map(shared) ?? [] }
    }

    /// The name of the table of a kind: `published_figure`. `case` is a word of SQL's own.
    static func name(of kind: RecordKind) -> String {
        kind == .courtCase ? "court_case" : kind.code.replacing("-", with: "_")
    }

    /// Every kind, in the order in which they are exported.
    static let all: [KindTables] = [
        .incident, .deaths, .arrests, .operation, .courtCase, .proceeding, .law, .provision, .publishedFigure,
        .indicator,
        .activity, .link, .settlement, .dataset, .import, .importCells,
    ]
}

/// What is said of columns of counts that sums are made of.
enum Caution {
    /// Of the kinds that sums count.
    static let counted =
        "Add up only rows of which the column counted says yes; of those that say possible the lowest is 0."
    /// Of what publishers state.
    static let stated =
        "Stated by its publisher, and never added to other records: no sum of these rows means anything."
    /// Of parts of a record.
    static let part = "Part of one record: whether that counts, the column counted of its row says."
}
