import EventLog
import Forms
public import Incidents
import Timeline

/// Two records that rules take for one.
public struct Suspicion: Hashable, Sendable {
    public var first: RecordID
    public var second: RecordID
    /// The names of the rules that fired.
    public var rules: [String]

    /// The name under which a record is found that looks like a dataset's, when the desk records it.
    static let looksLike = DeskFlagCode.looksLike.rawValue

    public init(first: RecordID, second: RecordID, rules: [String]) {
        self.first = first
        self.second = second
        self.rules = rules
    }
}

/// What came of recording what was found.
public struct SuspicionReport: Hashable, Sendable {
    /// New suspicions.
    public var recorded = 0
    /// Suspicions of which rules, or the smaller record, are others now.
    public var changed = 0
    /// Suspicions that no rule finds any more.
    public var withdrawn = 0
    /// Suspicions that stand as they did.
    public var unchanged = 0
    /// Pairs that were found and that somebody has decided: they stay so.
    public var decided = 0
    /// Pairs of datasets of which it was said that their records were compared.
    public var searches = 0
    /// Of the events that were appended; nil: none was.
    public var positions: ClosedRange<UInt64>?

    public init() {}
}

extension Ledger {
    /// Makes the suspicions of the ledger those that were found: records new ones, and takes back what no rule finds any more.
    /// What somebody has decided stays.
    ///
    /// - Parameters:
    ///   - found: every pair that rules take for one.
    ///   - datasets: those that were compared, `desk` for what the desk recorded on its own.
    /// - Throws: `LedgerError`: `conflict` where somebody has said something of a link meanwhile.
    package func suspect(
        _ found: [Suspicion], among datasets: Set<String>, _ statement: Statement
    ) async throws -> SuspicionReport {
        let day = try knownAt(statement)
        return try await LedgerError.wrappingAwaited {
            let (drafts, count, planned) = try log.read { snapshot in
                var plan = SuspicionPlan(statement, knownAt: day)
                try plan.add(found, among: datasets, snapshot)
                return (plan.drafts.drafts, snapshot.linkCount, plan.report)
            }
            var report = planned
            guard !drafts.isEmpty else { return report }
            let made = try await append(
                AppendRequest(
                    drafts: drafts, idempotencyKey: statement.idempotencyKey,
                    expectedCounts: [UInt8(RecordKind.link.rawValue): count]))
            report.positions = made.positions
            return report
        }
    }
}

/// What is to be said so that the ledger's suspicions are those that were found.
private struct SuspicionPlan {
    private(set) var drafts: LinkDrafts
    private(set) var report = SuspicionReport()
    private let statement: Statement

    init(_ statement: Statement, knownAt: Day) {
        self.statement = statement
        drafts = LinkDrafts(statement, knownAt: knownAt)
    }

    mutating func add(
        _ found: [Suspicion], among datasets: Set<String>, _ snapshot: borrowing LogSnapshot
    ) throws {
        let held = try snapshot.links(asOf: .max, knownBy: nil)
        let known = Dictionary(uniqueKeysWithValues: held.map { ($0.id, $0) })
        var seen: Set<String> = []
        for pair in found {
            let id = Link.id(pair.first.kind, pair.first.id, pair.second.id)
            guard seen.insert(id).inserted else { continue }
            if known[id]?.link.relation.isDecided ?? false {
                report.decided += 1
                continue
            }
            let kept = known[id].map { $0.link.rules.filter { $0 == Suspicion.looksLike } } ?? []
            let link = try snapshot.suspicion(pair.first, pair.second, pair.rules + kept)
            let isNew = known[id] == nil
            if try drafts.say(link, as: id, reason: "rules: " + pair.rules.joined(separator: ", "), snapshot) {
                if isNew { report.recorded += 1 } else { report.changed += 1 }
            } else {
                report.unchanged += 1
            }
        }
        // What was found when it was recorded stands until somebody decides.
        for link in held
        where link.link.relation == .suspected && !seen.contains(link.id)
            && !link.link.rules.contains(Suspicion.looksLike)
        {
            guard try isAmong(datasets, link.link.linked, snapshot), try isAmong(datasets, link.link.beside, snapshot)
            else { continue }
            try drafts.say(nil, as: link.id, reason: "no rule takes the two for one any more", snapshot)
            report.withdrawn += 1
        }
        try addSearches(datasets.subtracting([DatasetsInForce.desk]).sorted(), known, snapshot)
    }

    private func isAmong(
        _ datasets: Set<String>, _ record: RecordID, _ snapshot: borrowing LogSnapshot
    ) throws -> Bool {
        let own = try snapshot.stream(of: record, through: .max).held()?.standing.dataset ?? ""
        return datasets.contains(own.isEmpty ? DatasetsInForce.desk : own)
    }

    /// Says of each two datasets that their records were compared: what is imported later was not.
    private mutating func addSearches(
        _ datasets: [String], _ known: [String: HeldLink], _ snapshot: borrowing LogSnapshot
    ) throws {
        for (index, one) in datasets.enumerated() {
            for other in datasets[(index + 1)...] {
                let id = Link.id(.dataset, one, other)
                report.searches += 1
                if let link = known[id] {
                    try drafts.confirm(link)
                } else {
                    let link = Link(kind: .dataset, record: one, other: other, relation: .searched)
                    let reason =
                        statement.reason.isEmpty ? "the pairs of their records were looked for" : statement.reason
                    try drafts.say(link, as: id, reason: reason, snapshot)
                }
            }
        }
    }
}

extension LogSnapshot {
    /// What is said beside a record of the desk's that looks like one of a dataset: that the two are suspected to be the same,
    /// and the desk's is only possible.
    ///
    /// - Parameters:
    ///   - published: the dataset's record; nil: there is none, or the request was sent before. Then what was said beside its
    ///     records then is given again, with the last of them.
    ///   - number: of the record among those of its request, and of how many.
    func suspicionDrafts(
        _ record: RecordID, looksLike published: RecordID?, _ statement: Statement, knownAt day: Day,
        of number: Range<Int>
    ) throws -> [Draft] {
        if let key = statement.idempotencyKey, let sent = try acknowledgement(forKey: key) {
            guard number.count == 1 else { return [] }
            return try sent.positions.dropFirst(number.upperBound).map {
                Draft(callerPart: try event(at: $0).event.callerPart(), expected: .any)
            }
        }
        guard let published, Link.kinds.contains(record.kind) else { return [] }
        let link = Link(
            kind: record.kind, record: record.id, other: published.id, relation: .suspected,
            rules: [Suspicion.looksLike])
        let id = Link.id(record.kind, record.id, published.id)
        // Before the other one is known it stands beside nothing.
        let first = try stream(of: published, through: .max).events.map(\.event.knownAt).min() ?? day
        var drafts = LinkDrafts(statement, knownAt: max(day, first))
        try drafts.say(link, as: id, reason: "rules: \(Suspicion.looksLike)", self)
        return drafts.drafts
    }

    /// The suspicion that two records are one: the smaller one is what becomes only possible; of two that are as large, the
    /// desk's, or else the one whose dataset and identifier come later by their bytes.
    func suspicion(_ first: RecordID, _ second: RecordID, _ rules: [String]) throws -> Link {
        func weight(_ record: RecordID) throws -> (size: Int64, isPublished: Int, name: [UInt8]) {
            let held = try stream(of: record, through: .max).held()
            let dataset = held?.standing.dataset ?? ""
            return (held?.state?.persons ?? 0, dataset.isEmpty ? 0 : 1, Array((dataset + "/" + record.id).utf8))
        }
        let (one, other) = (try weight(first), try weight(second))
        let isFirstSmaller =
            (one.size, one.isPublished) == (other.size, other.isPublished)
            ? other.name.lexicographicallyPrecedes(one.name)
            : (one.size, one.isPublished) < (other.size, other.isPublished)
        let (record, larger) = isFirstSmaller ? (first, second) : (second, first)
        return Link(kind: first.kind, record: record.id, other: larger.id, relation: .suspected, rules: rules)
    }
}

extension Record {
    /// How many persons it is about at least: the dead and missing, those arrested, or the defendants; nil where that is not
    /// reported.
    package var persons: Int64? {
        switch self {
        case .deaths(let deaths):
            if deaths.statedTotal.isReported { return deaths.statedTotal.low }
            let parts = [deaths.dead, deaths.missing].filter(\.isReported)
            return parts.isEmpty ? nil : parts.reduce(0) { $0 + $1.low }
        case .arrests(let arrests): return arrests.count.isReported ? arrests.count.low : nil
        case .courtCase(let record): return record.defendantCount.isReported ? record.defendantCount.low : nil
        case .proceeding(let record): return record.defendants.isReported ? record.defendants.low : nil
        case .incident, .operation, .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .law,
            .provision,
            .indicator, .activity:
            return nil
        }
    }
}
