import Files
import Forms
import Foundation
import Incidents

/// A form in which records are taken along.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// A folder of CSV files with `datapackage.json`.
    case csv
    case ndjson
    case geojson
    case xlsx
    /// One SQLite file.
    case sqlite

    /// - Returns: what a path's ending names; nil: it is a folder's.
    public init?(ending path: String) {
        switch URL(filePath: path).pathExtension.lowercased() {
        case "ndjson", "jsonl": self = .ndjson
        case "geojson": self = .geojson
        case "xlsx": self = .xlsx
        case "sqlite", "sqlite3", "db": self = .sqlite
        default: return nil
        }
    }

    /// The kinds that are exported of those that are asked for, all if none is, in their order.
    func kinds(of asked: Set<RecordKind>) throws(LedgerError) -> [RecordKind] {
        let present = KindTables.all.map(\.kind).filter { kind in
            (asked.isEmpty || asked.contains(kind)) && (self != .geojson || MapWriter.kinds.contains(kind))
        }
        guard !present.isEmpty else {
            throw LedgerError(
                .usage,
                "\(asked.map(\.code).sorted().joined(separator: ", ")) occurs nowhere, and a map has only what does: "
                    + "name another format.")
        }
        return present
    }

    /// The name of the file with the provenance of an export.
    func provenanceName(_ name: String) -> String { self == .csv ? "provenance.json" : name + ".provenance.json" }

    /// Makes the place of an export, and fills it.
    ///
    /// - Parameter fill: is given the folder to write into, and the name of the file to write there; of a folder of tables
    ///   the name is of no use.
    func place<Result>(
        _ path: String, replaces: Bool, _ fill: (URL, String) throws -> Result
    ) throws -> Result {
        let name = URL(filePath: path).standardizedFileURL.lastPathComponent
        guard self != .csv else {
            return try ReplacedPlace.folder(path, replacing: replaces ? DataPackage.fileName : nil) {
                try fill($0, name)
            }
        }
        let beside = URL(filePath: path).deletingLastPathComponent().appending(path: provenanceName(name)).path
        return try ReplacedPlace.files([beside, path], replacing: replaces) { try fill($0, name) }
    }

    func writer(
        _ head: ExportHead, _ schema: ExportSchema, _ name: String, in folder: URL, hasComments: Bool
    ) throws -> any ExportWriter {
        guard !hasComments || self == .csv else {
            throw LedgerError(
                .usage, "--comment is for tables in CSV; beside other files lies one with their provenance.")
        }
        return switch self {
        case .csv: try TableFolderWriter(head, schema, in: folder, hasComments: hasComments)
        case .ndjson: try JSONLinesWriter(name, in: folder)
        case .geojson: try MapWriter(head, schema, name, in: folder)
        case .xlsx: try WorkbookWriter(head, schema, name, in: folder)
        case .sqlite: try DatabaseWriter(head, schema, name, in: folder)
        }
    }
}

extension ExportHead {
    /// What lies beside an export: where it comes from, what it holds, and its files.
    func provenance(_ account: ExportAccount, _ files: [ExportFile]) -> JSONValue {
        .members([
            ("provenance", json(account)),
            (
                "files",
                .array(
                    files.map {
                        .members([
                            ("name", .string($0.name)), ("bytes", $0.digest == nil ? .null : .integer($0.byteCount)),
                            ("sha256", .optional($0.digest)),
                        ])
                    })
            ),
        ])
    }
}
