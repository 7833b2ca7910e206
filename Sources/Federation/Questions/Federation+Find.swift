import EventLog
import Finding
public import Folding
import Forms
import Incidents
public import Ledger
import Timeline

/// Records that were found in the logs of several members, each as its own log has it.
public struct FederatedFinding: Sendable {
    /// What was found in one log.
    public struct Part: Sendable {
        /// The name of the member.
        public var member: String
        public var answer: FoundAnswer
    }

    /// One row of what was found.
    public struct Place: Sendable {
        /// Of the parts.
        public var part: Int
        /// Of the part's records.
        public var row: Int
    }

    /// In the order of the federation's file.
    public var parts: [Part]
    /// The rows that are shown, sorted over all members.
    public var rows: [Place]
    public var pool: Pool

    /// - Parameter request: says how the rows are sorted, and how many are shown.
    init(_ parts: [Part], _ request: FindRequest, _ pool: Pool) {
        (self.parts, self.pool) = (parts, pool)
        let places = parts.map(\.answer.records.places)
        let isDescending = request.order?.hasPrefix("-") ?? false
        let all = places.indices.flatMap { part in places[part].indices.map { Place(part: part, row: $0) } }
        let sorted = all.sorted { one, other in
            let (first, second) = (places[one.part][one.row], places[other.part][other.row])
            if first.precedes(second, isDescending: isDescending) { return true }
            return !second.precedes(first, isDescending: isDescending) && (one.part, one.row) < (other.part, other.row)
        }
        rows = Array(sorted.prefix(request.limit ?? .max))
    }

    /// How many records there are, of which the rows may be some.
    public var matched: Int { parts.reduce(0) { $0 + $1.answer.records.matched } }

    /// No member is missing, and nothing of any that could not be read.
    public var isComplete: Bool { pool.isComplete && parts.allSatisfy(\.answer.isComplete) }
}

/// A dataset of a member's log, and whether sums of the federation count it.
public struct FederatedDataset: Hashable, Sendable {
    public var member: String
    public var summary: DatasetSummary
    /// Why sums do not count it; empty: they do.
    public var reason: String
}

extension Federation {
    /// Finds records in what every member contributes.
    ///
    /// - Parameter request: its moment says nothing; its order and its limit are over all members.
    /// - Throws: `LedgerError` as `Ledger.find`, where no member has what is named; `damaged` where no contributor can be read.
    public func find(
        _ request: FindRequest, at moment: FederatedMoment = FederatedMoment()
    ) throws -> FederatedFinding {
        try LedgerError.wrapping {
            var (logs, pool) = try pooled(at: moment)
            let datasets = PooledDatasets(logs)
            pool.remarks = datasets.remarks
            let force = DatasetsInForce(datasets.known)
            var parts: [FederatedFinding.Part] = []
            var absences: [LedgerError] = []
            for log in logs {
                let names = try Self.searched(request.datasets, in: log, datasets, logs)
                guard !names.isEmpty else { continue }
                var own = request
                (own.datasets, own.isMerged) = (names, true)
                own.moment = Moment(asOf: .position(log.position), knownBy: log.knownBy)
                do {
                    let answer = try log.open.ledger.find(own, in: force)
                    parts.append(.init(member: log.name, answer: answer))
                } catch let error as LedgerError where error.code == .notFound {
                    absences.append(error)
                    pool.remarks.append("\(log.name): \(error.description)")
                } catch let error as LedgerError where error.code != .usage {
                    pool.lose(log.name, error)
                }
            }
            if parts.isEmpty, let first = absences.first { throw first }
            return FederatedFinding(parts, request, pool)
        }
    }

    /// The datasets of a log in which is looked, as that log calls them.
    private static func searched(
        _ asked: [String], in log: PooledLog, _ datasets: PooledDatasets, _ logs: [PooledLog]
    ) throws(LedgerError) -> [String] {
        let contributed = logs.flatMap(\.open.member.datasets)
        let desks = logs.map { DatasetsInForce.desk(of: $0.name) }
        if let unknown = asked.first(where: { !(contributed + desks).contains($0) }) {
            throw LedgerError(
                .notFound,
                "No member contributes a dataset \"\(unknown)\"; there are: "
                    + Set(contributed).sorted().joined(separator: ", ") + ".")
        }
        let known = Set(log.known.map(\.id))
        return log.open.member.datasets.filter { id in
            guard id != DatasetsInForce.desk else {
                return asked.isEmpty || asked.contains(id) || asked.contains(DatasetsInForce.desk(of: log.name))
            }
            return known.contains(id) && datasets.isCounted(id, of: log.name) && (asked.isEmpty || asked.contains(id))
        }
    }

    /// Every dataset of every member's log, in the order of the federation's file and of the identifiers' bytes.
    ///
    /// - Throws: `LedgerError` with `damaged` where no contributor can be read.
    public func datasets(
        at moment: FederatedMoment = FederatedMoment()
    ) throws -> (datasets: [FederatedDataset], pool: Pool) {
        try LedgerError.wrapping {
            var (logs, pool) = try pooled(at: moment)
            let datasets = PooledDatasets(logs)
            pool.remarks = datasets.remarks
            var found: [FederatedDataset] = []
            for log in logs {
                let own = Moment(asOf: .position(log.position), knownBy: log.knownBy)
                let summaries: [DatasetSummary]
                do {
                    summaries = try log.open.ledger.datasets(at: own)
                } catch {
                    pool.lose(log.name, error)
                    continue
                }
                for var summary in summaries {
                    guard !summary.id.isEmpty else { continue }
                    let isCounted = datasets.isCounted(summary.id, of: log.name)
                    var reason = ""
                    if !log.open.member.datasets.contains(summary.id) {
                        reason = "\(log.name) does not contribute it"
                    } else if !isCounted {
                        reason = "counted from \(datasets.source(of: summary.id) ?? "nobody")"
                    } else {
                        summary.succeededBy = datasets.known
                            .filter { $0.state?.succeeds.contains(summary.id) ?? false }.map(\.id)
                    }
                    found.append(FederatedDataset(member: log.name, summary: summary, reason: reason))
                }
            }
            return (found, pool)
        }
    }
}
