import Foundation

/// A lock that one process at a time can have; it ends with the process that has it.
struct FileLock {
    private let descriptor: Int32

    /// Waits for the lock.
    ///
    /// - Parameter path: an empty file, which is made where it is missing and stays.
    init(_ path: String) throws(LedgerError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw LedgerError(.refused, "Could not lock \(path): \(String(cString: strerror(errno))).")
        }
    }

    func unlock() {
        close(descriptor)
    }
}
