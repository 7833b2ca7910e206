internal import EventLog
internal import Folding
internal import Foundation
internal import LMDB

extension ViewStore {
    static func check(_ view: any View) throws(ProjectionError) {
        let letters = view.name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard letters, !view.name.isEmpty, view.name.utf8.count <= 60 else {
            throw ProjectionError(
                .badView,
                "\"\(view.name)\" cannot be a view's name: use up to 60 lower-case letters, digits and hyphens.")
        }
        guard (1...CellKey.maximumColumns).contains(view.keys.count), (1...60).contains(view.measures.count) else {
            throw ProjectionError(
                .badView,
                "View \(view.name) has \(view.keys.count) key columns and \(view.measures.count) measures; it may have 1 to "
                    + "\(CellKey.maximumColumns) and 1 to 60.")
        }
    }

    /// Opens a build's files, or makes them. Damaged ones are removed where they may be made anew.
    ///
    /// - Returns: also whether they were.
    static func open(
        _ path: String, in directory: String, readOnly: Bool, durable: Bool
    ) throws -> (OpenEnvironment, wasDamaged: Bool) {
        if readOnly {
            guard Environment.exists(at: path) else {
                throw ProjectionError(
                    .refused, "There is no view in \(path) yet, and it cannot be built: it is open for reading only.")
            }
        } else {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
        do throws(LMDBError) {
            return (try OpenEnvironment(path, readOnly: readOnly, durable: durable), false)
        } catch {
            guard !readOnly, [.corrupted, .invalidFile, .versionMismatch].contains(error.code) else { throw error }
        }
        OpenEnvironment.remove(at: path)
        return (try OpenEnvironment(path, readOnly: readOnly, durable: durable), true)
    }

    /// Makes the databases if they are missing, and drops what they hold if the log does not agree with it.
    static func prepare(
        _ view: any View, _ blocks: Blocks, _ environment: Environment, _ log: EventLog, readOnly: Bool
    ) throws -> (ViewDatabases, Rebuild?) {
        // The log is read inside the view's transaction: before it, another process may carry the view on beyond what was
        // read, and the log would seem to be cut back.
        let databases = try ViewDatabases(environment)
        if readOnly {
            let found = try environment.read { transaction in
                try log.read { snapshot in try disagreement(view, blocks, databases, transaction, snapshot) }
            }
            guard let found else { return (databases, nil) }
            throw ProjectionError(
                .refused, "View \(view.name) \(found.explanation); open it for writing to rebuild it.")
        }
        // Who finds everything in order does not wait for whoever writes.
        let isInOrder = try environment.read { transaction in
            try log.read { snapshot in try disagreement(view, blocks, databases, transaction, snapshot) == nil }
        }
        if isInOrder { return (databases, nil) }
        return try environment.write { transaction in
            try log.read { snapshot in
                let isNew = try transaction.count(databases.meta) == 0
                let found = isNew ? nil : try disagreement(view, blocks, databases, transaction, snapshot)
                if !isNew, found == nil { return (databases, nil) }
                try databases.clear(&transaction)
                try begin(view, blocks, databases, snapshot, &transaction)
                return (databases, found)
            }
        }
    }

    /// Why the files must not be trusted; nil where they may.
    static func disagreement<Source: Transaction & ~Copyable>(
        _ view: any View, _ blocks: Blocks, _ databases: ViewDatabases, _ transaction: borrowing Source,
        _ snapshot: borrowing LogSnapshot
    ) throws -> Rebuild? {
        guard let name = try transaction.get(databases.meta, key: ViewDatabases.viewKey),
            name.copied == identity(of: view),
            let row = try transaction.get(databases.meta, key: ViewDatabases.progressKey),
            let progress = Progress(row), progress.blocks == blocks
        else { return .unreadable }
        return try progress.disagreement(with: snapshot)
    }

    /// Stores that nothing was folded yet.
    static func begin(
        _ view: any View, _ blocks: Blocks, _ databases: ViewDatabases, _ snapshot: borrowing LogSnapshot,
        _ transaction: inout WriteTransaction
    ) throws {
        let progress = Progress(
            logID: snapshot.logID, position: 0, root: try snapshot.root(at: 0),
            seen: [UInt64](repeating: 0, count: 256), blocks: blocks)
        try transaction.put(databases.meta, key: ViewDatabases.viewKey, value: identity(of: view))
        try transaction.put(databases.meta, key: StoredView.columnsKey, value: StoredView.columns(of: view))
        try transaction.put(databases.meta, key: ViewDatabases.progressKey, value: progress.bytes)
        try storeChecked(after: 0, databases, &transaction)
    }

    private static func identity(of view: any View) -> [UInt8] {
        Array(view.name.utf8) + [0] + Array(String(view.version).utf8)
    }
}

extension ViewStore.Rebuild: CustomStringConvertible {
    public var description: String { explanation }

    /// Completes the sentence "View … ".
    var explanation: String {
        switch self {
        case .anotherLog: "was made from another log"
        case .logCutBack: "was made from a longer log"
        case .anotherHistory: "was made from a log with other entries"
        case .unreadable: "has files of another format, or damaged ones"
        }
    }
}
