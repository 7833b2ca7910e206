import Fields
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

    init(given: GivenFlags, json file: String?, maySayNothing: Bool = false, _ faults: inout Faults) {
        self.given = given
        isJSON = file != nil
        FieldsOf<State>.check(given, &faults)
        if file != nil, let flag = given.texts.keys.min() {
            faults.add(.usage, "--json takes all fields: --\(flag) cannot be given with it.", of: flag)
        }
        if file == nil, given.isEmpty, !maySayNothing {
            faults.add(
                .usage,
                "Say what is to be recorded: by flags, or with --json FILE. "
                    + "`incident-ledger record \(State.recordKind.code) --help` has the flags, --template prints an example."
            )
        }
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
