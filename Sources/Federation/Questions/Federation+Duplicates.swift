public import Comparison
import EventLog
public import Folding
import Forms
public import Incidents
public import Ledger
import Timeline

/// Pairs of records of different members, and from which of them they were looked for.
public struct FederatedSearch: Hashable, Sendable {
    public var search: DuplicateSearch
    public var pool: Pool
}

extension Federation {
    /// Looks for records of different members that may be about the same people, among all that sums count.
    ///
    /// - Throws: `LedgerError` with `damaged` where no contributor can be read.
    public func findDuplicates(at moment: FederatedMoment = FederatedMoment()) throws -> FederatedSearch {
        try LedgerError.wrapping {
            var (logs, pool) = try pooled(at: moment)
            let datasets = PooledDatasets(logs)
            let force = DatasetsInForce(datasets.known)
            var compared: [ComparedLog] = []
            for log in logs {
                do {
                    compared.append(
                        try ComparedLog(
                            log.open.ledger, name: log.name, through: log.position, knownBy: log.knownBy, force
                        ) { dataset in
                            datasets.isCounted(dataset, of: log.name) ? datasets.name(of: dataset, in: log.name) : nil
                        })
                } catch {
                    pool.lose(log.name, error)
                }
            }
            let links = try PooledLinks(logs, file.members, datasets)
            pool.remarks = datasets.remarks + links.remarks
            return FederatedSearch(search: try DuplicateSearch(across: compared, links.links), pool: pool)
        }
    }

    /// The link by which a member says how a record and one of another member belong together.
    ///
    /// - Parameters:
    ///   - first: as `deaths/x@member`; of two that are the same the one that counts, of `partOf` the part.
    ///   - origin: of the ledger in whose log it is said.
    /// - Throws: `LedgerError`: `refused` where the ledger is no contributor's, one of the records does not stand, they are of
    ///   different kinds or both of that ledger.
    public func link(
        _ first: RecordID, _ second: RecordID, _ relation: LinkRelation, saidBy origin: String
    ) throws -> Link {
        try LedgerError.wrapping {
            guard let author = file.members.first(where: { $0.origin == origin && $0.role == .contributor }) else {
                throw LedgerError(
                    .refused,
                    "The ledger of \(origin) is no contributor's of the federation \(file.name): what it decides does not act."
                )
            }
            guard first.kind == second.kind, Link.kinds.contains(first.kind) else {
                throw LedgerError(
                    .refused,
                    "Linked are two records of one kind, of " + Link.kinds.map(\.code).joined(separator: ", ") + ".")
            }
            let (one, other) = (try standing(first), try standing(second))
            guard one != other else {
                throw LedgerError(.refused, "\(first) is one record: it takes two to be linked.")
            }
            guard one.member != author.name || other.member != author.name else {
                throw LedgerError(
                    .refused, "Both are records of \(author.name): `incident-ledger duplicates decide` says it of them."
                )
            }
            let names = try [one, other].map { try name(of: $0, for: author) }
            let (record, beside) = relation == .same ? (names[1], names[0]) : (names[0], names[1])
            return Link(kind: first.kind, record: record.id, other: beside.id, relation: relation)
        }
    }

    /// A record that is named `deaths/x@member`, where it stands.
    private func standing(_ named: RecordID) throws -> PooledRecord {
        guard let at = named.id.lastIndex(of: "@") else {
            throw LedgerError(
                .usage,
                "\(named) does not say whose record it is: name it as \(named)@MEMBER, one of "
                    + file.members.map(\.name).joined(separator: ", ") + ".")
        }
        let member = try file.member(String(named.id[named.id.index(after: at)...]))
        let record = RecordID(kind: named.kind, id: String(named.id[..<at]))
        guard let open = open.first(where: { $0.member.name == member.name }) else {
            throw LedgerError(.refused, "\(member.name) cannot be read, and so nobody can look at \(named).")
        }
        let log = try PooledLog(open, at: FederatedMoment())
        let held = try log.stream(of: record).held()
        guard held?.state != nil else {
            throw LedgerError(
                held == nil ? .notFound : .refused,
                held == nil ? "\(member.name) holds no record \(record)." : "\(named) is withdrawn.")
        }
        return PooledRecord(member: member.name, record: record)
    }

    /// What a record is called in the log of a member.
    private func name(of record: PooledRecord, for author: FederationFile.Member) throws -> RecordID {
        guard record.member != author.name else { return record.record }
        let name = ForeignRecord.name(of: record.record, in: try file.member(record.member))
        if let own = open.first(where: { $0.member.name == author.name }),
            try own.ledger.log.read({ try !$0.stream(of: name, through: .max).events.isEmpty })
        {
            throw LedgerError(
                .refused, "\(author.name) has a record of its own that is called \(name): the two cannot be told apart."
            )
        }
        return name
    }
}

extension Ledger {
    /// Says in this ledger's log how a record and one of another log belong together.
    ///
    /// - Parameter link: as `Federation.link` made it.
    /// - Throws: `LedgerError`: `refused` where that has been said already.
    public func decide(across link: Link, _ statement: Statement) async throws -> Acknowledgement {
        try await decideAcross(link, statement)
    }

    /// Takes back what this ledger's log says of a record and one of another log; that it was said stays readable.
    public func undecide(across link: Link, _ statement: Statement) async throws -> Acknowledgement {
        try await decideAcross(link, isTakenBack: true, statement)
    }
}
