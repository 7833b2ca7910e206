public import EventLog
public import Folding

extension ViewStore {
    /// Opens the build of a view that answers.
    ///
    /// Where that one is of an earlier version of the view, the view is first built anew and takes its place; while
    /// another process is at that, the earlier one is opened as it stands, for reading only, and its answers name their
    /// version and position. Where it is of a later version, this program's own build is opened beside it.
    ///
    /// - Parameters:
    ///   - directory: the ledger's folder of views; is made if it is missing.
    ///   - log: the log that the view is of; it stays open as long as the view is used.
    ///   - durable: whether a commit waits for the disk; false only for views that nobody keeps.
    /// - Throws: ``ProjectionError`` `badView`; `refused`, where the view would have to be built and is open for reading
    ///   only, or is being built and nothing is there that could answer; `LMDBError`, `EventLogError`.
    public convenience init(
        view: any View, directory: String, log: EventLog, readOnly: Bool = false, durable: Bool = true
    ) throws {
        try Self.check(view)
        let place = try Self.place(of: view, directory, log, readOnly: readOnly)
        try self.init(
            view: place.view, directory: directory, log: log, readOnly: readOnly || place.view is StoredView,
            durable: durable, blocks: .standard, folder: place.folder)
    }

    private static func place(
        of view: any View, _ directory: String, _ log: EventLog, readOnly: Bool
    ) throws -> (view: any View, folder: ViewFolder) {
        let generations = ViewGenerations(view, in: directory)
        let live = try generations.pointer().live
        if live.version == view.version { return (view, live) }
        if live.version > view.version { return (view, try generations.newestOfOwnVersion()) }
        if !readOnly, let rebuild = try ViewRebuild(view: view, directory: directory, log: log) {
            defer { rebuild.close() }
            _ = try rebuild.build()
            try rebuild.switchOver()
            return (view, try generations.pointer().live)
        }
        guard let stored = StoredView(live, in: directory) else {
            throw ProjectionError(
                .refused,
                "View \(view.name) v\(view.version) is being built by another process, and v\(live.version) cannot be read. "
                    + "Ask again when it is done.")
        }
        return (stored, live)
    }
}
