import ArgumentParser
import Fields
import Forms
import Incidents
import Ledger

/// A list of options that is made when the program runs: the fields of a kind of record.
protocol FlagSet {
    static var options: [FlagOption] { get }
}

/// An option that takes texts; what they mean is said by whoever reads them.
struct FlagOption {
    var name: String
    var value: String
    var help: String
    /// It is taken, so that what is wrong with it can be said with all else, and not shown.
    var isHidden = false
}

/// The options of a set as they were typed.
///
/// The argument parser finds the options of a type by its mirror: with one that is made of the list, options need not be
/// declared a second time as properties.
struct FlagTexts<Options: FlagSet>: ParsableArguments {
    let given: GivenFlags

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init() { given = GivenFlags() }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var texts: [String: [String]] = [:]
        for option in Options.options {
            let values = try container.decode(Option<[String]>.self, forKey: Key(stringValue: option.name)).wrappedValue
            if !values.isEmpty { texts[option.name] = values }
        }
        given = GivenFlags(texts)
    }
}

extension FlagTexts: CustomReflectable {
    var customMirror: Mirror {
        Mirror(
            self,
            children: Options.options.map { option in
                let help = ArgumentHelp(
                    option.help, valueName: option.value, visibility: option.isHidden ? .private : .default)
                return (
                    label: "_" + option.name,
                    value: Option<[String]>(wrappedValue: [], name: .customLong(option.name), help: help) as Any
                )
            })
    }
}

/// The fields of a kind of record, and, hidden, those of others, which are told as faults.
enum FieldsOf<State: EnteredState>: FlagSet {
    static var options: [FlagOption] {
        var options = State.flags.map { FlagOption(name: $0.name, value: $0.value, help: $0.help) }
        let taken = Set(options.map(\.name) + State.parts.map { $0.recordKind.code })
        for flag in FieldsOfKinds.all where !taken.contains(flag.name) {
            options.append(FlagOption(name: flag.name, value: flag.value, help: "", isHidden: true))
        }
        return options
    }

    private static var others: [String] {
        ["id", "json", "reason", "expect", "ask", "template", "actor", "known-at", "key", "format", "ledger"]
    }

    /// A fault for each word that is no option, and for each that belongs to none.
    static func check(unknown words: [String], of command: String, _ faults: inout Faults) {
        var isValue = false
        for word in words {
            guard word.hasPrefix("-"), word != "-" else {
                if !isValue {
                    faults.add(
                        .usage,
                        "\"\(word)\" belongs to no option: a text of several words is written in quotes.")
                }
                isValue = false
                continue
            }
            let option = String(word.prefix { $0 != "=" })
            isValue = option == word
            let name = String(option.drop { $0 == "-" })
            faults.add(
                .usage,
                "\(option) is no option of \(command) \(State.recordKind.code)."
                    + question(name, among: State.flags.map(\.name) + others)
                    + " `incident-ledger \(command) \(State.recordKind.code) --help` has them.")
        }
    }

    /// A fault for each flag of another kind.
    static func check(_ given: GivenFlags, _ faults: inout Faults) {
        for flag in FieldsOfKinds.all where given.has(flag.name) && !State.has(flag.name) {
            faults.add(
                .usage,
                "--\(flag.name) is not a field of \(State.recordKind.code); it is one of "
                    + alternatives(flag.kinds.map(\.code)) + ".", of: flag.name)
        }
    }
}

/// The flags of all kinds, each once, and the kinds that have them.
enum FieldsOfKinds {
    static let all: [(name: String, value: String, kinds: [RecordKind])] = {
        var all: [(name: String, value: String, kinds: [RecordKind])] = []
        for kind in RecordKind.entered {
            for flag in kind.flagNames {
                if let index = all.firstIndex(where: { $0.name == flag.name }) {
                    all[index].kinds.append(kind.recordKind)
                } else {
                    all.append((flag.name, flag.value, [kind.recordKind]))
                }
            }
        }
        return all
    }()
}

extension EnteredState {
    fileprivate static var flagNames: [(name: String, value: String)] { flags.map { ($0.name, $0.value) } }
}

/// The records that are entered within the flag of another one, which they belong to.
enum PartsOf<State: EnteredState>: FlagSet {
    static var options: [FlagOption] {
        State.parts.map { part in
            FlagOption(
                name: part.recordKind.code, value: "field=value, …",
                help: "A record of \(part.recordKind.code) that belongs to it, in the same request: the flags of "
                    + "`record \(part.recordKind.code)` without their signs. What it does not state it takes of this one: "
                    + "period, place, route, sources. May be repeated.")
        }
    }
}
