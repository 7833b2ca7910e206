import Forms
import Incidents
import Ledger
import Presentation

/// A record's history as a story: who said what, when, and on what grounds.
enum RecordStory {
    /// One event.
    struct Chapter: Sendable {
        struct Change: Sendable {
            var field: String
            var old: String
            var new: String
        }

        /// The day on which it was known.
        var day: String
        /// Who said it, and what became of the record by it.
        var sentence: String
        /// Nil: nobody was asked to say.
        var reason: String?
        var changes: [Change]
        var hasChanges: Bool
        /// What desk and dataset say differently since.
        var disputes: [String]
        /// A later statement stood already.
        var isLate: Bool
        /// When and where the ledger took it in.
        var recorded: String
        var importTitle: String?
        var importAddress: String?
        /// As known on the day before, and by this event.
        var moment: String
        /// That it is in the signed log; nil: who reads may not have it.
        var proof: String?
        var verify: String?

        init(_ entry: HistoryEntry, at moment: PageMoment, mayProve: Bool) {
            let event = entry.event.event
            day = event.knownAt.description
            let speaker = event.dataset.isEmpty ? "The desk (\(event.actor))" : event.dataset
            sentence = speaker + " " + Self.verb(event) + "."
            // An import's events name it as their reason, which stands below.
            reason = ["", "import \(event.importID)"].contains(event.reason) ? nil : event.reason
            changes = entry.differences.map {
                Change(
                    field: FieldWords.of($0.field), old: $0.old.isEmpty ? "nothing" : $0.old,
                    new: $0.new.isEmpty ? "nothing" : $0.new)
            }
            hasChanges = !changes.isEmpty
            disputes = entry.disputes.map { dispute in
                let shown = { (text: String) in text.isEmpty ? "nothing" : text }
                return
                    "\(FieldWords.of(dispute.field)) is disputed: the desk says \(shown(dispute.desk)), the dataset says "
                    + "\(shown(dispute.dataset)). The desk's value counts until it speaks again."
            }
            isLate = entry.addsToPastOnly
            let time = Instant.text(microseconds: entry.event.recordedAt).prefix(19).replacing("T", with: " ")
            recorded = "Event \(FigureText.grouped(Int64(clamping: entry.event.position))), recorded at \(time) UTC"
            if !event.importID.isEmpty, let kind = try? RecordKind(code: "import") {
                importTitle = event.importID
                // An import is recorded after what it brings: as of then it is not there.
                importAddress = PageMoment(position: moment.last, last: moment.last, asked: nil, knownBy: nil)
                    .address(of: RecordID(kind: kind, id: event.importID))
            }
            let record = event.record
            let path = "\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))"
            self.moment = PageMoment.address("/records/" + path, [("as-of", "\(entry.event.position)")])
            verify =
                mayProve ? PageMoment.address("/audit", [("position", "\(entry.event.position)")]) + "#verify" : nil
            proof = mayProve ? PageMoment.address("/v1/\(path)/proof", [("version", "\(entry.event.version)")]) : nil
        }

        private static func verb(_ event: Event) -> String {
            switch event.type {
            case .recorded: "recorded it"
            case .corrected: "corrected it"
            case .withdrawn: "withdrew it"
            case .reinstated: "reinstated it"
            case .confirmed: "said again what it had said"
            case .linked:
                event.partInSums.map { "linked it: in sums it counts \(Self.part($0.part)) (link \($0.link))" }
                    ?? "linked it"
            }
        }

        private static func part(_ part: SumPart) -> String {
            switch part {
            case .whole: "as it is"
            case .possible: "from 0 on"
            case .none: "not"
            }
        }
    }

    /// Why something was said, or by what it came.
    static func grounds(of event: Event) -> String {
        if !event.reason.isEmpty { return event.reason }
        return event.importID.isEmpty ? "by \(event.actor)" : "import \(event.importID)"
    }
}
