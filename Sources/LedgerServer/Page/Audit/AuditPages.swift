import Crypto
import Forms
import Foundation
import Hummingbird
import Incidents
import Ledger
import MerkleLog
import Page

/// How the evidence stands, for auditors.
enum AuditPages {
    static let all = [audit]

    private static let audit = Route(
        id: "auditPage", method: .get, path: "/audit",
        summary: "What is signed, what auditors and witnesses have seen, and the proof in one's own browser.",
        group: .page, permission: .evidence,
        parameters: [
            .query("position", "An event that is to be verified.", .integer(from: 1, through: Int64.max)),
            .query("earlier", "The file of a kept checkpoint that the log is held against.", .text(longest: 200)),
        ], answers: [.init(summary: "The page.", content: [("text/html", .text())])]
    ) { call in
        let position = try call.query.integer("position", 1...Int64.max).map { UInt64($0) }
        let earlier = call.query.text("earlier")
        let folder = call.service.settings.audits
        let content = try await call.asking { ledger in
            try AuditPage(EvidenceFolder.read(folder, of: ledger), in: ledger).content(
                verifying: position, against: earlier)
        }
        return call.html(content, .audit)
    }
}

/// The folder into which auditors put the reports of their audits (`ledger-replay audit --format json`), and witnesses the
/// checkpoints that they cosigned (`ledger-replay witness --state FILE`). The service reads what lies there, and trusts none
/// of it: it shows who says what.
enum EvidenceFolder {
    /// So many files are looked at, the latest ones.
    private static let most = 50
    private static let largest = 64 << 20

    static func read(_ folder: String?, of ledger: Ledger) -> KeptEvidence {
        var kept = KeptEvidence(isSought: folder != nil)
        guard let folder else { return kept }
        let url = URL(filePath: folder, directoryHint: .isDirectory)
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey, .isRegularFileKey]
        guard
            let files = try? FileManager.default.contentsOfDirectory(
                at: url, includingPropertiesForKeys: Array(keys), options: .skipsHiddenFiles)
        else {
            kept.remarks.append("The folder in which auditors put their reports cannot be read.")
            return kept
        }
        let dated = files.compactMap { file -> (file: URL, date: Date, size: Int)? in
            guard let values = try? file.resourceValues(forKeys: keys), values.isRegularFile == true else { return nil }
            return (file, values.contentModificationDate ?? .distantPast, values.fileSize ?? 0)
        }.sorted { ($0.date, $0.file.lastPathComponent) > ($1.date, $1.file.lastPathComponent) }
        for (file, date, size) in dated.prefix(most) {
            let name = file.lastPathComponent
            let day = Instant.day(microseconds: UInt64(max(0, date.timeIntervalSince1970)) * 1_000_000)
            guard size <= largest, let bytes = try? Data(contentsOf: file) else {
                kept.remarks.append("\(name) cannot be read.")
                continue
            }
            if let report = report(Array(bytes), name, day, of: ledger) {
                kept.reports.append(report)
            } else if let checkpoint = checkpoint(Array(bytes), name, day, of: ledger) {
                kept.checkpoints.append(checkpoint)
            } else {
                kept.remarks.append(
                    "\(name) is neither the report of an audit of this log nor a checkpoint that it signed.")
            }
        }
        return kept
    }

    private static func report(
        _ bytes: [UInt8], _ name: String, _ day: Day, of ledger: Ledger
    ) -> KeptEvidence.Report? {
        guard let json = try? JSONValue(parsing: bytes), case .array(let sentences)? = json["verdict"],
            case .bool(let isSound)? = json["isSound"], let audited = json["audited"],
            audited["logId"] == .string(ledger.logID)
        else { return nil }
        let verdict = sentences.compactMap { sentence -> String? in
            guard case .string(let text) = sentence else { return nil }
            return text
        }
        var position: UInt64?
        if case .integer(let number)? = audited["auditedUpToPosition"] { position = UInt64(exactly: number) }
        return KeptEvidence.Report(
            file: name, day: day, verdict: verdict, isSound: isSound, position: position,
            isWhole: isWhole(bytes, stating: json["sha256"]))
    }

    /// Whether the last line states the digest of all lines above it.
    private static func isWhole(_ bytes: [UInt8], stating digest: JSONValue?) -> Bool {
        let text = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
        guard let end = text.lastIndex(of: UInt8(ascii: "\n")) else { return false }
        return digest == .string(Hex.encode(Array(SHA256.hash(data: Data(bytes[...end])))))
    }

    private static func checkpoint(
        _ bytes: [UInt8], _ name: String, _ day: Day, of ledger: Ledger
    ) -> KeptEvidence.Kept? {
        guard let text = ledger.verifierKey, let key = try? VerifierKey(text), let note = try? SignedNote(bytes: bytes),
            let verified = try? VerifiedCheckpoint(note, log: key, origin: ledger.origin)
        else { return nil }
        let witnesses = note.signatures.compactMap { signature -> (name: String, time: String)? in
            // Of a cosignature the first 8 bytes are its time, in seconds, big-endian (C2SP tlog-cosignature).
            guard signature.name != key.name, signature.bytes.count == 72 else { return nil }
            let seconds = signature.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
            guard seconds < 253_402_300_800 else { return nil }
            return (signature.name, Instant.text(microseconds: seconds * 1_000_000))
        }
        return KeptEvidence.Kept(
            file: name, day: day, note: note.description, size: verified.checkpoint.size, witnesses: witnesses)
    }
}
