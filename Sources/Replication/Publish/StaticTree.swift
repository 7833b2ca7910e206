public import EventLog
internal import Files
internal import Forms
internal import Foundation
public import MerkleLog

/// A log as a folder of files that any server of plain files, or a cache, publishes (C2SP tlog-tiles): `tile/…`, and
/// `checkpoint`, which is replaced last, so that whoever reads it finds all that it vouches for.
///
/// A tile that is full is written once and never again. One that is not is written anew under the name of its width; the
/// narrower ones stay until the full one is there, for those who still read an earlier checkpoint.
public struct StaticTree: Sendable {
    private let folder: URL
    private let key: VerifierKey
    private let origin: String
    /// So many files are written before they are synced together.
    private static let filesPerSync = 1_024

    /// - Parameter folder: is made where it is missing.
    public init(_ folder: String, key: VerifierKey, origin: String) {
        self.folder = URL(filePath: folder).standardizedFileURL
        self.key = key
        self.origin = origin
    }

    /// What was written.
    public struct Published: Hashable, Sendable {
        /// Events that the folder had published before.
        public var before: UInt64
        /// Events that it publishes now.
        public var size: UInt64
        public var files: UInt64
    }

    /// Writes what a checkpoint vouches for and the folder does not hold yet, then the checkpoint.
    ///
    /// - Throws: `LedgerError`: `refused` where the folder holds another log, or a longer one, or cannot be written; `damaged`
    ///   where what it has published is not the beginning of this log.
    public func publish(_ note: SignedNote, of log: EventLog) throws -> Published {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw LedgerError.wrapping(error, doing: "make \(folder.path)")
        }
        let turn = try FileLock(waitingForFolder: folder.path)
        defer { withExtendedLifetime(turn) {} }
        let head = try VerifiedCheckpoint(note, log: key, origin: origin).checkpoint.head
        let before = try published(log, head)
        var published = Published(before: before ?? 0, size: head.size, files: 0)
        if before != head.size || head.size == 0 {
            published.files = try write(log, from: published.before, to: head.size)
        }
        try DurableFile.replace(folder.appending(path: "checkpoint").path, with: note.description)
        return published
    }

    /// How much the folder publishes; nil: nothing yet.
    private func published(_ log: EventLog, _ head: TreeHead) throws -> UInt64? {
        let path = folder.appending(path: "checkpoint").path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let known: TreeHead
        do {
            known = try VerifiedCheckpoint(
                try SignedNote(bytes: try DurableFile.bytes(of: path)), log: key, origin: origin
            ).checkpoint.head
        } catch let error as MerkleError {
            throw LedgerError(.refused, "\(folder.path) does not publish this log: \(error.description)")
        }
        guard known.size <= head.size else {
            throw LedgerError(
                .refused,
                "\(folder.path) publishes \(known.size) events, and only \(head.size) are signed here: it is left as it is."
            )
        }
        guard try log.read({ try $0.root(at: known.size) }) == known.root else {
            throw LedgerError(
                .damaged,
                "What \(folder.path) publishes is not the beginning of this log. It is left as it is: keep it as evidence."
            )
        }
        return known.size
    }

    /// - Returns: how many files were written; all are on disk.
    private func write(_ log: EventLog, from start: UInt64, to size: UInt64) throws -> UInt64 {
        let width = UInt64(TileCoordinate.width)
        var bundle: [UInt8] = []
        var (files, unsynced): (UInt64, [TilePath]) = (0, [])
        func put(_ path: TilePath, _ bytes: [UInt8]) throws {
            try write(path, bytes)
            files += 1
            unsynced.append(path)
            if unsynced.count >= Self.filesPerSync { try sync(&unsynced) }
        }
        for index in start / width..<(size + width - 1) / width {
            bundle.removeAll(keepingCapacity: true)
            let last = min(size, (index + 1) * width)
            // Each from its own snapshot: a long one would keep old pages from being used again.
            try log.read { snapshot in
                try snapshot.forEachEntry(from: index * width + 1, through: last) { position, entry in
                    try snapshot.check(entry, at: position)
                    try EntryBundle.append(entry, to: &bundle)
                    return true
                }
            }
            try put(.entries(index: index, width: Int(last - index * width)), bundle)
        }
        for level in 0...TileCoordinate.maximumLevel {
            let (old, new) = (start >> UInt64(8 * level), size >> UInt64(8 * level))
            guard new > old else { break }
            for index in old / width..<(new + width - 1) / width {
                let tile = TileCoordinate(level: level, index: index)
                let count = tile.width(inTreeOf: size)
                let hashes = try log.read { try $0.tile(level: level, index: index) }.prefix(count)
                try put(.hashes(tile, width: count), Tile.bytes(of: hashes))
            }
        }
        try sync(&unsynced)
        return files
    }

    /// Puts a file under its name whole, and takes the partial ones away that a full one makes superfluous.
    private func write(_ path: TilePath, _ bytes: [UInt8]) throws {
        let url = folder.appending(path: path.description)
        let parent = url.deletingLastPathComponent()
        do {
            if !FileManager.default.fileExists(atPath: parent.path) {
                try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
            }
            try Data(bytes).write(to: url, options: .atomic)
            guard path.width == TileCoordinate.width else { return }
            let partial = url.path + ".p"
            if FileManager.default.fileExists(atPath: partial) { try FileManager.default.removeItem(atPath: partial) }
        } catch {
            throw LedgerError.wrapping(error, doing: "write \(url.path)")
        }
    }

    /// Returns once files that were written are on disk, names included.
    private func sync(_ paths: inout [TilePath]) throws {
        // Writes out all files at once, but reports no errors. Then each has little left to write, and reports them.
        Foundation.sync()
        var folders: Set<String> = []
        for path in paths {
            let url = folder.appending(path: path.description)
            try sync(url.path)
            var parent = url.deletingLastPathComponent()
            while folders.insert(parent.path).inserted, parent.path != folder.path {
                try sync(parent.path)
                parent = parent.deletingLastPathComponent()
            }
        }
        try sync(folder.path)
        paths.removeAll(keepingCapacity: true)
    }

    private func sync(_ path: String) throws {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DurableFile.failure("read", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw DurableFile.failure("write", path) }
    }
}
