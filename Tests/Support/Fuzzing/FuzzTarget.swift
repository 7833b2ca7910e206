import Crypto
import EventLog
import Evidence
import Folding
import Forms
import Incidents
import MerkleLog
import Views

/// What reads bytes that come from anybody. Whatever they are, it ends in a value or in a sentence: no trap, no hang; and
/// what it takes for whole is whole.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case table, workbook, mapping, json, entry, note, proof, receipt, bundle

    /// Reads bytes.
    ///
    /// - Returns: what is wrong with how they were read; nil where nothing is.
    package func finding(in bytes: [UInt8]) -> String? {
        switch self {
        case .table: Self.readTable(bytes)
        case .workbook: Self.readWorkbook(bytes)
        case .mapping: Self.readMapping(bytes)
        case .json: Self.readJSON(bytes)
        case .entry: Self.readEntry(bytes)
        case .note: Self.readNote(bytes)
        case .proof: Self.readProof(bytes)
        case .receipt: Self.readReceipt(bytes)
        case .bundle: Self.readBundle(bytes)
        }
    }

    /// What is JSON is written as it is read; so is a record that it is.
    private static func readJSON(_ bytes: [UInt8]) -> String? {
        guard let value = try? JSONValue(parsing: bytes) else { return nil }
        let text = value.formatted
        guard (try? JSONValue(parsing: Array(text.utf8)))?.formatted == text else { return "is written otherwise" }
        for kind in RecordKind.allCases {
            guard let record = try? RecordJSON.record(kind, from: value) else { continue }
            let written = RecordJSON.value(of: record)
            guard (try? RecordJSON.record(kind, from: written)) == record else {
                return "a record of kind \(kind.code) is written otherwise than it was read"
            }
        }
        return nil
    }

    /// The reader of events and the one that folds read the same.
    private static func readEntry(_ bytes: [UInt8]) -> String? {
        var audit = EntryAudit()
        // Unsafe only for types with padding; a byte has none.
        let span = unsafe bytes.span.bytes
        do throws(AuditFinding) { try audit.add(span) } catch { _ = error.description }
        guard let event = try? Event(entry: bytes), let facts = try? Facts(entry: span, vocabulary: Vocabulary()) else {
            return nil
        }
        guard facts.kind == event.record.kind, facts.type == event.type, facts.knownAt == event.knownAt,
            (try? facts.idText) == event.record.id
        else { return "is \(event.record) to one reader, and another record, type or day to the other" }
        if let place = place(of: event), let country = try? facts.country,
            facts.vocabulary.text(country) != place.country
        {
            return "is in \(place.country) to one reader, and elsewhere to the other"
        }
        // What is read only where it is asked for: views ask for all of it.
        for view in allViews where view.kinds.contains(facts.kind) && facts.hasRecord {
            var cells = CellBuffer(width: view.measures.count)
            try? view.cells(of: facts, into: &cells)
        }
        return nil
    }

    private static func place(of event: Event) -> Place? {
        switch event.state {
        case .incident(let incident): incident.place
        case .deaths(let deaths): deaths.place
        case .arrests(let arrests): arrests.place
        default: nil
        }
    }

    private static func readNote(_ bytes: [UInt8]) -> String? {
        guard let note = try? SignedNote(bytes: bytes) else { return nil }
        guard Array(note.description.utf8) == bytes else { return "a note is written otherwise than it was read" }
        if let checkpoint = try? Checkpoint(text: note.text), checkpoint.text != note.text {
            return "a checkpoint is written otherwise than it was read"
        }
        // Nobody can have signed what is not what was signed.
        guard (try? note.verified(by: [FuzzSeeds.key.verifierKey])) == nil || note.text == FuzzSeeds.noteText else {
            return "a note of another text verifies"
        }
        return nil
    }

    private static func readProof(_ bytes: [UInt8]) -> String? {
        guard let proof = try? TlogProof(bytes: bytes) else { return nil }
        guard Array(proof.description.utf8) == bytes else { return "a proof is written otherwise than it was read" }
        let other = TreeHash.leaf([0x6E, 0x6F].span.bytes)
        return (try? proof.verify(leaf: other, log: FuzzSeeds.key.verifierKey)) == nil
            ? nil : "proves an entry that is not in the log"
    }

    /// The bytes as they are, and with the line that seals them.
    private static func readReceipt(_ bytes: [UInt8]) -> String? {
        let digest = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for whole in [bytes, bytes + Array("\"sha256\": \"\(digest)\"}\n".utf8)] {
            do throws(NotAReceipt) {
                let receipt = try ViewReceipt(whole)
                if !receipt.text.utf8.elementsEqual(whole) { return "a receipt is written otherwise than it was read" }
            } catch {
                if error.reason.isEmpty { return "no reason" }
            }
        }
        return nil
    }

    /// A manifest, or the entries of a bundle: the first byte says which, and of how many.
    private static func readBundle(_ bytes: [UInt8]) -> String? {
        guard let first = bytes.first, first != 0x7B else {
            guard let manifest = try? BundleManifest(bytes) else { return nil }
            return manifest.text.utf8.elementsEqual(bytes) ? nil : "a manifest is written otherwise than it was read"
        }
        var (again, audit): ([UInt8], EntryAudit) = ([], EntryAudit())
        // Unsafe only for types with padding; a byte has none.
        let isWhole: Void? = try? EntryBundle.forEach(in: unsafe bytes.span.bytes.extracting(1...), count: Int(first)) {
            _, entry in
            do throws(AuditFinding) { try audit.add(entry) } catch { _ = error.description }
            try EntryBundle.append(entry, to: &again)
        }
        return isWhole == nil || again.elementsEqual(bytes.dropFirst()) ? nil : "entries are written otherwise"
    }
}
