import Folding
import Forms
import Incidents
import Ledger

/// What stands with the figures of an answer, always in sight: what is counted, what overlaps, what is missing, and where
/// the same answer is had again.
package struct AnswerNotes: Sendable {
    struct Dataset: Sendable {
        var name: String
        /// How fresh it is, and what else there is to be said.
        var remark: String?
        /// Its records; nil: who reads may not see them.
        var address: String?
    }

    /// Sentences that must not be overlooked.
    var notices: [Markup]
    var counted: [Dataset]
    var leftOut: [Dataset]
    var isNothingCounted: Bool
    /// As programs ask the same, at the same position.
    var pinned: String
    var table: String
    var digest: String
    var view: String
    var hasLeftOut: Bool

    /// - Parameters:
    ///   - view: the name of the view that was asked.
    ///   - items: what was asked of it.
    init(_ provenance: Provenance, _ view: String, _ items: [(name: String, value: String?)], at moment: PageMoment) {
        self.init(provenance) { moment.pinned("/v1/views/\(view).\($0)", items) }
    }

    /// - Parameter address: where programs have the same answer in a form, for good.
    init(_ provenance: Provenance, address: (_ form: String) -> String) {
        notices = provenance.notices.map(Self.sentence)
        let datasets = provenance.datasets.map { dataset in
            (
                dataset.isCounted,
                Dataset(
                    name: dataset.name, remark: Self.remark(dataset), address: nil)
            )
        }
        counted = datasets.filter(\.0).map(\.1)
        leftOut = datasets.filter { !$0.0 }.map(\.1)
        isNothingCounted = counted.isEmpty
        hasLeftOut = !leftOut.isEmpty
        (pinned, table) = (address("json"), address("csv"))
        digest = provenance.digest
        self.view = "\(provenance.query.view) v\(provenance.version)"
    }

    private static func remark(_ dataset: Provenance.CountedDataset) -> String? {
        let said = [dataset.asAt.map { "as at \($0)" } ?? "", dataset.reason].filter { !$0.isEmpty }
        return said.isEmpty ? nil : said.joined(separator: "; ")
    }

    /// A sentence of the ledger, in which commands stand between backticks.
    package static func sentence(_ text: String) -> Markup {
        .all(
            // An option of a command is a parameter of an address.
            text.replacing("; --as-published leaves them out", with: "").replacing("--", with: "").split(
                separator: "`", omittingEmptySubsequences: false
            ).enumerated().map { place, piece in
                place % 2 == 0 ? .text(String(piece)) : .element("code", [:], String(piece))
            })
    }
}
