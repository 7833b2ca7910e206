public import EventLog
internal import Files
public import Folding
internal import Foundation

/// The builds of one view in a directory of views: the one that answers, the one before it, one that is being built.
struct ViewGenerations {
    let view: any View
    let directory: String

    init(_ view: any View, in directory: String) {
        self.view = view
        self.directory = directory
    }

    /// Every build that is on disk.
    func folders() -> [ViewFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.compactMap { ViewFolder(name: $0, of: view.name) }
            .sorted { ($0.version, $0.generation) < ($1.version, $1.generation) }
    }

    /// What answers and what did before. Without a pointer it is the folder of this program's version; or, where there
    /// is none yet, that of the version before.
    func pointer() throws -> ViewPointer {
        if let pointer = try ViewPointer.read(view.name, in: directory) { return pointer }
        let own = ViewFolder(view.name, version: view.version)
        let folders = folders().filter { $0.generation == 0 }
        if folders.contains(own) { return ViewPointer(live: own) }
        return ViewPointer(live: folders.last ?? own)
    }

    /// Where a rebuild is made, or goes on: after every build that has answered.
    func building() throws -> ViewFolder {
        let pointer = try pointer()
        let last = max(pointer.live.generation, pointer.previous?.generation ?? 0)
        return ViewFolder(view.name, version: view.version, generation: last + 1)
    }

    /// The newest build of this program's version that has answered; for a program that is older than the view.
    func newestOfOwnVersion() throws -> ViewFolder {
        let last = try building().generation
        return folders().last { $0.version == view.version && $0.generation < last }
            ?? ViewFolder(view.name, version: view.version)
    }

    /// Removes builds that neither answer, nor did just before.
    func removeOthers(than pointer: ViewPointer) throws {
        for folder in folders() where folder != pointer.live && folder != pointer.previous {
            try FileManager.default.removeItem(atPath: path(of: folder))
        }
    }

    func path(of folder: ViewFolder) -> String { directory + "/" + folder.name }

    /// Held by whoever builds the view anew.
    var rebuildLock: String { "\(directory)/\(view.name).rebuild.lock" }

    /// Changes when the pointer is replaced.
    var mark: PointerMark? {
        var status = stat()
        // Unsafe: Swift lends the string's bytes to the call; the status is a local.
        guard unsafe stat(ViewPointer.path(view.name, in: directory), &status) == 0 else { return nil }
        return PointerMark(
            file: UInt64(status.st_ino), seconds: Int(status.st_mtim.tv_sec), nanoseconds: status.st_mtim.tv_nsec)
    }
}

/// Tells one state of a pointer file from the next.
struct PointerMark: Hashable {
    var file: UInt64
    var seconds: Int
    var nanoseconds: Int
}

/// The folder of one build of a view: `NAME.vVERSION`, or `NAME.vVERSION.gGENERATION` for what a rebuild made.
///
/// Generations only rise, over all versions of a view, so that no folder is ever used for a second build.
struct ViewFolder: Hashable {
    let view: String
    let version: UInt32
    let generation: UInt32

    init(_ view: String, version: UInt32, generation: UInt32 = 0) {
        self.view = view
        self.version = version
        self.generation = generation
    }

    /// Nil where the name is not that of a folder of this view.
    init?(name: some StringProtocol, of view: String) {
        guard name.hasPrefix(view + ".v") else { return nil }
        let parts = name.dropFirst(view.utf8.count + 2).split(separator: ".", omittingEmptySubsequences: false)
        guard let version = parts.first.flatMap({ UInt32($0) }), parts.count <= 2 else { return nil }
        var generation: UInt32 = 0
        if parts.count == 2 {
            guard parts[1].first == "g", let number = UInt32(parts[1].dropFirst()), number > 0 else { return nil }
            generation = number
        }
        self.init(view, version: version, generation: generation)
        // One spelling for each folder: no leading zeros or signs.
        guard self.name == name else { return nil }
    }

    var name: String { generation == 0 ? "\(view).v\(version)" : "\(view).v\(version).g\(generation)" }
}

/// Which build of a view answers, and which one did before it: the file `NAME.live` beside the builds.
///
/// Two lines, `live FOLDER` and `previous FOLDER`, the second only where there is one. It is replaced whole, by a
/// rename, so that a reader finds the one or the other.
struct ViewPointer: Hashable {
    var live: ViewFolder
    var previous: ViewFolder?

    static func path(_ view: String, in directory: String) -> String { "\(directory)/\(view).live" }

    /// Nil where there is no such file: the view was never rebuilt.
    ///
    /// - Throws: ``ProjectionError`` `damaged` where it is not as this program writes it.
    static func read(_ view: String, in directory: String) throws -> ViewPointer? {
        let path = path(view, in: directory)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        var folders: [Substring: ViewFolder] = [:]
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { folders[words[0]] = ViewFolder(name: words[1], of: view) }
        }
        guard let live = folders["live"] else {
            throw ProjectionError(
                .damaged,
                "\(path) does not say which folder of view \(view) is live. Remove it: the view is then built anew where needed."
            )
        }
        return ViewPointer(live: live, previous: folders["previous"])
    }

    /// On disk when this returns.
    func write(in directory: String) throws {
        let text = "live \(live.name)\n" + (previous.map { "previous \($0.name)\n" } ?? "")
        try DurableFile.replace(Self.path(live.view, in: directory), with: text)
    }
}

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
