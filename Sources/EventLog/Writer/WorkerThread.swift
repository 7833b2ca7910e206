internal import CDispatch
internal import Foundation

/// A thread of one's own, for work that waits for disks and locks: the threads of Swift's concurrency must not.
///
/// Foundation's threads do not say when the system has no room for another one, and whoever waits for the work of one
/// that never began waits for ever.
package enum WorkerThread {
    private final class Work {
        private let name: String
        private let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }

        func run() {
            Thread.current.name = name
            body()
        }
    }

    /// Runs `body` on a new thread.
    ///
    /// - Parameters:
    ///   - name: at most 15 characters, for whoever looks at the process.
    ///   - stackSize: in bytes; nil: as the system has it (`ulimit -s`).
    /// - Throws: `.io` where the system has no room for another thread.
    package static func start(
        _ name: String, stackSize: Int? = nil, _ body: @escaping @Sendable () -> Void
    ) throws(EventLogError) {
        var attributes = pthread_attr_t()
        // Unsafe in what follows: the structure is this function's own; the new thread takes over what is handed to it,
        // and where there is none it is taken back.
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        if let stackSize { unsafe pthread_attr_setstacksize(&attributes, stackSize) }
        let work = unsafe Unmanaged.passRetained(Work(name, body))
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread, &attributes,
            { work in
                if let work = unsafe work { unsafe Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run() }
                return nil
            }, work.toOpaque())
        guard result == 0 else {
            unsafe work.release()
            throw EventLogError(
                .io,
                "The system starts no further thread for \(name): memory, or the number of processes that this user may "
                    + "have, has run out. Nothing was written; close other programs or raise the limit (ulimit -v, "
                    + "ulimit -u).")
        }
    }
}
