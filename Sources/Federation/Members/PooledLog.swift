import EventLog
package import Folding
package import Incidents
package import Ledger
import MerkleLog
package import Timeline

/// The log of one contributor at the moment of a question.
package struct PooledLog {
    package let open: Federation.Open
    package let held: Pool.Held
    package let knownBy: Day?
    /// Every dataset that was known then.
    package let known: [KnownDataset]
    /// The links that stood then.
    package let links: [HeldLink]

    package var name: String { open.member.name }
    package var position: UInt64 { held.position }

    /// - Throws: `LedgerError`, what the log throws.
    package init(_ open: Federation.Open, at moment: FederatedMoment) throws {
        let asked = moment.positions[open.member.name]
        let position = min(asked ?? open.signed, open.signed)
        self.open = open
        knownBy = moment.knownBy
        (held, known, links) = try open.ledger.log.read { snapshot in
            // What comes after what was asked for is not missing.
            let unsigned = (asked ?? .max) <= open.signed ? 0 : snapshot.head.position - open.signed
            let held = Pool.Held(
                logID: open.ledger.logID, position: position, root: try snapshot.root(at: position).description,
                recordedAt: position == 0 ? nil : try snapshot.recordedAt(position: position),
                unsigned: unsigned, asked: asked.flatMap { $0 > position ? $0 : nil }, fork: open.fork)
            return (
                held, try snapshot.knownDatasets(asOf: position, knownBy: moment.knownBy),
                try snapshot.links(asOf: position, knownBy: moment.knownBy)
            )
        }
    }

    /// Every event about a record up to the moment's position.
    package func stream(of record: RecordID) throws -> RecordStream {
        try open.ledger.log.read { try $0.stream(of: record, through: position) }
    }
}
