import Dispatch
import Files
import Forms
import MerkleLog
import Synchronization

/// A checkpoint that an auditor kept outside, as it is given to be held against a log.
struct KeptCheckpoint {
    /// The file, as it was named.
    var source: String
    var bytes: [UInt8]

    /// Reads files that are to be held against a log.
    ///
    /// - Parameter origin: the log's.
    /// - Throws: `LedgerError`: `notFound` and `refused` where one cannot be read, `refused` where one is another ledger's,
    ///   which says nothing of this one.
    static func read(_ files: [String], origin: String) throws(LedgerError) -> [KeptCheckpoint] {
        var kept: [KeptCheckpoint] = []
        for file in files {
            let bytes = try DurableFile.bytes(of: file)
            // What is no checkpoint at all, or none that the log's key signed, is for the verification to say.
            if let note = try? SignedNote(bytes: bytes), let checkpoint = try? Checkpoint(text: note.text),
                !checkpoint.origin.utf8.elementsEqual(origin.utf8)
            {
                throw LedgerError(
                    .refused,
                    "\(file) is another ledger's: it is a checkpoint of \(checkpoint.origin), and this is \(origin). It "
                        + "says nothing of this one; nothing was checked.")
            }
            kept.append(KeptCheckpoint(source: file, bytes: bytes))
        }
        return kept
    }
}

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
