import Foundation

/// Small files that must be whole and on disk, or not there at all.
enum DurableFile {
    /// Puts a file in the place of another, or in a free one: after a power cut there is the old or the new one.
    static func replace(_ path: String, with text: String) throws(LedgerError) {
        let new = path + ".new"
        try write(text, to: new, flags: O_CREAT | O_TRUNC, mode: 0o644)
        guard rename(new, path) == 0 else { throw failure("replace", path) }
        try syncFolder(of: path)
    }

    /// Makes a file that only its owner can read, where none is.
    ///
    /// - Throws: `LedgerError`: `refused` where something is there.
    static func makeSecret(_ path: String, holding text: String) throws(LedgerError) {
        try write(text, to: path, flags: O_CREAT | O_EXCL, mode: 0o600)
        try syncFolder(of: path)
    }

    private static func write(_ text: String, to path: String, flags: Int32, mode: mode_t) throws(LedgerError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, mode)
        guard descriptor >= 0 else { throw failure("make", path) }
        let bytes = Array(text.utf8)
        // A file this small is written in one call or not at all.
        let isWritten = Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let error = errno
        close(descriptor)
        guard isWritten else {
            unlink(path)
            errno = error
            throw failure("write", path)
        }
    }

    /// A new name is on disk only once its folder is.
    static func syncFolder(of path: String) throws(LedgerError) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("read", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write", folder) }
    }

    static func failure(_ action: String, _ path: String) -> LedgerError {
        LedgerError(.refused, "Could not \(action) \(path): \(String(cString: strerror(errno))).")
    }
}
