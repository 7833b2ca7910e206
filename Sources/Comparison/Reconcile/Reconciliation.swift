public import Folding
public import Incidents

/// A published figure held against what the ledger says for the same measure, geography and period.
public struct Reconciliation: Sendable {
    public var record: RecordID
    public var figure: PublishedFigure
    /// What is compared, in a sentence; or why no record can answer the figure.
    public var scope: String
    /// Records, or the publishers of an operation, can answer it.
    public var isAnswered: Bool
    /// The ledger's value by known-by day, at each at which it changed, in order; empty for operations.
    public var byDay: [FigureValue<Day>] = []
    /// The ledger's value by position, at the end of each commit in which it changed, in order.
    public var byPosition: [FigureValue<UInt64>] = []
    /// Where it is no sum of records, what publishers state: of an operation its results and the sum of its arrests records;
    /// of anything else other figures.
    public var statements: [FigureStatement] = []
    /// The stretches of days of which something is known in which it held; the last one is open where it still holds.
    public var held: [HeldPeriod] = []
    /// What the records are taken from, for people: a dataset as published, or what the ledger holds. Empty for operations.
    public var basis = ""
    /// The datasets that it is held against; none: all that the ledger holds.
    public var datasets: [String] = []
    /// What the ledger holds now, where that is another value than the one that the figure is held against; nil elsewhere.
    public var ledgerHolds: Sum?
    /// What a reader should know beside the values, in sentences: a dataset that has been succeeded, records that state
    /// no region that can be compared.
    public var notices: [String] = []
    /// Why it cannot be judged although records answer it; nil where it can.
    public var unjudged: String?
    /// What accounts for the difference between the last day on which it held and now; nil where it holds, or never did.
    public var account: FigureAccount?

    /// What the ledger says now, in the notation of counts; for an operation what each publisher states. Empty where no
    /// record answers it.
    public var presentText: String {
        if !statements.isEmpty {
            return statements.map { "\($0.publisher): \($0.text)\($0.isOwn ? " (the same word)" : "")" }
                .joined(separator: "; ")
        }
        return isAnswered ? byDay.last.map { "\($0.value)" } ?? "0" : ""
    }

    /// The stretches of days in which it held.
    public var heldText: String { held.map(\.description).joined(separator: "; ") }

    public var verdict: FigureVerdict {
        let others = statements.filter { !$0.isOwn }
        if !others.isEmpty {
            let agreeing = others.count(where: \.agrees)
            return agreeing == others.count ? .confirmed : agreeing == 0 ? .contradicted : .disputed
        }
        guard isAnswered, statements.isEmpty else { return .nobodyElse }
        if unjudged != nil { return .notJudged }
        if byDay.last?.holds ?? figure.count.agrees(with: .zero) { return .holds }
        return held.isEmpty ? .differs : .heldThen
    }

    /// On what the verdict rests, for people.
    public var because: String {
        switch verdict {
        case .holds: return held.isEmpty ? scope : heldText
        case .heldThen: return "\(heldText); now \(presentText)"
        case .differs: return "\(presentText), \(scope)"
        case .notJudged: return unjudged ?? ""
        case .confirmed, .contradicted, .disputed: return presentText
        case .nobodyElse:
            let why = scope.replacing("No record answers it: ", with: "")
            return statements.isEmpty ? why : "its own publisher states it: " + presentText
        }
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
    /// It is the figure's own publisher that says so, or one that quotes it or whom it quotes: no confirmation of the figure.
    public var isOwn: Bool

    init(publisher: String, text: String, agrees: Bool, isOwn: Bool = false) {
        (self.publisher, self.text, self.agrees, self.isOwn) = (publisher, text, agrees, isOwn)
    }
}

/// A day of which something is known: between two of them nothing is.
public struct KnownDay: Hashable, Sendable {
    public var day: Day
    /// It is the as-at day of an export.
    public var isExport: Bool

    func text(after other: KnownDay? = nil) -> String {
        guard isExport else { return "\(day)" }
        return other?.isExport == true ? "that of \(day)" : "the export of \(day)"
    }
}

/// Successive days of which something is known and on which a figure held.
public struct HeldPeriod: Hashable, Sendable, CustomStringConvertible {
    public var first: KnownDay
    /// The last of them, which may be the first.
    public var last: KnownDay
    /// The first day on which it is known to hold no longer; nil: it still holds.
    public var ended: KnownDay?

    public var description: String {
        var text: String
        if first == last {
            text = "\(first.isExport ? "at" : "on") \(first.text())"
        } else {
            text = "from \(first.text()) to \(last.text(after: first))"
        }
        if let ended {
            text += ", no longer \(ended.isExport ? "at" : "on") \(ended.text(after: last))"
        } else {
            text += last.isExport ? ", the last" : ", the last day known"
        }
        return text
    }

    /// - Parameters:
    ///   - values: from each day on, in order.
    ///   - known: in order.
    static func periods(_ values: [FigureValue<Day>], _ known: [KnownDay]) -> [HeldPeriod] {
        var periods: [HeldPeriod] = []
        var isOpen = false
        for day in known {
            let holds = values.last { $0.start <= day.day }?.holds ?? false
            if holds, isOpen {
                periods[periods.count - 1].last = day
            } else if holds {
                periods.append(HeldPeriod(first: day, last: day))
            } else if isOpen {
                periods[periods.count - 1].ended = day
            }
            isOpen = holds
        }
        return periods
    }
}

/// The records that are known otherwise now than on the last day on which a figure held.
public struct FigureAccount: Hashable, Sendable {
    /// The last day of which something is known on which it held.
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
