import Forms
import Incidents

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
    /// The kinds that people enter; imports are recorded by `import`, links by `duplicates`.
    static let entered: [any EnteredState.Type] = [
        Incident.self, Deaths.self, Arrests.self, Operation.self, PublishedFigure.self, Dataset.self,
    ]

    static let byHand = entered.map { $0.recordKind }

    /// How it is entered; nil where people do not.
    var entered: (any EnteredState.Type)? { RecordKind.entered.first { $0.recordKind == self } }

    /// The kind that is meant by a word.
    ///
    /// - Throws: `LedgerError` with `usage`, and the kinds that there are.
    static func byHand(_ text: String) throws(LedgerError) -> RecordKind {
        if let kind = byHand.first(where: { $0.code == text }) { return kind }
        let codes = byHand.map(\.code)
        let sentence =
            switch try? RecordKind(code: text) {
            case .import?, .importCells?:
                "An import is recorded by `incident-ledger import`. What it was is not corrected: import the file that is right."
            case .settlement?:
                "Flags are settled with `incident-ledger flags settle`."
            case .link?:
                "How two records belong together is decided with `incident-ledger duplicates decide`."
            default:
                "\"\(text)\" is no kind of record that is entered; the kinds are \(codes.joined(separator: ", "))."
                    + question(text, among: codes)
            }
        throw LedgerError(.usage, sentence)
    }
}

/// ` Did you mean …?`, or nothing where nothing is like what was typed.
func question(_ text: String, among names: [String]) -> String {
    let near = suggestions(for: text, among: names)
    return near.isEmpty ? "" : " Did you mean \(alternatives(near))?"
}
