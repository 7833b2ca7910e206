internal import Files
internal import Foundation

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
        try DurableFile.replace(Self.path(live.view, in: directory), with: Array(text.utf8))
    }
}

/// Files that are replaced whole.
enum DurableFile {
    /// Writes beside the file, waits for the disk, renames, and waits for the directory.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let new = path + ".new"
        guard FileManager.default.createFile(atPath: new, contents: Data(bytes)) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: new])
        }
        try synchronize(new)
        // Unsafe: Swift lends the strings' bytes to the call.
        guard unsafe rename(new, path) == 0 else { throw failure() }
        try synchronize(URL(filePath: path).deletingLastPathComponent().path)
    }

    private static func synchronize(_ path: String) throws {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    private static func failure() -> any Error { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}
