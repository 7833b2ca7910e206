import EventLog
import Forms
import Foundation
import MerkleLog

/// Writes a bundle's files into an empty folder.
struct BundleWriter {
    let place: URL

    /// Writes a file where none is, and makes the folders that lead to it. It is on disk after ``syncAll()``.
    func write(_ path: String, _ bytes: [UInt8]) throws {
        let url = place.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        // Foundation would sync each file for itself.
        let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure(url.path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(url.path) }
            rest.removeFirst(count)
        }
    }

    /// Writes the entries up to a head, and the tiles of the tree over them.
    ///
    /// - Throws: `LedgerError` with `damaged` where the entries do not have the head's root.
    func writeTree(_ snapshot: borrowing LogSnapshot, _ head: TreeHead, _ progress: ((UInt64) -> Void)?) throws {
        let shape = BundleShape(size: head.size)
        var edge = TreeEdge()
        var bundle: [UInt8] = []
        var completed: [Tile] = []
        if head.size > 0 {
            try snapshot.forEachEntry(through: head.size) { position, entry in
                try EntryBundle.append(entry, to: &bundle)
                edge.append(.leaf(entry), completed: &completed)
                guard position == head.size || position.isMultiple(of: UInt64(TileCoordinate.width)) else {
                    return true
                }
                try write(shape.entries((position - 1) / UInt64(TileCoordinate.width)).description, bundle)
                for tile in completed { try write(tile.path.description, tile.bytes) }
                bundle.removeAll(keepingCapacity: true)
                completed.removeAll(keepingCapacity: true)
                progress?(position)
                return true
            }
        }
        for tile in edge.partialTiles { try write(tile.path.description, tile.bytes) }
        guard edge.head == head else {
            throw LedgerError(
                .damaged,
                "The root of the log's first \(edge.size) events is \(edge.root), and its last checkpoint states "
                    + "\(head.root): nothing was exported. `incident-ledger verify` says more.")
        }
    }

    /// Writes the stored checkpoints up to a size, each after its length.
    ///
    /// - Returns: how many there are.
    func writeCheckpoints(_ snapshot: borrowing LogSnapshot, through size: UInt64) throws -> UInt64 {
        try write(BundleShape.checkpoints, [])
        let file = try FileHandle(forWritingTo: place.appending(path: BundleShape.checkpoints))
        defer { try? file.close() }
        var count: UInt64 = 0
        var waiting: [UInt8] = []
        var failure: (any Error)?
        try snapshot.forEachCheckpoint { noteSize, note in
            guard noteSize <= size else { return false }
            do {
                // The length is written as an entry's is.
                try EntryBundle.append(Array(note.utf8).span.bytes, to: &waiting)
                count += 1
                if waiting.count > 1 << 20 {
                    try file.write(contentsOf: waiting)
                    waiting.removeAll(keepingCapacity: true)
                }
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        try file.write(contentsOf: waiting)
        return count
    }

    /// Returns once everything that was written is on disk, names included.
    func syncAll() throws(LedgerError) {
        // Writes out all files at once, but reports no errors. Then each file has little left to write, and reports them.
        Foundation.sync()
        try sync("")
        guard let names = FileManager.default.enumerator(atPath: place.path) else {
            throw LedgerError(.refused, "Could not read \(place.path).")
        }
        for case let name as String in names { try sync(name) }
    }

    private func sync(_ name: String) throws(LedgerError) {
        let path = place.appending(path: name).path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else { throw failure(path) }
    }

    private func failure(_ path: String) -> LedgerError {
        LedgerError(.refused, "Could not write \(path): \(String(cString: strerror(errno))).")
    }
}
