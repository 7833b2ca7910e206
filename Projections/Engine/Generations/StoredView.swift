internal import Folding
internal import Incidents
internal import LMDB

/// A view of another version, as its files describe it: enough to answer from them, nothing to carry them on with.
///
/// Row `columns` of database `meta` names the columns: a line each, `text NAME` and `number NAME` for the key, then
/// `sum NAME`.
struct StoredView: View {
    static let columnsKey = Array("columns".utf8)

    let name: String
    let version: UInt32
    let summary = ""
    let keys: [KeyColumn]
    let measures: [String]

    /// Reads what a build says of itself; nil where there is none, or an older one that does not say it.
    init?(_ folder: ViewFolder, in directory: String) {
        let path = directory + "/" + folder.name
        guard Environment.exists(at: path),
            let environment = try? Environment(
                path: path, databases: ["meta"], options: EnvironmentOptions(readOnly: true))
        else { return nil }
        defer { environment.close() }
        let row = try? environment.read { transaction in
            try transaction.get(environment.database("meta"), key: Self.columnsKey)?.copied
        }
        guard let row = row ?? nil else { return nil }
        var keys: [KeyColumn] = []
        var measures: [String] = []
        for line in String(decoding: row, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2 else { return nil }
            switch words[0] {
            case "text": keys.append(.text(words[1]))
            case "number": keys.append(.number(words[1]))
            case "sum": measures.append(words[1])
            default: return nil
            }
        }
        name = folder.view
        version = folder.version
        self.keys = keys
        self.measures = measures
    }

    /// The row that describes a view.
    static func columns(of view: any View) -> [UInt8] {
        let keys = view.keys.map { "\($0.kind == .number ? "number" : "text") \($0.name)\n" }
        return Array((keys + view.measures.map { "sum \($0)\n" }).joined().utf8)
    }

    /// All: what this version wanted is not known.
    var kinds: Set<RecordKind> { Set(RecordKind.allCases) }

    /// - Throws: always: the program does not have this version's function.
    func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        throw ProjectionError(
            .refused, "View \(name) v\(version) is not of this program, which can read it and not carry it on.")
    }
}
