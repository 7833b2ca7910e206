import EventLog
import Files
import Forms
import Foundation
public import Ledger
import MerkleLog
import Signing

extension Ledger {
    /// Checks a whole ledger: every entry, tile, root, index and stored checkpoint, the copy of the last checkpoint outside
    /// the database, and consistency with checkpoints that the auditor kept.
    ///
    /// - Parameters:
    ///   - kept: files with signed checkpoints of this ledger.
    ///   - progress: called now and then with the number of events read, on any thread.
    /// - Returns: what was found, damage included.
    /// - Throws: `LedgerError`: `notFound`, `refused` where it is no ledger or a kept file cannot be read or is another
    ///   ledger's, `damaged` where so much is missing that it cannot be gone through.
    public static func verify(
        at path: String, against kept: [String] = [], progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> Verification {
        let url = URL(filePath: path).standardizedFileURL
        let file = try LedgerFile.read(at: url)
        let notes = try KeptCheckpoint.read(kept, origin: file.origin)
        // Before the log is opened: what the copy vouches for was in the log before it.
        let outside = Result { () throws in try CheckpointFile(ofLedgerAt: url.path).read() }
        return try LedgerError.wrapping {
            let log = try EventLog(auditingAt: url.appending(path: "log").path)
            defer { log.close() }
            let report = try log.audit(progress: progress)
            var verifier = try Verifier(file, log, report)
            try verifier.checkStored()
            verifier.checkOutside(outside)
            for note in notes { verifier.checkKept(note.source, note.bytes) }
            return verifier.finished(keptCount: notes.count)
        }
    }
}

/// Adds to the audit of a log what needs the ledger's key.
private struct Verifier {
    private let file: LedgerFile
    private let log: EventLog
    private let key: VerifierKey?
    private let report: AuditReport
    private var verification: Verification
    private var hasOutsideCopy = true

    init(_ file: LedgerFile, _ log: EventLog, _ report: AuditReport) throws {
        self.file = file
        self.log = log
        self.report = report
        key = try file.key()
        verification = Verification(
            logID: file.logID, origin: file.origin, title: file.title, verifierKey: file.publicKey,
            position: report.head.position,
            root: report.head.root.description, tiles: report.tileCount, streams: report.streamCount,
            idempotencyKeys: report.idempotencyKeyCount)
        verification.findings = report.findings.map {
            .init(check: $0.check.rawValue, position: $0.position, description: $0.description)
        }
        if log.logID.description != file.logID {
            find(nil, "\(LedgerFile.name) names log \(file.logID), and log/ is \(log.logID).", check: "identity")
        }
    }

    /// The signature of every stored checkpoint, in groups over two threads: their roots the audit has compared.
    mutating func checkStored() throws {
        var group: [(size: UInt64, note: String)] = []
        var bad: (size: UInt64, reason: String)?
        let (key, origin) = (key, file.origin)
        func checkGroup() {
            let notes = group
            let reasons = SignatureCheck.reasons(notes.map(\.note), key, origin)
            if bad == nil, let first = reasons.first { bad = (notes[first.index].size, first.reason) }
            group.removeAll(keepingCapacity: true)
        }
        try log.read { snapshot in
            try snapshot.forEachCheckpoint { size, note in
                // What was signed since the audit read the log is of entries that it has not seen.
                guard size <= verification.position else { return false }
                verification.checkpoints += 1
                verification.signedSize = size
                group.append((size, note))
                if group.count == 1024 { checkGroup() }
                return true
            }
        }
        checkGroup()
        try checkStoredSince()
        if let bad {
            // Said first: a checkpoint that was altered explains that its root is not the log's.
            verification.findings.insert(
                .init(
                    check: AuditFinding.Check.checkpoints.rawValue, position: bad.size,
                    description: "The stored checkpoint of \(bad.size) events has been altered: \(bad.reason)"), at: 0)
        }
    }

    /// Compares the roots of all checkpoints where some were stored since the audit: another process had signed a head that
    /// the audit saw, and stored its note only then.
    private mutating func checkStoredSince() throws {
        guard report.findings.isEmpty, verification.checkpoints > report.checkpointCount else { return }
        try log.read { snapshot in
            try snapshot.forEachCheckpoint { size, note in
                guard size <= report.head.position else { return false }
                if let stored = try? SignedNote(note) { _ = check(stored, "the stored checkpoint of \(size) events") }
                return true
            }
        }
    }

    mutating func checkOutside(_ outside: Result<SignedNote?, any Error>) {
        switch outside {
        case .failure(let error): find(nil, LedgerError.wrapping(error).description)
        case .success(nil): hasOutsideCopy = false
        case .success(let note?): _ = check(note, "the copy outside the database")
        }
    }

    mutating func checkKept(_ source: String, _ bytes: [UInt8]) {
        do throws(MerkleError) {
            let note = try SignedNote(bytes: bytes)
            if let size = check(note, source) { verification.keptSize = max(verification.keptSize ?? 0, size) }
        } catch {
            find(nil, "\(source) is not a checkpoint: \(error.description)")
        }
    }

    /// Checks that the log continues a checkpoint.
    ///
    /// - Returns: its size; nil where something was found.
    private mutating func check(_ note: SignedNote, _ source: String) -> UInt64? {
        guard let key else {
            find(nil, "\(source) cannot be checked: the ledger has no key.")
            return nil
        }
        let stated: TreeHead
        do {
            stated = try VerifiedCheckpoint(note, log: key, origin: file.origin).checkpoint.head
        } catch {
            find(nil, "\(source) is not a checkpoint that this ledger's key signed: \(error.description)")
            return nil
        }
        guard stated.size <= verification.position else {
            find(
                verification.position + 1,
                "The log has been cut back: it has \(verification.position) events, and \(source) vouches for "
                    + "\(stated.size).")
            return nil
        }
        // Where the tree itself is damaged that has been found, and says more than this could.
        guard let root = try? log.read({ try $0.root(at: stated.size) }) else { return nil }
        guard root == stated.root else {
            find(
                nil,
                "The log has been rewritten: the root of its first \(stated.size) events is \(root), and \(source) "
                    + "vouches for \(stated.root).")
            return nil
        }
        return stated.size
    }

    private mutating func find(_ position: UInt64?, _ description: String, check: String? = nil) {
        verification.findings.append(
            .init(
                check: check ?? AuditFinding.Check.checkpoints.rawValue, position: position, description: description))
    }

    /// Says what was not checked.
    func finished(keptCount: Int) -> Verification {
        var done = verification
        let (signed, position) = (done.signedSize, done.position)
        if done.verifierKey == nil {
            done.unchecked.append("Signatures: the ledger was made without a key.")
        } else if signed < position {
            done.unchecked.append("Events from position \(signed + 1) to \(position): no checkpoint covers them yet.")
        }
        if !hasOutsideCopy, done.verifierKey != nil {
            done.unchecked.append("The copy of the last checkpoint outside the database: there is none.")
        }
        if keptCount == 0 {
            done.unchecked.append(
                "A rewriting by whoever holds the key: it shows only against a checkpoint that was kept elsewhere "
                    + "(--against).")
        } else if let size = done.keptSize, size < position {
            done.unchecked.append(
                "A rewriting by whoever holds the key of events after position \(size), the last that a kept "
                    + "checkpoint vouches for.")
        }
        done.unchecked.append(Verification.viewsUnchecked)
        done.unchecked.append("Whether what the events say is true, and whether the clock was right.")
        return done
    }
}
