import EventLog
public import Folding
public import Forms
import Foundation
public import Ledger
import MerkleLog
import ProjectionEngine

extension Ledger {
    /// The receipt of an answer that this ledger has given.
    ///
    /// - Parameters:
    ///   - answer: what ``view(_:)`` answered.
    ///   - request: the question to it.
    ///   - format: how the answer is printed.
    /// - Throws: `LedgerError`.
    public func receipt(
        of answer: Answer, to request: ViewRequest, in format: OutputFormat
    ) throws -> ViewReceipt {
        try LedgerError.wrapping {
            let provenance = answer.provenance
            let query = provenance.query
            var defaults: [ViewReceipt.Default] = []
            if request.moment.asOf == nil { defaults.append(.asOf) }
            if request.moment.knownBy == nil { defaults.append(.knownBy) }
            if request.scheme == nil, query.scheme != nil { defaults.append(.scheme) }
            if request.datasets.isEmpty { defaults.append(.datasets) }
            return ViewReceipt(
                logID: provenance.logID, origin: origin,
                view: ViewVersion(name: query.view, version: provenance.version), source: provenance.source,
                question: query, defaults: defaults, root: try log.read { try $0.root(at: query.position) }.description,
                digest: provenance.digest, isComplete: provenance.isComplete, parked: provenance.parked, format: format,
                answer: answer.text(in: format))
        }
    }

    /// Has an answer again from the log alone: every event up to its position is hashed, the view is folded from position 1
    /// in a folder that is removed at the end, and no stored view is read.
    ///
    /// - Parameter progress: called now and then with the number of events read, hashed and folded; twice the receipt's
    ///   position at the end.
    /// - Throws: `LedgerError`: `damaged` where the log is not the one that the answer was given from, or no longer begins
    ///   with the same events; `refused` where this program has another version of the view.
    public func compare(
        _ receipt: ViewReceipt, progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> ReceiptComparison {
        try LedgerError.wrapping {
            try checkBegins(with: receipt, progress)
            try Self.checkVersions(of: receipt)
            let position = receipt.position
            let answer = try answer(receipt.question) { view, query in
                try Replay.ownedAnswer(query, of: view, from: log) { progress?(position + $0) }
            }
            return ReceiptComparison(receipt, answer)
        }
    }

    /// The same from a bundle, which is verified first and made a ledger of in a temporary folder that is removed at the end.
    ///
    /// - Parameter progress: called now and then with the number of events read, to verify, to restore, to hash and to fold.
    /// - Throws: `LedgerError`: as ``compare(_:progress:)``; `damaged` where the bundle is not as it was exported, `refused`
    ///   where it is none, or ends before the receipt's position.
    public static func compare(
        _ receipt: ViewReceipt, withBundleAt bundle: String, progress: (@Sendable (UInt64) -> Void)? = nil
    ) throws -> ReceiptComparison {
        let place = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        // Errors name the ledger by its folder.
        let path = place.appending(path: URL(filePath: bundle).lastPathComponent).path
        return try LedgerError.wrapping {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let size = try importBundle(at: bundle, to: path, progress: progress).position
            let ledger = try Ledger(openingAt: path, access: .readOnly)
            defer { ledger.close() }
            guard receipt.position <= size || receipt.logID != ledger.logID else {
                throw LedgerError(
                    .refused,
                    "\(bundle) ends at position \(size), with the checkpoint of that time, and the answer was given from position "
                        + "\(receipt.position): ask for a bundle that was exported later.")
            }
            return try ledger.compare(receipt, progress: progress)
        }
    }

    private func checkBegins(with receipt: ViewReceipt, _ progress: ((UInt64) -> Void)?) throws {
        guard receipt.logID == logID, receipt.origin.utf8.elementsEqual(origin.utf8) else {
            throw LedgerError(
                .damaged,
                "The answer was given from log \(receipt.logID) (\(receipt.origin)), and \(path) is log \(logID) "
                    + "(\(origin)).")
        }
        let (size, position) = (try head().position, receipt.position)
        guard position <= size else {
            throw LedgerError(
                .damaged,
                "The log has been cut back: it has \(size) events, and the answer was given from \(position).")
        }
        var tree = TreeFrontier()
        try log.read { snapshot in
            try snapshot.forEachEntry(from: 1, through: position) { position, entry in
                tree.append(.leaf(entry))
                if position.isMultiple(of: 8192) { progress?(position) }
                return true
            }
        }
        guard tree.root.description == receipt.root else {
            throw LedgerError(
                .damaged,
                "The log has been rewritten: its first \(position) events have root \(tree.root), and the answer was "
                    + "given from events with root \(receipt.root).")
        }
    }

    /// Only the function that made the answer can make it again.
    private static func checkVersions(of receipt: ViewReceipt) throws {
        let own = ViewVersion(of: try registeredView(receipt.view.name))
        let source = ViewVersion(of: try answeringView(receipt.question))
        for (given, present) in [(receipt.view, own), (receipt.source, source)] where given != present {
            throw LedgerError(
                .refused,
                "The answer was given by view \(given), and this program has \(present): use the program of that time.")
        }
    }
}
