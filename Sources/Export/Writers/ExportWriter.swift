import Crypto
import Files
import Forms
import Foundation

/// Writes an export in one format: records one after another, none of which it keeps.
protocol ExportWriter: AnyObject {
    func add(_ record: ExportedRecord) throws
    /// Writes what comes after all records.
    ///
    /// - Returns: the files that it has made.
    func finish(_ account: ExportAccount) throws -> [ExportFile]
}

/// A file of an export.
public struct ExportFile: Hashable, Sendable {
    /// Within the export.
    public var name: String
    public var byteCount: Int
    /// SHA-256, in lower-case hexadecimal; nil of a database, whose pages may lie in another order.
    public var digest: String?
}

/// A text file that is hashed while it is written.
final class HashedFile {
    let name: String
    private let file: GrowingFile
    private var buffer: [UInt8] = []
    private var hash = SHA256()
    private var written = 0

    private static let bufferSize = 1 << 16

    /// - Throws: `LedgerError` with `refused` where the place cannot be written.
    init(_ name: String, in folder: URL) throws(LedgerError) {
        self.name = name
        file = try GrowingFile(folder.appending(path: name).path)
        buffer.reserveCapacity(Self.bufferSize)
    }

    func write(_ text: String) throws(LedgerError) {
        buffer += text.utf8
        if buffer.count >= Self.bufferSize { try flush() }
    }

    private func flush() throws(LedgerError) {
        hash.update(data: buffer)
        try file.write(buffer)
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// It is on disk when this returns.
    func finish() throws(LedgerError) -> ExportFile {
        try flush()
        try file.sync()
        return ExportFile(name: name, byteCount: written, digest: Hex.encode(Array(hash.finalize())))
    }

    /// Of a file that somebody else has written.
    static func digest(of path: String) throws -> (byteCount: Int, digest: String) {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        var hash = SHA256()
        var count = 0
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            count += piece.count
        }
        return (count, Hex.encode(Array(hash.finalize())))
    }
}
