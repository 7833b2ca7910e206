package import Forms
internal import Foundation

/// Small files that must be whole and on disk, or not there at all.
package enum DurableFile {
    /// Puts a file in the place of another, or in a free one: after a power cut there is the old or the new one.
    package static func replace(_ path: String, with text: String) throws(LedgerError) {
        let new = path + ".new"
        // What an interrupted attempt left; and a link to somewhere else, through which nothing is to be written.
        // Unsafe: Swift lends the string's bytes to the call.
        _ = unsafe unlink(new)
        try write(text, to: new, flags: O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o644)
        // Unsafe: Swift lends the strings' bytes to the call.
        guard unsafe rename(new, path) == 0 else { throw failure("replace", path) }
        try syncFolder(of: path)
    }

    /// Makes a file that only its owner can read, where none is.
    ///
    /// - Throws: `LedgerError`: `refused` where something is there.
    package static func makeSecret(_ path: String, holding text: String) throws(LedgerError) {
        try write(text, to: path, flags: O_CREAT | O_EXCL, mode: 0o600)
        do throws(LedgerError) {
            try syncFolder(of: path)
        } catch {
            // Unsafe: Swift lends the string's bytes to the call.
            unsafe unlink(path)
            throw error
        }
    }

    private static func write(_ text: String, to path: String, flags: Int32, mode: mode_t) throws(LedgerError) {
        // Unsafe, here and below: Swift lends the string's or the array's bytes to the call.
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, mode)
        guard descriptor >= 0 else { throw failure("make", path) }
        let bytes = Array(text.utf8)
        // A file this small is written in one call or not at all.
        let isWritten = unsafe Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let error = errno
        close(descriptor)
        guard isWritten else {
            unsafe unlink(path)
            errno = error
            throw failure("write", path)
        }
    }

    /// A new name is on disk only once its folder is.
    package static func syncFolder(of path: String) throws(LedgerError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write", folder) }
    }

    package static func failure(_ action: String, _ path: String) -> LedgerError {
        // Unsafe: the system's text is copied before anything else could change it.
        let reason =
            [ENOSPC, EDQUOT].contains(errno)
            ? "the disk is full; make room and repeat" : unsafe String(cString: strerror(errno))
        return LedgerError(.refused, "Could not \(action) \(path): \(reason).")
    }

    /// The bytes of a whole file.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is none, `refused` where it cannot be read.
    package static func bytes(of path: String) throws(LedgerError) -> [UInt8] {
        do {
            return [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            guard FileManager.default.fileExists(atPath: path) else {
                throw LedgerError(.notFound, "There is no file \(path).")
            }
            throw LedgerError.wrapping(error, doing: "read the file")
        }
    }
}
