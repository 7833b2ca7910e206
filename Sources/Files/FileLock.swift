package import Forms
internal import Foundation

/// A lock between processes that the system takes back when its holder ends, however it ends.
///
/// The file stays.
package final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock if it is free, and writes in the file which process has it.
    ///
    /// Nil where another process, or another lock of this one, holds it.
    ///
    /// - Throws: where the file cannot be made.
    package init?(_ path: String) throws(LedgerError) {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DurableFile.failure("make", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        let holder = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        // Unsafe: Swift lends the array's bytes to the call. That it names the holder is for people only.
        _ = unsafe pwrite(descriptor, holder, holder.count, 0)
    }

    /// Waits for the lock.
    ///
    /// - Parameter path: a file that only its owner can use, which is made where it is missing.
    package convenience init(waitingFor path: String) throws(LedgerError) {
        // Unsafe: Swift lends the string's bytes to the call.
        try self.init(waitingFor: unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600), path)
    }

    /// Waits for the lock on a folder, which needs no file.
    package convenience init(waitingForFolder path: String) throws(LedgerError) {
        // Unsafe: Swift lends the string's bytes to the call.
        try self.init(waitingFor: unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path)
    }

    private init(waitingFor descriptor: Int32, _ path: String) throws(LedgerError) {
        guard descriptor >= 0 else { throw DurableFile.failure("lock", path) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let failure = DurableFile.failure("lock", path)
                close(descriptor)
                throw failure
            }
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The process that holds the lock, or held it last.
    package static func holder(of path: String) -> Int32? {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        return Int32(String(decoding: data, as: UTF8.self).split(separator: "\n").first ?? "")
    }

    /// Whether anybody holds it now.
    package static func isHeld(_ path: String) -> Bool {
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}
