import Dispatch
import MerkleLog
import Synchronization

/// Checks the signatures of many checkpoints; they do not depend on each other, so two threads share them.
enum SignatureCheck {
    private static let threads = 2

    /// The notes that are not checkpoints signed by a key, and why, by their index.
    static func reasons(_ notes: [String], _ key: VerifierKey?, _ origin: String) -> [(index: Int, reason: String)] {
        let found = Mutex<[(index: Int, reason: String)]>([])
        DispatchQueue.concurrentPerform(iterations: threads) { thread in
            for index in stride(from: thread, to: notes.count, by: threads) {
                guard let reason = reason(notes[index], key, origin) else { continue }
                found.withLock { $0.append((index, reason)) }
            }
        }
        return found.withLock { $0 }.sorted { $0.index < $1.index }
    }

    private static func reason(_ note: String, _ key: VerifierKey?, _ origin: String) -> String? {
        guard let key else { return "the ledger has no key that it could be signed with." }
        do {
            _ = try VerifiedCheckpoint(try SignedNote(note), log: key, origin: origin)
            return nil
        } catch {
            return error.description
        }
    }
}
