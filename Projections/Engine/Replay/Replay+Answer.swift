public import EventLog
public import Folding

extension Replay {
    /// Answers from the log alone: folds the view from position 1 in a folder that is removed at the end. No stored view is
    /// read. The entries are not hashed: who asks has compared the tree over them with one that is known, or does not need to.
    ///
    /// - Parameters:
    ///   - query: as of the log's end where it names no position.
    ///   - directory: where to make that folder; the system's place for temporary files if nil.
    ///   - progress: is called now and then with the number of events folded.
    /// - Throws: `LMDBError`, `EventLogError`, ``ProjectionError``.
    public static func ownedAnswer(
        _ query: ViewQuery, of view: any View, from log: EventLog, directory: String? = nil,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> OwnedAnswer {
        try inScratchFolder(of: directory) { place in
            let scratch = try ViewStore(view: view, directory: place, log: log, durable: false, blocks: .standard)
            defer { scratch.close() }
            var query = query
            let position = try query.asOf ?? log.position()
            query.asOf = position
            var group = GroupFold([.init(store: scratch, target: position)], checksTree: false)
            try group.run(log, progress)
            return try scratch.ownedAnswer(query)
        }
    }

    /// What the ledger holds, whoever says it: ``ownedAnswer(_:of:from:directory:progress:)``, added up.
    ///
    /// - Throws: as that.
    public static func answer(
        _ query: ViewQuery, of view: any View, from log: EventLog, directory: String? = nil,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> ViewAnswer {
        ViewAnswer(
            addingUp: try ownedAnswer(query, of: view, from: log, directory: directory, progress: progress))
    }
}
