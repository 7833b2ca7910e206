import Foundation
import LedgerTesting
import Synchronization

/// Ledgers that several tests begin with: each is made once in a process of tests, by the real programs, and copied for
/// every test, which may then do with its copy as it likes.
actor PreparedLedgers {
    static let shared = PreparedLedgers()

    private var made: [String: Task<TestLedger, any Error>] = [:]

    /// A ledger of the caller's own.
    ///
    /// - Parameters:
    ///   - name: what is in it; the same name, the same ledger.
    ///   - make: makes it, where no test has asked for it before.
    func copy(
        of name: String, made make: @escaping @Sendable () async throws -> TestLedger
    ) async throws -> TestLedger {
        let task = made[name] ?? Task { Self.keepUntilTheEnd(try await make()) }
        made[name] = task
        return try await task.value.copy()
    }

    /// Nothing ends the life of what lies in `made`, and so its folder is removed when the process ends.
    private static func keepUntilTheEnd(_ ledger: TestLedger) -> TestLedger {
        places.withLock { places in
            if places.isEmpty { atexit { PreparedLedgers.removeAll() } }
            places.append(ledger.scratch.url)
        }
        return ledger
    }

    private static func removeAll() {
        for place in places.withLock({ $0 }) { try? FileManager.default.removeItem(at: place) }
    }

    private static let places = Mutex<[URL]>([])
}

extension TestLedger {
    /// The ledger and its key, as they lie on the disk, elsewhere. No process may be at work on it.
    fileprivate func copy() throws -> TestLedger {
        let copy = TestLedger(scratch: try TemporaryFolder())
        for end in ["", ".key"] {
            try FileManager.default.copyItem(atPath: path + end, toPath: copy.path + end)
        }
        return copy
    }
}
