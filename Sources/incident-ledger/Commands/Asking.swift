import Fields
import Files
import Finding
import Forms
import Incidents
import Intake
import Ledger
import Presentation

/// Asks for a record field by field: on standard error, so that an answer on standard output stays one.
struct Asking<State: EnteredState> {
    private let ledger: Ledger
    private(set) var statement: Statement
    private let who: ActorOptions
    private(set) var given: GivenFlags

    /// - Parameter given: what was stated with the command, and is not asked.
    init(
        _ given: GivenFlags, _ statement: Statement, who: ActorOptions, in ledger: Ledger
    ) {
        (self.given, self.statement, self.ledger) = (given, statement, ledger)
        self.who = who
    }

    /// - Returns: the state, where it was confirmed.
    /// - Throws: `LedgerError` with `refused` where the input ended, or nobody confirmed it.
    mutating func run(_ id: String) throws -> Record {
        Output.remark(
            "A record of the kind \(State.recordKind.code), field by field. Nothing typed: the field is skipped; ? for help. "
                + "Nothing is recorded before you have seen it whole.")
        try askActor()
        for flag in State.flags where flag.follows == nil && !given.has(flag.name) { try ask(flag) }
        while true {
            var faults = Faults()
            let state = State.writing(given, into: .blank(State.recordKind), &faults)
            faults.check(state, as: .recorded, of: RecordID(kind: State.recordKind, id: id), statement, State.self)
            guard !faults.isEmpty else { return try confirm(state, id) }
            Output.remark(faults.text)
            let wrong = State.flags.filter { faults.wrong.contains($0.name) }
            guard !wrong.isEmpty else { throw LedgerError(.refused, faults.text) }
            for flag in wrong {
                given.remove(flag.name)
                try ask(flag)
            }
        }
    }

    /// Asks who says it, where neither the command nor the settings do.
    private mutating func askActor() throws {
        guard statement.actor == ActorOptions.unstated else { return }
        let known = ledger.knownActors().filter { $0 != ActorOptions.unstated }.prefix(6)
        Output.remark(
            "\nactor <role or organisation>: Who says so, never a private person's name."
                + (known.isEmpty ? "" : "\n  used before: \(known.joined(separator: "; "))"))
        while true {
            let answer = try line()
            if answer.isEmpty { return }
            guard answer != "?" else {
                Output.remark("  The office or the role that answers for it: coast guard desk, coroner, UNHCR Tunis.")
                continue
            }
            var faults = Faults()
            faults.question([(flag: "actor", name: answer)], who, ledger)
            if faults.isEmpty {
                statement.actor = answer
                return
            }
            Output.remark(faults.text + "\nOnce more, or nothing:")
        }
    }

    /// Asks for a field until it is answered or skipped; of a list until it is skipped.
    private mutating func ask(_ flag: FieldFlag<State>) throws {
        Output.remark("\n\(flag.name) <\(flag.value)>: \(flag.help)" + suggestion(flag))
        while true {
            let answer = try line()
            if answer.isEmpty { return }
            guard answer != "?" else {
                Output.remark(help(flag))
                continue
            }
            var next = given
            next.add(answer, to: flag.name)
            var faults = faults(of: flag, next)
            if flag.name == "source" { faults.question([(flag: "source", name: answer)], who, ledger) }
            guard faults.isEmpty else {
                Output.remark(faults.text + "\nOnce more, or nothing:")
                continue
            }
            given = next
            for more in State.flags where more.follows == flag.name { try askMore(more) }
            guard flag.isRepeated else { return }
            Output.remark("\(flag.name), another one:")
        }
    }

    /// Asks for what says more of the value that was just given; of a list's value, nothing is an answer too.
    private mutating func askMore(_ flag: FieldFlag<State>) throws {
        Output.remark("  \(flag.name) <\(flag.value)>: \(flag.help)" + suggestion(flag))
        while true {
            let answer = try line()
            guard answer != "?" else {
                Output.remark(help(flag))
                continue
            }
            if answer.isEmpty, !flag.isRepeated { return }
            var next = given
            next.add(answer, to: flag.name)
            let faults = faults(of: flag, next)
            if faults.isEmpty {
                given = next
                return
            }
            Output.remark(faults.text + "\nOnce more, or nothing:")
        }
    }

    /// What is wrong with a flag and with what it writes, whatever else the record lacks.
    private func faults(of flag: FieldFlag<State>, _ given: GivenFlags) -> Faults {
        var faults = Faults()
        let state = State.writing(given, into: .blank(State.recordKind), &faults)
        if faults.isEmpty {
            faults.check(state, as: .recorded, of: nil, statement, State.self)
        }
        return faults.only(flag.follows.map { [flag.name, $0] } ?? [flag.name])
    }

    private func line() throws -> String {
        guard let line = readLine() else {
            throw LedgerError(.refused, "The input ended before the record was confirmed: nothing was recorded.")
        }
        return line.split(whereSeparator: \.isWhitespace).isEmpty ? "" : line
    }

    private func confirm(_ state: Record, _ id: String) throws -> Record {
        let fields = RecordText.fields(of: state)
        let width = fields.reduce(0) { max($0, DisplayWidth.of($1.field)) }
        var text = "\n\(State.recordKind.code), to be recorded by \(statement.actor):\n"
        for field in fields {
            let gap = String(repeating: " ", count: width + 2 - DisplayWidth.of(field.field))
            text += "  \(field.field)\(gap)\(DisplayWidth.onOneLine(field.value))\n"
        }
        let flags = try ledger.flags(of: [NewRecord(id: id, state: state)], statement)[0]
        text += flags.map { "  flag: \($0.sentence)\n" }.joined()
        Output.remark(text + "Record it? yes or no")
        while true {
            switch try line().lowercased() {
            case "yes", "y": return state
            case "no", "n", "": throw LedgerError(.refused, "It was not confirmed: nothing was recorded.")
            default: Output.remark("yes or no?")
            }
        }
    }
}

extension Asking {
    fileprivate func help(_ flag: FieldFlag<State>) -> String {
        let codes = flag.codes.isEmpty ? "" : "\n  one of: \(flag.codes.joined(separator: ", "))"
        let count =
            flag.value == "count"
            ? "\n  12, 12..15 (between), 12.. (at least), ..15 (up to), >700, <44000 (nearly), ~12 (about)" : ""
        let list = flag.isRepeated ? "\n  asked again until nothing is typed" : ""
        return "  \(flag.help)\(codes)\(count)\(list)"
    }

    /// What records have had in the field, the most frequent first.
    fileprivate func suggestion(_ flag: FieldFlag<State>) -> String {
        let values = KnownValues.of(flag.name, State.recordKind, in: ledger).prefix(6)
        return values.isEmpty ? "" : "\n  used before: \(values.joined(separator: "; "))"
    }
}
