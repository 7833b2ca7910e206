import EventLog
import Files
public import Forms
import Foundation
import MerkleLog

/// A ledger's log as a folder of plain files, in the layout of C2SP tlog-tiles: what an auditor takes away and checks
/// without the ledger, and without opening a database that somebody else has made.
public struct AuditBundle {
    let folder: BundleFolder
    let manifest: BundleManifest

    var shape: BundleShape { manifest.shape }

    /// Whether a folder is a bundle: it has a manifest.
    public static func isThere(at path: String) -> Bool {
        FileManager.default.fileExists(atPath: URL(filePath: path).appending(path: BundleManifest.name).path)
    }

    /// - Throws: `LedgerError`: `notFound`, `refused` where it is no bundle or of a newer format; ``BundleFinding``.
    init(openingAt path: String) throws {
        folder = try BundleFolder(path)
        guard Self.isThere(at: path) else {
            throw LedgerError(
                .refused,
                "\(path) is not a bundle: it has no \(BundleManifest.name). An export that was interrupted leaves none."
            )
        }
        manifest = try BundleManifest(
            try folder.read(BundleManifest.name, maximum: BundleManifest.maximumLength))
    }

    /// The bytes of a file of entries.
    ///
    /// - Throws: ``BundleFinding``, `LedgerError`.
    func entryBundle(_ index: UInt64) throws -> [UInt8] {
        let path = shape.entries(index)
        return try folder.read(path.description, maximum: BundleShape.maximumLength(of: path))
    }

    /// Calls `body` with each entry of a file of entries.
    ///
    /// - Throws: ``BundleFinding`` where the file does not hold as many entries as it must; what `body` throws.
    func forEachEntry(
        in bytes: [UInt8], _ index: UInt64, _ body: (RawSpan) throws -> Void
    ) throws {
        let path = shape.entries(index)
        var position = index * UInt64(TileCoordinate.width)
        do {
            try EntryBundle.forEach(in: bytes.span.bytes, count: path.width) { _, entry in
                position += 1
                try body(entry)
            }
        } catch let error as MerkleError {
            throw BundleFinding("entries", path.description, at: position + 1, error.description)
        } catch let finding as AuditFinding {
            throw BundleFinding(finding.check.rawValue, path.description, at: finding.position, finding.description)
        }
    }
}

extension AuditBundle {
    /// Checks a bundle without the ledger: every entry is hashed again, every tile, root and checkpoint compared, the order
    /// of entries and of each record's versions followed.
    ///
    /// Memory does not grow with the bundle.
    ///
    /// - Parameters:
    ///   - key: the verifier key of the log, had from its owner; nil: the bundle's own, which proves nothing about who
    ///     made it.
    ///   - kept: files with signed checkpoints of the log that the auditor kept.
    ///   - progress: called now and then with the number of events read.
    /// - Returns: what was found, damage included.
    /// - Throws: `LedgerError`: `notFound`, `refused` where it is no bundle, or the key or a kept file cannot be read
    ///   or is of another log, `damaged` where the manifest is not one.
    public static func verify(
        at path: String, key: String? = nil, against kept: [String] = [], progress: ((UInt64) -> Void)? = nil
    ) throws -> BundleReport {
        let known: VerifierKey?
        do throws(MerkleError) {
            known = try key.map { text throws(MerkleError) in try VerifierKey(text) }
        } catch {
            throw LedgerError(.refused, error.description)
        }
        return try LedgerError.wrapping {
            let bundle = try AuditBundle(openingAt: path)
            let notes = try KeptCheckpoint.read(kept, origin: bundle.manifest.origin)
            return try bundle.verify(key: known, against: notes, progress: progress)
        }
    }

    /// The same of a bundle that has been opened.
    func verify(
        key: VerifierKey? = nil, against kept: [KeptCheckpoint] = [],
        progress: ((UInt64) -> Void)? = nil
    ) throws -> BundleReport {
        var verifier = BundleVerifier(self)
        do {
            try verifier.checkIdentity(key: key)
            try verifier.take(kept: kept)
            try verifier.checkTree(progress)
            try verifier.checkVersions()
            try verifier.checkFiles()
        } catch let finding as BundleFinding {
            return verifier.report(finding)
        }
        return verifier.report(hasKey: key != nil, keptCount: kept.count)
    }
}

/// Something in a bundle that is not as it was exported.
public struct BundleFinding: ExplainedError, Hashable {
    /// Which check failed, in a word or two: `files`, `manifest`, `keys`, `schema`, `checkpoints`, `entries`, `tiles`,
    /// `positions`, `order`, `streams`, `idempotency keys`.
    public var check: String
    /// The file, by its path in the bundle; nil where no single one is to blame.
    public var file: String?
    /// The first position that is known to be affected; nil where it is not about an event.
    public var position: UInt64?
    /// A sentence.
    public var description: String

    init(_ check: String, _ file: String?, at position: UInt64? = nil, _ description: String) {
        self.check = check
        self.file = file.map(DisplayWidth.onOneLine)
        self.position = position
        self.description = DisplayWidth.onOneLine(description)
    }

    public var failure: LedgerError.Code { .damaged }

    /// The check, the file, the position and what is wrong, on one line.
    public var sentence: String {
        check + (file.map { " in \($0)" } ?? "") + (position.map { " at position \($0)" } ?? "") + ": " + description
    }
}

/// What came of verifying a bundle.
public struct BundleReport: Hashable, Sendable {
    public var logID: String
    public var origin: String
    /// The key that signatures were checked with: `name+hash+base64` (C2SP signed-note).
    public var verifierKey: String
    /// Events in the bundle.
    public var size: UInt64
    /// The root over them that the bundle states, in lower-case hexadecimal.
    public var root: String
    public var tiles: UInt64
    public var entryBundles: UInt64
    /// Checkpoints that the bundle states to hold.
    public var checkpoints: UInt64
    /// Streams whose versions were followed.
    public var streams: UInt64 = 0
    /// Requests that carried an idempotency key.
    public var idempotencyKeys: UInt64 = 0
    /// The size of the largest checkpoint that the auditor kept and that the log continues; nil: none was given.
    public var keptSize: UInt64?
    /// The first thing that is wrong; nothing after it was checked. Nil: nothing is.
    public var finding: BundleFinding?
    /// What was not checked, in sentences.
    public var unchecked: [String] = []

    public var isIntact: Bool { finding == nil }
}
