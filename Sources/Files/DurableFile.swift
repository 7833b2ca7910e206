package import Forms
internal import Foundation

/// Small files that must be whole and on disk, or not there at all.
package enum DurableFile {
    /// Puts a file in the place of another, or in a free one: after a power cut there is the old or the new one.
    package static func replace(_ path: String, with text: String) throws(LedgerError) {
        do { try replace(path) { try $0(text) } } catch { throw LedgerError.wrapping(error, doing: "write \(path)") }
    }

    /// The same with a text that is given piece by piece.
    ///
    /// - Throws: also what giving it throws.
    package static func replace(
        _ path: String, givenBy give: (_ piece: (String) throws(LedgerError) -> Void) throws -> Void
    ) throws {
        let new = path + ".new"
        // What an interrupted attempt left; and a link to somewhere else, through which nothing is to be written.
        // Unsafe: Swift lends the string's bytes to the call.
        _ = unsafe unlink(new)
        try write(to: new, flags: O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o644, give)
        // Unsafe: Swift lends the strings' bytes to the call.
        guard unsafe rename(new, path) == 0 else { throw failure("replace", path) }
        try syncFolder(of: path)
    }

    /// Makes a file that only its owner can read, where none is.
    ///
    /// - Throws: `LedgerError`: `refused` where something is there.
    package static func makeSecret(_ path: String, holding text: String) throws(LedgerError) {
        do {
            try write(to: path, flags: O_CREAT | O_EXCL, mode: 0o600) { try $0(text) }
        } catch {
            throw LedgerError.wrapping(error, doing: "write \(path)")
        }
        do throws(LedgerError) {
            try syncFolder(of: path)
        } catch {
            // Unsafe: Swift lends the string's bytes to the call.
            unsafe unlink(path)
            throw error
        }
    }

    private static func write(
        to path: String, flags: Int32, mode: mode_t,
        _ give: (_ piece: (String) throws(LedgerError) -> Void) throws -> Void
    ) throws {
        // Unsafe, here and below: Swift lends the string's or the array's bytes to the call.
        let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | flags, mode)
        guard descriptor >= 0 else { throw failure("make", path) }
        do {
            defer { close(descriptor) }
            try give { text throws(LedgerError) in try write(Array(text.utf8), descriptor, path) }
            guard fsync(descriptor) == 0 else { throw failure("write", path) }
        } catch {
            unsafe unlink(path)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(LedgerError) {
        var done = 0
        while done < bytes.count {
            // Unsafe: the pointer is used within the call that it is passed to.
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 || errno == EINTR else { throw failure("write", path) }
            done += max(count, 0)
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
