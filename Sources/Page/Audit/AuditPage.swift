import Forms
package import Incidents
package import Ledger

/// What auditors found, and what witnesses have seen, as it lies where they put it.
package struct KeptEvidence: Sendable {
    /// The report of an audit.
    package struct Report: Sendable {
        package var file: String
        /// The day on which it was put there.
        package var day: Day
        package var verdict: [String]
        package var isSound: Bool
        package var position: UInt64?
        /// Its last line states the digest of what is above it.
        package var isWhole: Bool

        package init(file: String, day: Day, verdict: [String], isSound: Bool, position: UInt64?, isWhole: Bool) {
            (self.file, self.day, self.verdict, self.isSound) = (file, day, verdict, isSound)
            (self.position, self.isWhole) = (position, isWhole)
        }
    }

    /// A checkpoint that somebody kept.
    package struct Kept: Sendable {
        package var file: String
        package var day: Day
        package var note: String
        package var size: UInt64
        /// Who cosigned it, and when; what they signed their own keys tell.
        package var witnesses: [(name: String, time: String)]

        package init(file: String, day: Day, note: String, size: UInt64, witnesses: [(name: String, time: String)]) {
            (self.file, self.day, self.note, self.size, self.witnesses) = (file, day, note, size, witnesses)
        }
    }

    /// The latest first.
    package var reports: [Report] = []
    package var checkpoints: [Kept] = []
    /// Sentences: what lies there and cannot be read.
    package var remarks: [String] = []
    /// The service was told where to look.
    package var isSought: Bool

    package init(isSought: Bool) { self.isSought = isSought }
}

/// How the evidence stands: what is signed, what auditors and witnesses have seen, what the views lack; and, in the reader's
/// own browser, whether it is so.
package struct AuditPage {
    private let kept: KeptEvidence
    private let ledger: Ledger

    package init(_ kept: KeptEvidence, in ledger: Ledger) {
        self.kept = kept
        self.ledger = ledger
    }

    private struct Model {
        struct Report {
            var file: String
            var day: String
            var verdict: [String]
            var isSound: Bool
            var isWhole: Bool
            var position: String?
        }
        struct Fact {
            var name: String
            var value: Markup
        }

        var facts: [Fact]
        /// Nil: nothing is signed yet.
        var checkpoint: String?
        /// Nil: the ledger has no key.
        var key: String?
        var unsigned: String?
        var position: String
        var earlier: String
        var isNow: Bool
        var reports: [Report]
        var hasReports: Bool
        var checkpoints: Markup
        var hasCheckpoints: Bool
        var remarks: [String]
        var isSought: Bool
        var views: Markup
        var parked: Markup
        var hasParked: Bool
    }

    /// - Parameters:
    ///   - position: of the event that is to be verified; nil: none yet.
    ///   - earlier: the file of a kept checkpoint, which the log is to be held against.
    /// - Throws: `LedgerError`.
    package func content(verifying position: UInt64?, against earlier: String?) throws -> PageContent {
        let head = try ledger.head()
        let unsigned = ledger.verifierKey == nil ? 0 : try ledger.unsignedCount()
        let views = try ledger.viewStates().filter(\.isLive)
        let note = earlier.flatMap { name in kept.checkpoints.first { $0.file == name }?.note }
        let model = Model(
            facts: facts(head), checkpoint: try? ledger.checkpoint(), key: ledger.verifierKey,
            unsigned: unsigned == 0
                ? nil : FigureText.count(unsigned, "event is", "events are"),
            position: position.map { "\($0)" } ?? "", earlier: note ?? "", isNow: position != nil || note != nil,
            reports: kept.reports.map { report in
                .init(
                    file: report.file, day: report.day.description, verdict: report.verdict, isSound: report.isSound,
                    isWhole: report.isWhole,
                    position: report.position.map { behind($0, head.position) })
            }, hasReports: !kept.reports.isEmpty, checkpoints: checkpoints(head).markup,
            hasCheckpoints: !kept.checkpoints.isEmpty, remarks: kept.remarks, isSought: kept.isSought,
            views: ViewsTable.table(of: views).markup, parked: Self.parked(in: views).markup,
            hasParked: views.contains { !$0.parked.isEmpty })
        return PageContent("Audit", "audit", model, scripts: ["merkle.js", "verify.js"])
    }

    private func facts(_ head: LedgerHead) -> [Model.Fact] {
        [
            .init(name: "Log", value: .element("code", [:], head.logID)),
            .init(name: "Origin", value: .text(ledger.origin)),
            .init(name: "Events", value: .text(FigureText.grouped(Int64(clamping: head.position)))),
            .init(
                name: "Last event recorded at",
                value: .text(head.recordedAt.map { Instant.text(microseconds: $0) } ?? "nothing is recorded yet")),
            .init(name: "Root of the tree over all events", value: .element("code", [:], head.root)),
            .init(
                name: "Key that signs it",
                value: ledger.verifierKey.map { .element("code", [:], $0) } ?? .text("none: nothing is signed")),
        ]
    }

    /// `position 1,200, 14 events behind the log`
    private func behind(_ position: UInt64, _ last: UInt64) -> String {
        let place = "up to event \(FigureText.grouped(Int64(clamping: position)))"
        guard position < last else { return place }
        return place + "; \(FigureText.count(last - position, "event has", "events have")) come since"
    }

    private func checkpoints(_ head: LedgerHead) -> PageTable {
        PageTable(
            "Checkpoints that were kept outside, the latest first",
            [.init("file"), .init("put there on"), .init("of"), .init("cosigned by"), .init("what can be done")],
            kept.checkpoints.map { kept in
                [
                    .init(kept.file), .init(kept.day.description), .init(behind(kept.size, head.position)),
                    .init(
                        kept.witnesses.isEmpty
                            ? "nobody" : kept.witnesses.map { "\($0.name), \($0.time)" }.joined(separator: "; ")),
                    .init(
                        "Hold the log against it",
                        to: PageMoment.address("/audit", [("earlier", kept.file)]) + "#verify"),
                ]
            })
    }

    private static func parked(in views: [ViewState]) -> PageTable {
        PageTable(
            "Events that a view could not take in",
            [.init("view"), .init("position", isNumber: true), .init("why"), .init("what became of it")],
            views.flatMap { view in
                view.parked.map { event in
                    [
                        .init(view.name), .init("\(event.position)"), .init(event.error),
                        .init(
                            event.dropped.map { "left out by \($0.actor): \($0.reason)" }
                                ?? (event.isDeciding
                                    ? "nobody has decided: answers lack it"
                                    : "a later statement of its record supersedes it")),
                    ]
                }
            })
    }
}

/// How the views stand: how far each has come, and what it lacks.
enum ViewsTable {
    static func table(of views: [ViewState]) -> PageTable {
        PageTable(
            "Views, and the store in which records are found",
            [
                .init("view"), .init("taken in", isNumber: true), .init("behind", isNumber: true),
                .init("kept by a worker"), .init("parked", isNumber: true), .init("answers are"),
            ],
            views.map { view in
                [
                    .init(view.name), .init(FigureText.grouped(Int64(clamping: view.position))),
                    .init(FigureText.grouped(Int64(clamping: view.lag))), .init(view.isKept ? "yes" : "no"),
                    .init("\(view.parked.count)"), .init(view.isComplete ? "complete" : "incomplete"),
                ]
            })
    }
}
