import Crypto
import Foundation
import NIOCore
import Synchronization

/// A file that lives as long as this value.
final class ScratchFile: Sendable {
    let path: String
    let byteCount: Int
    /// SHA-256.
    let digest: [UInt8]
    private let folder: URL

    /// - Parameter write: makes the file at the path that it is given, and may leave other files beside it meanwhile.
    init(_ name: String, _ write: (_ path: String, _ folder: String) throws -> Void) throws {
        let folder = try Self.newFolder()
        do {
            let place = folder.appending(path: name)
            try write(place.path, folder.path)
            let handle = try FileHandle(forReadingFrom: place)
            defer { try? handle.close() }
            var (hash, count) = (SHA256(), 0)
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                hash.update(data: piece)
                count += piece.count
            }
            (path, byteCount, digest) = (place.path, count, Array(hash.finalize()))
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
        self.folder = folder
    }

    /// A file that somebody else has written.
    ///
    /// - Parameter folder: is removed with it.
    fileprivate init(at path: String, in folder: URL, byteCount: Int, digest: [UInt8]) {
        (self.path, self.folder, self.byteCount, self.digest) = (path, folder, byteCount, digest)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A folder of one file, which nobody else may read.
    fileprivate static func newFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-answer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// Bytes from a place on; empty after the end.
    func bytes(from offset: Int, atMost count: Int) throws -> [UInt8] {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64(offset))
        return Array(try handle.read(upToCount: count) ?? Data())
    }
}

/// A file that is written while an answer goes out for the first time: the next who asks is sent the file.
///
/// What cannot be written, or is too long, ends the file and not the answer.
final class GrowingScratch: Sendable {
    private struct State {
        /// Nil once it is whole, or cannot be.
        var handle: FileHandle?
        var byteCount = 0
        var isWhole = false
    }

    private let folder: URL
    private let most: Int
    private let state: Mutex<State>

    /// - Parameter most: bytes.
    /// - Returns: nil where there is no room for it.
    init?(atMost most: Int) {
        guard let folder = try? ScratchFile.newFolder() else { return nil }
        self.folder = folder
        self.most = most
        // Where it cannot be made, it cannot be opened either.
        _ = FileManager.default.createFile(atPath: Self.place(in: folder).path, contents: nil)
        state = Mutex(State(handle: try? FileHandle(forWritingTo: Self.place(in: folder))))
    }

    deinit {
        if !state.withLock(\.isWhole) { try? FileManager.default.removeItem(at: folder) }
    }

    private static func place(in folder: URL) -> URL { folder.appending(path: "answer") }

    func append(_ bytes: ByteBuffer) {
        state.withLock { state in
            guard let handle = state.handle else { return }
            state.byteCount += bytes.readableBytes
            let isWritten =
                state.byteCount <= most && (try? handle.write(contentsOf: Data(bytes.readableBytesView))) != nil
            if !isWritten {
                try? handle.close()
                state.handle = nil
            }
        }
    }

    /// All of the answer was given.
    ///
    /// - Returns: nil where it could not be kept.
    func finish(digest: [UInt8]) -> ScratchFile? {
        state.withLock { state in
            guard let handle = state.handle else { return nil }
            state.handle = nil
            guard (try? handle.close()) != nil else { return nil }
            state.isWhole = true
            return ScratchFile(
                at: Self.place(in: folder).path, in: folder, byteCount: state.byteCount, digest: digest)
        }
    }
}
