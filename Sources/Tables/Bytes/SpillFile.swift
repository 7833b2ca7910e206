import Foundation

/// A file without a name, for what is too long to hold in memory: it vanishes with its last reference.
///
/// Writing comes first and reading after it; then it never changes, so any number of readers may share it.
package final class SpillFile: @unchecked Sendable {
    // `@unchecked`: what changes is changed by one owner, who writes, before `finish()`; after it nothing changes.
    private static let bufferSize = 1 << 18

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var flushed = 0

    /// Bytes that were written.
    package var count: Int { flushed + buffer.count }

    package init() throws(TableError) {
        let folder = FileManager.default.temporaryDirectory.path
        let path = "\(folder)/incident-ledger-\(UUID().uuidString)"
        // Unsafe: Swift lends the string's bytes to the call.
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw TableError(.unreadable, "Cannot make a temporary file in \(folder): \(reason()).")
        }
        // Unsafe: Swift lends the string's bytes to the call.
        unsafe unlink(path)
    }

    deinit { close(descriptor) }

    package func append(_ bytes: ArraySlice<UInt8>) throws(TableError) {
        buffer += bytes
        if buffer.count >= Self.bufferSize { try finish() }
    }

    /// Everything that was written can be read.
    package func finish() throws(TableError) {
        var done = 0
        while done < buffer.count {
            // Unsafe: the pointer is used within the call that it is passed to.
            let written = unsafe buffer[done...].withUnsafeBytes {
                unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            guard written >= 0 || errno == EINTR else {
                throw TableError(.unreadable, "Cannot write a temporary file: \(reason()).")
            }
            done += max(written, 0)
        }
        flushed += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// As an input, after `finish()`.
    func asInput(named name: String) -> InputFile {
        InputFile(descriptor: dup(descriptor), count: flushed, name: name)
    }

    /// Replaces `bytes` by some of the file, fewer where it ends. What was not written out yet is read from memory.
    package func read(at offset: Int, count: Int, into bytes: inout [UInt8]) throws(TableError) {
        if offset >= flushed {
            let start = min(offset - flushed, buffer.count)
            bytes.removeAll(keepingCapacity: true)
            bytes.append(contentsOf: buffer[start..<min(start + count, buffer.count)])
            return
        }
        try readBytes(descriptor, at: offset, count: min(count, flushed - offset), into: &bytes)
        if bytes.count < count { bytes.append(contentsOf: buffer.prefix(count - bytes.count)) }
    }
}

/// The bytes of a file from any place, without a place of its own: readers do not disturb each other.
final class InputFile: Sendable {
    /// As a sentence calls it.
    let name: String
    let count: Int
    let descriptor: Int32

    fileprivate init(descriptor: Int32, count: Int, name: String) {
        self.descriptor = descriptor
        self.count = count
        self.name = name
    }

    deinit { close(descriptor) }

    /// Opens a file. Standard input, `-`, and what else cannot be read twice is copied to a temporary file first.
    static func open(_ path: String) throws(TableError) -> InputFile {
        if path == "-" { return try spilled(0, name: "standard input") }
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw errno == ENOENT
                ? TableError(.noFile, "There is no file \(path).")
                : TableError(.unreadable, "Cannot open \(path): \(reason()).")
        }
        var status = stat()
        // Unsafe: the call fills the value that it is lent.
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw TableError(.unreadable, "\(path) is a folder; give a file.")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            defer { close(descriptor) }
            return try spilled(descriptor, name: path)
        }
        return InputFile(descriptor: descriptor, count: Int(status.st_size), name: path)
    }

    /// Bytes that are in memory already, as a file.
    static func holding(_ bytes: [UInt8], name: String) throws(TableError) -> InputFile {
        let file = try SpillFile()
        try file.append(bytes[...])
        try file.finish()
        return file.asInput(named: name)
    }

    private static func spilled(_ descriptor: Int32, name: String) throws(TableError) -> InputFile {
        let file = try SpillFile()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // Unsafe: the call fills the bytes that it is lent.
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Foundation.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw TableError(.unreadable, "Cannot read \(name): \(reason()).") }
            if count == 0 { break }
            try file.append(chunk[..<count])
        }
        try file.finish()
        return file.asInput(named: name)
    }

    /// Replaces `bytes` by some of the file, fewer where it ends.
    func read(at offset: Int, count: Int, into bytes: inout [UInt8]) throws(TableError) {
        try readBytes(descriptor, at: offset, count: count, into: &bytes)
    }

    /// The first bytes, fewer where the file is shorter.
    func beginning(_ count: Int) throws(TableError) -> [UInt8] {
        var bytes: [UInt8] = []
        try read(at: 0, count: count, into: &bytes)
        return bytes
    }
}

private func readBytes(
    _ descriptor: Int32, at offset: Int, count: Int, into bytes: inout [UInt8]
) throws(TableError) {
    var isFailed = false
    // Unsafe: the calls fill the bytes that they are lent, and say how many they are.
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
            let some = unsafe pread(
                descriptor, buffer.baseAddress.map { unsafe $0 + filled }, count - filled, off_t(offset + filled))
            if some < 0, errno == EINTR { continue }
            isFailed = some < 0
            if some <= 0 { break }
            filled += some
        }
    }
    if isFailed { throw TableError(.unreadable, "Cannot read the file: \(reason()).") }
}

private func reason() -> String {
    // Unsafe: the call returns text that lives until the next one.
    unsafe String(cString: strerror(errno)).lowercased()
}
