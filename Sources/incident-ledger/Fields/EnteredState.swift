import Incidents
import Ledger

/// A kind of record that people enter: its state, and the flags of its fields.
protocol EnteredState: Sendable {
    static var recordKind: RecordKind { get }
    /// In the order in which they are written, and asked for.
    static var flags: [FieldFlag<Self>] { get }
    /// How it is entered.
    static var examples: String { get }
    /// The kinds of records that may be entered with it, since they belong to it.
    static var parts: [any EnteredState.Type] { get }

    init()
    /// Nil where the record is of another kind.
    init?(_ record: Record)
    var record: Record { get }
}

extension EnteredState {
    static var parts: [any EnteredState.Type] { [] }

    /// A record with what flags state; its other fields stay.
    static func writing(_ given: GivenFlags, into record: Record, _ faults: inout Faults) -> Record {
        guard var state = Self(record) else { return record }
        for flag in flags where given.has(flag.name) { flag.write(&state, given, &faults) }
        return state.record
    }

    /// The flag that writes a field; nil where none does.
    static func flag(writing field: String) -> FieldFlag<Self>? {
        let writers = flags.flatMap { flag in flag.paths.map { (flag: flag, path: $0) } }
        return writers.filter { field == $0.path || field.hasPrefix($0.path + ".") || field.hasPrefix($0.path + "[") }
            .max { $0.path.count < $1.path.count }?.flag
    }

    static func has(_ name: String) -> Bool { flags.contains { $0.name == name } }
}

extension RecordKind {
    /// The kinds that people enter, as `byHand` has them.
    static let entered: [any EnteredState.Type] = [
        Incident.self, Deaths.self, Arrests.self, Operation.self, PublishedFigure.self, Dataset.self,
    ]

    /// How it is entered; nil where people do not.
    var entered: (any EnteredState.Type)? { RecordKind.entered.first { $0.recordKind == self } }
}
