import Files
import Forms
import Foundation
import Incidents
import Ledger

/// What was typed of a record's state: fields by flags, or the whole of it as JSON.
struct TypedRecord<State: EnteredState> {
    private let given: GivenFlags
    /// Nil where it is typed by flags, or cannot be read.
    private let whole: Record?
    private let isJSON: Bool

    init(given: GivenFlags, json file: String?, isAsked: Bool = false, _ faults: inout Faults) {
        self.given = given
        isJSON = file != nil
        FieldsOf<State>.check(given, &faults)
        if file != nil, let flag = given.texts.keys.min() {
            faults.add(.usage, "--json takes all fields: --\(flag) cannot be given with it.", of: flag)
        }
        if file == nil, given.isEmpty, !isAsked {
            faults.add(
                .usage,
                "Say what is to be recorded: by flags, or with --json FILE. "
                    + "`incident-ledger record \(State.recordKind.code) --help` has the flags, --template prints an example."
            )
        }
        if file != nil, isAsked { faults.add(.usage, "--json takes all fields: nothing is left to --ask.") }
        whole = file.flatMap { file in
            faults.reading("json") { try RecordJSON.record(State.recordKind, from: JSONInput.bytes(of: file)) }
        }
    }

    /// The kind by whose flags what is wrong is named; nil where it was typed as JSON.
    var kind: (any EnteredState.Type)? { isJSON ? nil : State.self }

    /// Who is named in it: the actor, and the sources.
    func names(_ actor: String) -> [(flag: String, name: String)] {
        let typed = given.all("source").map { text in
            text.hasPrefix("+") || text.hasPrefix("=") ? String(text.dropFirst()) : text
        }
        let sources = isJSON ? whole?.notes.sources.map(\.publisher) ?? [] : typed.filter { !$0.hasPrefix("-") }
        return [(flag: "actor", name: actor)] + sources.map { (flag: isJSON ? "json" : "source", name: $0) }
    }

    /// The state that comes of another one; nil where nothing was read.
    func writing(into record: Record, _ faults: inout Faults) -> Record? {
        isJSON ? whole : given.isEmpty ? nil : State.writing(given, into: record, &faults)
    }

}

/// A file of JSON, or standard input.
enum JSONInput {
    static func bytes(of file: String) throws -> [UInt8] {
        if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        return try DurableFile.bytes(of: file)
    }
}

extension Faults {
    /// A fault for each field of a state that cannot be accepted, by the flag that writes it.
    ///
    /// - Parameters:
    ///   - record: nil: its identifier is made.
    ///   - kind: nil: fields are named as JSON has them.
    mutating func check(
        _ state: Record?, as type: EventType, of record: RecordID?, _ statement: Statement,
        _ kind: (any EnteredState.Type)?
    ) {
        guard let state else { return }
        let event = Event(
            type: type, record: record ?? RecordID(kind: state.kind, id: "new"), knownAt: statement.knownAt ?? .today,
            actor: statement.actor, reason: statement.reason, state: state)
        let told = flags
        do throws(ValidationErrors) {
            _ = try event.validated(today: .latestToday)
        } catch {
            for error in error.errors { add(error, kind, besides: told) }
        }
    }

    private mutating func add(
        _ error: Incidents.ValidationError, _ kind: (any EnteredState.Type)?, besides told: Set<String>
    ) {
        let flag = Self.statementFlags[error.field] ?? kind?.flagName(writing: error.field)
        guard let flag else { return add(.refused, error.description) }
        // What is wrong with the flag itself is said already.
        guard !told.contains(flag) else { return }
        var named = error
        named.field = "--\(flag)"
        add(.refused, named.description, of: flag)
    }

    private static let statementFlags = ["id": "id", "actor": "actor", "reason": "reason", "knownAt": "known-at"]

    /// Tells another error after the faults, where there are any.
    func check(and error: any Error) throws(LedgerError) {
        guard !isEmpty else { return }
        var all = self
        let other = LedgerError.wrapping(error)
        all.add(other.code, other.description)
        try all.check()
    }
}

extension EnteredState {
    fileprivate static func flagName(writing field: String) -> String? { flag(writing: field)?.name }
}
