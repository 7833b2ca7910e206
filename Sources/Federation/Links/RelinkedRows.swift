import EventLog
package import Folding
import Incidents
import Ledger
import Timeline

extension PooledLinks.Acting {
    /// The rows by which a view of the record's log becomes the one that links of all logs make of it: as the fold takes in what
    /// a log's own links say, what they did is taken away and what all do is added.
    ///
    /// - Parameters:
    ///   - parked: events that the view could not take in; they decide nothing in it.
    ///   - knownBy: the day of the question.
    /// - Throws: what the log throws.
    package func rows(
        of view: any View, in log: PooledLog, without parked: [UInt64]
    ) throws -> [OwnedRow] {
        guard view.kinds.contains(record.record.kind) else { return [] }
        let events = stream.events.filter { !parked.contains($0.position) }
        let standing = RecordStream(record: record.record, events: events).timeline.standing(knownBy: log.knownBy)
        let (old, new) = (pieces(standing, own), pieces(standing, all))
        guard old != new else { return [] }
        var cells = AnswerCells(view, filters: [])
        try log.open.ledger.log.read { snapshot in
            switch standing.merged {
            case .absent: break
            case .state(let position):
                guard let entry = try snapshot.entry(at: position) else { return }
                try add(old, new, try Facts(entry: entry, vocabulary: cells.vocabulary), to: &cells)
            case .merge:
                guard let last = events.last, let entry = try snapshot.entry(at: last.position) else { return }
                let event = try Facts(entry: entry, vocabulary: cells.vocabulary)
                let merged = try MergedEntry.bytes(of: standing.merged, for: event) { try snapshot.event(at: $0) }
                guard let merged else { return }
                try add(old, new, try Facts(entry: merged.span.bytes, vocabulary: cells.vocabulary), to: &cells)
            }
        }
        return cells.ownedRows()
    }

    /// What links make of the record beside its own cells.
    private func pieces(_ standing: Standing, _ links: LinkedParts) -> [Piece] {
        var standing = standing
        (standing.links, standing.dataset) = (links, dataset)
        return standing.pieces.filter(\.voice.isOfLinks)
    }

    private func add(
        _ old: [Piece], _ new: [Piece], _ state: borrowing Facts, to cells: inout AnswerCells
    ) throws {
        var buffer = CellBuffer(width: cells.view.measures.count)
        do {
            try cells.view.cells(of: state, into: &buffer)
        } catch {
            // The view has parked the event, and the answer says that it lacks it.
            return
        }
        let record = buffer.cells
        for (pieces, sign) in [(old, Int64(-1)), (new, 1)] {
            for piece in pieces {
                let owner = OwnerTerms(
                    dataset: cells.vocabulary.term(piece.linked), voice: piece.voice, year: .number(state.year))
                cells.add(sign * Int64(piece.sign), record, isPossible: piece.voice == .possible, owner: owner)
            }
        }
    }
}
