public import Folding
public import Incidents

/// A published figure held against what the ledger says for the same measure, geography and period.
public struct Reconciliation: Sendable {
    public var record: RecordID
    public var figure: PublishedFigure
    /// What is compared, in a sentence; or why no record can answer the figure.
    public var scope: String
    /// Records can answer it.
    public var isAnswered: Bool
    /// The ledger's value by known-by day, at each at which it changed, in order; empty for operations.
    public var byDay: [FigureValue<Day>] = []
    /// The ledger's value by position, at the end of each commit in which it changed, in order.
    public var byPosition: [FigureValue<UInt64>] = []
    /// What the publishers of an operation state, and the sum of its arrests records.
    public var statements: [FigureStatement] = []
    /// The stretches of known-by days in which it held; the last one is open where it still holds.
    public var held: [HeldPeriod] = []
    /// What accounts for the difference between the last day on which it held and now; nil where it holds, or never did.
    public var account: FigureAccount?

    /// What the ledger says now, in the notation of counts; for an operation what each publisher states. Empty where no
    /// record answers it.
    public var presentText: String {
        if !statements.isEmpty { return statements.map { "\($0.publisher): \($0.text)" }.joined(separator: "; ") }
        return isAnswered ? byDay.last.map { "\($0.value)" } ?? "0" : ""
    }

    /// Why no record answers it, where none does.
    public var reason: String { scope.replacing("No record answers it: ", with: "") }

    /// The stretches of days in which it held.
    public var heldText: String { held.map(\.description).joined(separator: "; ") }

    /// Whether it agrees with what is known now; nil where no record answers it.
    public var holdsNow: Bool? {
        guard isAnswered else { return nil }
        return statements.isEmpty ? byDay.last?.holds ?? false : statements.contains(where: \.agrees)
    }
}

/// The ledger's value from a day or a position on.
public struct FigureValue<Start: Hashable & Sendable>: Hashable, Sendable {
    public var start: Start
    public var value: Sum
    public var holds: Bool

    /// How much the ledger says more than the figure; nil where one of them is not exact.
    public func difference(to figure: Count) -> Int128? {
        guard let own = value.exactValue, let published = figure.exactValue else { return nil }
        return Int128(own) - Int128(published)
    }
}

/// What one publisher states of an operation, or its arrests records add up to.
public struct FigureStatement: Hashable, Sendable {
    public var publisher: String
    public var text: String
    public var agrees: Bool
}

/// Known-by days on which a figure held, both included.
public struct HeldPeriod: Hashable, Sendable, CustomStringConvertible {
    public var first: Day
    /// Nil: it still holds.
    public var last: Day?

    public var description: String { "\(first) to \(last?.description ?? "now")" }
}

/// The records that are known otherwise now than on the last day on which a figure held.
public struct FigureAccount: Hashable, Sendable {
    /// The last day on which it held.
    public var since: Day
    public var records: [AccountedRecord]

    /// What those of a kind add, in the notation of counts; nil: all of them, which is the ledger's value now less its value
    /// then. A sentence where it cannot be added up.
    public func sum(of kind: ChangeKind?) -> String {
        var sum = Sum.zero
        do throws(SumError) {
            for record in records where kind == nil || record.kind == kind { try sum.add(record.effect) }
            return "\(sum)"
        } catch {
            return "not added up: \(error.description)"
        }
    }
}

/// A record that accounts for a part of a difference.
public struct AccountedRecord: Hashable, Sendable {
    public var record: RecordID
    public var kind: ChangeKind
    /// What it adds to the figure's value now, less what it added then.
    public var effect: Sum
    /// The event that decides now.
    public var event: RecordedEvent
}
