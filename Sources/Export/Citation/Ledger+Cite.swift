public import Comparison
import EventLog
public import Evidence
public import Folding
import Forms
import Incidents
public import Ledger
import MerkleLog
import Timeline

extension Ledger {
    /// The citation of an answer of a view.
    ///
    /// - Parameter measure: the one of which the value is told; nil: all, where the answer has one row.
    /// - Throws: `LedgerError`: `usage` where the answer has no such measure.
    public func citation(of answer: Answer, measure: String? = nil, licence: Licence? = nil) throws -> Citation {
        let provenance = answer.provenance
        return try citation(
            of: try AnswerWords(answer, measure).text, at: provenance.query.position, knownBy: provenance.query.knownBy,
            isAsPublished: provenance.query.isAsPublished, digest: provenance.digest,
            datasets: provenance.datasets.filter(\.isCounted).map { ($0.id, $0.asAt) }, licence,
            provenance.notices)
    }

    /// The citation of an answer that was kept: it is had again, and must be the same.
    ///
    /// - Throws: `LedgerError`: `damaged` where it is of another log, or this one says something else.
    public func citation(of receipt: ViewReceipt, licence: Licence? = nil) throws -> Citation {
        try LedgerError.wrapping {
            guard receipt.logID == logID else {
                throw LedgerError(
                    .damaged, "The answer was given from log \(receipt.logID), and \(path) is log \(logID).")
            }
            let root = try log.read { try $0.root(at: receipt.position) }.description
            guard root == receipt.root else {
                throw LedgerError(
                    .damaged,
                    "The log has been rewritten: its first \(receipt.position) events have root \(root), and the answer was "
                        + "given from events with root \(receipt.root).")
            }
            let answer = try view(receipt.question)
            guard answer.provenance.digest == receipt.digest else {
                throw LedgerError(
                    .damaged,
                    "The receipt's rows have sha256 \(receipt.digest), and this ledger answers with "
                        + "\(answer.provenance.digest): `ledger-replay --receipt` says where they differ.")
            }
            return try citation(of: answer, licence: licence)
        }
    }

    /// The citation of a figure that somebody published, with how this ledger's records compare with it.
    public func citation(
        of figure: Reconciliation, at moment: Moment, licence: Licence? = nil
    ) throws -> Citation {
        let published = figure.figure
        let place = [
            published.citation, published.paragraph.isEmpty ? "" : "paragraph \(published.paragraph)",
            published.publishedOn.map { "published on \($0)" } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        var notices = [place.isEmpty ? "where it was published is not stated" : "published in \(place)"]
        if figure.isAnswered {
            notices.append("this ledger says \(figure.presentText) for it (\(figure.scope))")
        }
        notices.append("\(figure.verdict.meaning): \(figure.because)")
        let words = [
            published.publisher, published.subject, published.measure, published.geography,
            published.period.map { "\($0)" } ?? published.periodText,
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        let position = try LedgerError.wrapping { try log.read { try $0.position(of: moment.asOf) } }
        var citation = try citation(
            of: "published figure \(figure.record.id): \(words): \(published.count)", at: position,
            knownBy: moment.knownBy, isAsPublished: false, digest: nil, datasets: [], licence,
            notices + figure.notices)
        citation.publishers = [.init(id: "", publisher: published.publisher, asAt: published.asAt)]
        return citation
    }

    /// What is common to all citations: where the ledger stood, and whose data it is.
    func citation(
        of subject: String, at position: UInt64, knownBy day: Day?, isAsPublished: Bool, digest: String?,
        datasets: [(id: String, asAt: Day?)], _ licence: Licence?, _ notices: [String]
    ) throws -> Citation {
        try LedgerError.wrapping {
            try log.read { snapshot in
                let known = try snapshot.knownDatasets(asOf: position, knownBy: day)
                let sources = datasets.map { id, asAt in
                    Citation.Source(
                        id: id, publisher: known.first { $0.id == id }?.state?.publisher ?? "", asAt: asAt)
                }
                return Citation(
                    subject: subject, logID: logID, origin: origin, name: file.title, position: position,
                    root: try snapshot.root(at: position).description,
                    recordedAt: position == 0 ? nil : try snapshot.recordedAt(position: position), knownBy: day,
                    isAsPublished: isAsPublished, digest: digest, publishers: sources, licence: licence,
                    notices: notices)
            }
        }
    }
}

/// What an answer says, in the words of a question: `view year, year 2019: dead 1327, missing 558`.
struct AnswerWords {
    let text: String

    init(_ answer: Answer, _ measure: String?) throws(LedgerError) {
        let query = answer.provenance.query
        let sums = answer.columns.filter { [.records, .measure].contains($0.role) }.map(\.name)
        if let measure, !sums.contains(measure) {
            throw LedgerError(
                .usage, "View \(query.view) has no \(measure): its measures are \(sums.joined(separator: ", ")).")
        }
        var asked: [String] = []
        if let regions = query.regions { asked.append("region " + regions.joined(separator: " or ")) }
        if let scheme = query.scheme { asked.append("scheme \(scheme)") }
        if !query.years.isEmpty { asked.append("year " + YearRange.text(of: query.years)) }
        if let datasets = query.datasets { asked.append("dataset " + datasets.joined(separator: " and ")) }
        asked += query.selection.conditions.map { "\($0.column) \($0.values.joined(separator: " or "))" }
        if let columns = query.selection.sumBy { asked.append("added up by " + columns.joined(separator: ", ")) }
        var text = "view \(query.view) v\(answer.provenance.version)"
        if !asked.isEmpty { text += ", " + asked.joined(separator: ", ") }
        if answer.rows.count == 1 {
            let cells = zip(answer.columns.map(\.name), answer.cells[0]).filter { name, cell in
                sums.contains(name) && (measure.map { $0 == name } ?? !cell.isEmpty)
            }
            text += ": " + cells.map { "\($0) \($1.isEmpty ? "not reported" : $1)" }.joined(separator: ", ")
        } else if let measure {
            throw LedgerError(
                .usage,
                "The answer has \(answer.rows.count) rows, and \(measure) is told of one: say which, with --year, --region or "
                    + "--where.")
        } else {
            text += " (\(answer.rows.count) rows)"
        }
        self.text = text
    }
}
