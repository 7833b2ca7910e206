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
