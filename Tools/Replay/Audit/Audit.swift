import Comparison
import Evidence
import Files
import Forms
import Foundation
import Incidents
import Ledger

/// What an audit finds, each part by a use case of the ledger. It holds counts and no events: what lists records is read from
/// the log while it is written.
struct Audit {
    let verification: Verification
    let knownBy: Day?
    /// The log was taken to end at `position`, before its end or at it.
    let isToPosition: Bool
    /// The position that the ledger is audited at.
    let position: UInt64
    /// Nil where the log is damaged: what it seems to hold is then no evidence, and is not reported.
    let sound: Sound?

    /// What is found where the log is as it was written.
    struct Sound {
        let ledger: Ledger
        /// The latest one; nil: none is stored.
        let checkpoint: String?
        let replay: ReplayReport
        let contents: LedgerContents
        let figures: [Reconciliation]
    }

    /// Goes through the whole ledger three times: verifies it, replays it, counts it.
    ///
    /// - Throws: `LedgerError`: `notFound`, `refused` where the position is beyond the log's end, or a kept file cannot be
    ///   read.
    init(path: String, to: UInt64?, knownBy: Day?, against kept: [String]) throws {
        verification = try Self.verify(path, kept).withoutPlaces(ofLedgerAt: path, kept)
        self.knownBy = knownBy
        isToPosition = to != nil
        guard verification.isIntact else {
            (position, sound) = (to ?? verification.position, nil)
            return
        }
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        do {
            // Not in the report, which is the same whenever it is made.
            if let remark = ledger.clockRemark() { Output.remark(remark) }
            // What others append meanwhile is not part of what was verified.
            let position = to ?? verification.position
            let moment = Moment(asOf: .position(position), knownBy: knownBy)
            let checkpoint = try Self.checkpoint(of: ledger)
            let replay = try ledger.replay(
                asOf: to, knownBy: knownBy, progress: ProgressLine.bar("replayed", of: position))
            let contents = try ledger.contents(at: moment, progress: ProgressLine.bar("counted", of: position))
            let figures = try ledger.reconcile(at: moment)
            self.position = position
            sound = Sound(
                ledger: ledger, checkpoint: checkpoint, replay: replay, contents: contents, figures: figures)
        } catch {
            ledger.close()
            throw error
        }
    }

    func close() { sound?.ledger.close() }

    var moment: Moment { Moment(asOf: .position(position), knownBy: knownBy) }

    private static func verify(_ path: String, _ kept: [String]) throws -> Verification {
        do {
            return try Ledger.verify(
                at: path, against: kept, progress: ProgressLine.bar("verified", of: size(ofLedgerAt: path)))
        } catch let damage as LedgerError where damage.code == .damaged {
            return try Verification(ofLedgerAt: path, thatCannotBeRead: damage)
        }
    }

    /// Nil where it cannot be told; verification then says why.
    private static func size(ofLedgerAt path: String) -> UInt64? {
        guard let ledger = try? Ledger(openingAt: path, access: .readOnly) else { return nil }
        defer { ledger.close() }
        return try? ledger.head().position
    }

    private static func checkpoint(of ledger: Ledger) throws -> String? {
        do {
            return try ledger.checkpoint()
        } catch let error as LedgerError where error.code == .notFound {
            return nil
        }
    }
}

extension Verification {
    /// The same without the folders in which the ledger and the kept checkpoints lie: the report of a ledger must not
    /// depend on them.
    fileprivate func withoutPlaces(ofLedgerAt path: String, _ kept: [String]) -> Verification {
        let place = URL(filePath: path).standardizedFileURL.path
        var done = self
        for index in done.findings.indices {
            var text = done.findings[index].description
            for file in kept { text = text.replacing(file, with: URL(filePath: file).lastPathComponent) }
            done.findings[index].description =
                text.replacing(place + "/", with: "").replacing(place, with: "the ledger")
        }
        return done
    }
}
