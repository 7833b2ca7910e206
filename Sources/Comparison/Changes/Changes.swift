public import Folding
public import Forms
public import Incidents
public import Ledger

/// How what is known of a record changed between two moments.
public enum ChangeKind: String, CaseIterable, Sendable {
    /// Nothing was known of it before.
    case added
    /// It says something else.
    case corrected
    /// It stood, and stands no longer.
    case withdrawn
    /// It did not stand, and stands again.
    case reinstated
    /// It was known at the first moment and not at the second, which lies before it.
    case unknown
    /// It says what it said, and links make something else of its part in sums.
    case linked
    /// It says what it said, and its dataset has been succeeded for its year, or is counted again: of what accounts for a
    /// figure only, not of records.
    case leftOut = "left out"
}

/// One event that one of two moments sees and the other does not: what happened, whatever came of it.
public struct HappenedEvent: Hashable, Sendable {
    public var position: UInt64
    public var type: EventType
    public var knownAt: Day
    /// Who says it; empty: the desk.
    public var dataset: String
    public var actor: String
    /// The identifier of the import that appended it; empty: none.
    public var importID: String
    public var reason: String
}

/// Which changes a report is of.
public struct ChangeSelection: Hashable, Sendable {
    /// Empty: of every kind of record.
    public var kinds: Set<RecordKind>
    /// Of records in which one of these differs, named as in JSON: `dead`, `place.point`, or `place` for all of it. Empty: of
    /// all.
    public var fields: Set<String>

    public static let all = ChangeSelection()

    public init(kinds: Set<RecordKind> = [], fields: Set<String> = []) {
        self.kinds = kinds
        self.fields = fields
    }

    /// Checks that some record of the kinds has each field.
    ///
    /// - Throws: `LedgerError` with `usage`, and the fields that there are.
    public func check() throws(LedgerError) {
        let kinds = RecordKind.allCases.filter(has)
        for field in fields.sorted() where !kinds.contains(where: { RecordJSON.fieldNames(of: $0).contains(field) }) {
            throw LedgerError(
                .usage,
                "No record of \(kinds.map(\.code).joined(separator: ", ")) has a field \"\(field)\". Fields are "
                    + Set(kinds.flatMap(RecordJSON.fieldNames)).sorted().joined(separator: ", ") + ".")
        }
    }

    func has(_ kind: RecordKind) -> Bool { kinds.isEmpty || kinds.contains(kind) }

    /// Whether a difference is of one of the fields.
    func has(_ difference: FieldDifference) -> Bool {
        fields.isEmpty
            || fields.contains { field in
                difference.field == field || difference.field.hasPrefix(field + ".")
                    || difference.field.hasPrefix(field + "[")
            }
    }
}

/// Who said something: an actor, by hand or by an import.
public struct ChangeSource: Hashable, Sendable {
    public var actor: String
    /// Empty: by hand.
    public var importID: String
}

/// How much somebody said.
public struct SourceTally: Hashable, Sendable {
    public var events = 0
    /// Those that the events are about.
    public var records = 0
}

/// A record of which something was said between two moments that came to nothing: it is known as before.
public struct PassingRecord: Hashable, Sendable {
    public var record: RecordID
    /// In the order of the log.
    public var events: [HappenedEvent]
}

/// The deaths records of one incident that were arranged anew while its toll stayed as it was.
public struct RearrangedToll: Hashable, Sendable {
    /// The identifier of the incident.
    public var incident: String
    /// The records that no longer stand, and those that stand in their place; in the order of their identifiers' bytes.
    public var before: [RecordID]
    public var after: [RecordID]
}

/// One record that is known otherwise at the second moment than at the first.
public struct RecordChange: Hashable, Sendable {
    public var record: RecordID
    public var kind: ChangeKind
    /// The last that was said at the first moment, with the state that was held then; nil where nothing was known.
    public var before: RecordedEvent?
    /// The last that was said at the second moment, with the state that is held then; nil where nothing is known.
    public var after: RecordedEvent?
    /// Field by field.
    public var differences: [FieldDifference]
    /// Everything that was said of it in between, in the order of the log.
    public var events: [HappenedEvent]
    /// The incident whose records were arranged anew, this among them, while its toll stayed; nil: it is another change.
    public var rearrangedWithin: String?
}

/// A region and year, or a year of the whole world.
public struct EffectKey: Hashable, Sendable, Comparable {
    /// Nil for the world; a region without a code for the records that state no region of its scheme.
    public var region: Region?
    /// Nil where it is not known when it occurred.
    public var year: Int32?

    public static func < (left: EffectKey, right: EffectKey) -> Bool {
        let key = { (effect: EffectKey) in
            (effect.region?.scheme ?? "", effect.region?.code ?? "", effect.year ?? .min)
        }
        return key(left) < key(right)
    }
}

/// What changed between two moments.
public struct ChangesReport: Sendable {
    public var from: Moment
    public var to: Moment
    /// What is left of everything: all that follows is of this alone.
    public var selection: ChangeSelection
    /// The log's positions at which each moment was taken.
    public var fromPosition: UInt64
    public var toPosition: UInt64
    /// In the order of the events that decide at the second moment.
    public var changes: [RecordChange]
    /// Records of which something was said that came to nothing, such as those recorded and withdrawn in between; without
    /// those that were only confirmed. In the order of their first events.
    public var passing: [PassingRecord] = []
    /// Events that one of the moments sees and the other does not, by kind and type.
    public var happened: [RecordKind: [EventType: Int]] = [:]
    /// How many events these are, and about how many records.
    public var eventCount: Int { happened.values.reduce(0) { $0 + $1.values.reduce(0, +) } }
    public var recordCount = 0
    /// The same events by who said them.
    public var sources: [ChangeSource: SourceTally] = [:]
    /// In the order of the incidents' identifiers.
    public var rearranged: [RearrangedToll] = []
    /// What the changes add to each year, and to each region and year of each scheme that they name: together the
    /// difference of the views `year` and `region-year` at the two moments. The regions of a scheme, with the one that
    /// has no code, add up to the world in each year. Without those that add nothing.
    public var effects: [EffectKey: TollSum]
    /// Records that ``effects`` lack since what they state cannot be summed, in sentences.
    public var unsummed: [String] = []
    /// Datasets that the second moment leaves out and the first counts, or the other way round, in sentences: ``effects``
    /// are of what is counted.
    public var successions: [String] = []

    public func count(_ kind: ChangeKind, of record: RecordKind? = nil) -> Int {
        changes.count { $0.kind == kind && (record == nil || $0.record.kind == record) }
    }

    /// In how many corrected records each field differs, by its name.
    public var correctedFields: [String: Int] {
        changes.reduce(into: [:]) { counts, change in
            guard change.kind == .corrected else { return }
            for field in Set(change.differences.map(\.field)) { counts[field, default: 0] += 1 }
        }
    }

    /// What the changes add to the whole world, all years together.
    ///
    /// - Throws: `SumError` where 64 bits cannot hold it.
    public func worldEffect() throws(SumError) -> TollSum {
        var sum = TollSum()
        for (key, toll) in effects where key.region == nil { try sum.add(toll) }
        return sum
    }
}
