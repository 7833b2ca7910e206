public import EventLog
public import Folding

/// One build of a view on disk, and how it stands.
public struct ViewBuild: Hashable, Sendable {
    /// The name of its folder.
    public var folder: String
    /// It answers.
    public var isLive: Bool
    /// It answered before the one that does, and `rollback` returns to it.
    public var isPrevious: Bool
    public var status: ViewStatus
}

extension ViewStore {
    /// The builds of a view that are on disk and can be read: that which answers first.
    ///
    /// - Throws: ``ProjectionError`` `damaged` where it cannot be told which one answers.
    public static func builds(of view: any View, in directory: String, log: EventLog) throws -> [ViewBuild] {
        let generations = ViewGenerations(view, in: directory)
        let pointer = try generations.pointer()
        let builds = generations.folders().compactMap { folder -> ViewBuild? in
            // One that is of another log, or damaged, has no status: it is rebuilt when it is next used.
            let described: (any View)? = folder.version == view.version ? view : StoredView(folder, in: directory)
            guard let described,
                let store = try? ViewStore(
                    view: described, directory: directory, log: log, readOnly: true, durable: true, blocks: .standard,
                    folder: folder)
            else { return nil }
            defer { store.close() }
            guard let status = try? store.status() else { return nil }
            return ViewBuild(
                folder: folder.name, isLive: folder == pointer.live, isPrevious: folder == pointer.previous,
                status: status)
        }
        return builds.filter(\.isLive) + builds.filter { !$0.isLive }
    }
}
