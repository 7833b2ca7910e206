internal import Folding
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

    /// Where a rebuild is made, or goes on: behind every build that has answered.
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
