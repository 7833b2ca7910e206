public import Incidents
import Timeline

/// A record that an import changes and that the desk had spoken of: what a person should look at.
public struct DeskEncounter: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        /// Both changed fields to different values: the desk's stand. Existence is a field, too.
        case disputed([Dispute])
        /// The publisher changed fields that the desk had left alone, or says now what the desk says: both stand.
        case merged
        /// The publisher withdrew the record, of which the desk had said nothing of its own.
        case withdrawn
    }

    public var record: RecordID
    public var outcome: Outcome

    init(record: RecordID, outcome: Outcome) {
        self.record = record
        self.outcome = outcome
    }

    /// What comes of it where desk and dataset have both spoken of a record: by the as-at day of the file where the desk
    /// had spoken by then, and at the present.
    ///
    /// - Returns: nil where the desk has not spoken, or the publisher says at both moments what it said.
    init?(_ plan: inout StreamPlan, asAt: Day) throws {
        guard plan.held.events.contains(where: { $0.dataset.isEmpty }) else { return nil }
        let before = Timeline(plan.held.assertions)
        var outcomes: [Outcome] = []
        for day in [asAt, nil] {
            let standing = plan.timeline.standing(knownBy: day)
            let old = before.standing(knownBy: day)
            guard standing.desk != nil else { continue }
            let said = try plan.record(at: standing.said?.state)
            guard try said != plan.record(at: old.said?.state) else { continue }
            let merged = try Self.merged(standing, &plan)
            if try !merged.disputes.isEmpty && merged.disputes != Self.merged(old, &plan).disputes {
                outcomes.append(.disputed(merged.disputes))
            } else {
                outcomes.append(said == nil ? .withdrawn : .merged)
            }
        }
        guard let outcome = outcomes.max(by: { $0.weight < $1.weight }) else { return nil }
        self.init(record: plan.held.record, outcome: outcome)
    }

    private static func merged(_ standing: Standing, _ plan: inout StreamPlan) throws -> MergedState {
        var reading = plan
        defer { plan = reading }
        return try standing.merged.resolved { try reading.record(at: $0) }
    }
}

extension DeskEncounter.Outcome {
    fileprivate var weight: Int {
        switch self {
        case .merged: 0
        case .withdrawn: 1
        case .disputed: 2
        }
    }
}
