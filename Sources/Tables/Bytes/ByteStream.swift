/// Bytes one after the other, piece by piece.
protocol ByteStream: AnyObject {
    /// Replaces `buffer` by the next bytes, at least one.
    ///
    /// - Returns: false at the end.
    func read(into buffer: inout [UInt8]) throws(TableError) -> Bool
}

/// A file from its beginning.
final class FileStream: ByteStream {
    private static let size = 1 << 17

    private let file: InputFile
    private var offset = 0

    init(_ file: InputFile) {
        self.file = file
    }

    func read(into buffer: inout [UInt8]) throws(TableError) -> Bool {
        try file.read(at: offset, count: Self.size, into: &buffer)
        offset += buffer.count
        return !buffer.isEmpty
    }
}

/// Bytes that are in memory, once.
final class MemoryStream: ByteStream {
    private var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func read(into buffer: inout [UInt8]) throws(TableError) -> Bool {
        buffer.removeAll()
        swap(&buffer, &bytes)
        return !buffer.isEmpty
    }
}

/// Bytes that were read already, and those that follow.
final class PrefixedStream: ByteStream {
    private var first: [UInt8]
    private let rest: any ByteStream

    init(_ first: [UInt8], then rest: any ByteStream) {
        self.first = first
        self.rest = rest
    }

    func read(into buffer: inout [UInt8]) throws(TableError) -> Bool {
        guard first.isEmpty else {
            buffer = first
            first = []
            return true
        }
        return try rest.read(into: &buffer)
    }
}
