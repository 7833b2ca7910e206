package import Forms
internal import Foundation

/// A new file that is written from its beginning to its end, in a place that nobody else looks at yet.
package final class GrowingFile {
    package let path: String
    private let descriptor: Int32

    /// - Throws: `LedgerError` with `refused` where something is there already or the place cannot be written.
    package init(_ path: String) throws(LedgerError) {
        self.path = path
        // Unsafe: Swift lends the string's bytes to the call.
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DurableFile.failure("make", path) }
    }

    deinit { close(descriptor) }

    /// Adds to its end.
    ///
    /// - Throws: `LedgerError` with `refused`, for example where the disk is full.
    package func write(_ bytes: [UInt8]) throws(LedgerError) {
        var done = 0
        while done < bytes.count {
            // Unsafe: the pointer is used within the call that it is passed to.
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 || errno == EINTR else { throw DurableFile.failure("write", path) }
            done += max(count, 0)
        }
    }

    /// It is on disk when this returns; its name is once that of its folder is.
    ///
    /// - Throws: `LedgerError` with `refused`.
    package func sync() throws(LedgerError) {
        guard fsync(descriptor) == 0 else { throw DurableFile.failure("write", path) }
    }
}
