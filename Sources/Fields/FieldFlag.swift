import Forms
package import Incidents
package import Ledger

/// A flag that states a field of a record: its words, and how the field is written.
///
/// One list of them for each kind of record serves the command line, its help, what `--ask` asks, and what is written within
/// another record's flag, so that no field can be forgotten in one of them.
package struct FieldFlag<State: Sendable>: Sendable {
    package var name: String
    /// What stands for the value in the help.
    package var value: String
    package var help: String
    /// The fields that it writes, as paths in JSON: what is wrong with them is said of the flag.
    package var paths: [String]
    /// What may be typed, where it is one of a few words.
    package var codes: [String] = []
    /// It may be given several times.
    package var isRepeated = false
    /// The flag of whose value it says more.
    package var follows: String?
    /// What would be given of a state: as written into a blank one, it makes the field again. None: the field says nothing.
    package private(set) var shown: @Sendable (State) -> [String] = { _ in [] }
    /// Writes what was given; what cannot be written is a fault.
    package var write: @Sendable (inout State, GivenFlags, inout Faults) -> Void

    /// The same, with what would be given of a state.
    package func showing(_ shown: @escaping @Sendable (State) -> [String]) -> FieldFlag {
        var flag = self
        flag.shown = shown
        return flag
    }

    /// The flag of a part, as one of the whole.
    package func of<Whole>(_ path: any WritableKeyPath<Whole, State> & Sendable) -> FieldFlag<Whole> {
        FieldFlag<Whole>(
            name: name, value: value, help: help, paths: paths, codes: codes, isRepeated: isRepeated, follows: follows
        ) {
            write(&$0[keyPath: path], $1, &$2)
        }.showing { shown($0[keyPath: path]) }
    }
}

extension FieldFlag {
    /// Of a field that holds one value. `=` alone makes it say nothing again.
    package static func one<Value: Sendable>(
        _ name: String, _ value: String, _ help: String, _ field: String,
        _ path: any WritableKeyPath<State, Value> & Sendable, blank: Value, codes: [String] = [],
        read: @escaping @Sendable (String) throws -> Value, text: @escaping @Sendable (Value) -> String?
    ) -> FieldFlag {
        FieldFlag(
            name: name, value: value, help: help, paths: [field], codes: codes
        ) { state, given, faults in
            guard let text = given.one(name, &faults) else { return }
            guard text != "=" else {
                state[keyPath: path] = blank
                return
            }
            if let value = faults.reading(name, { try read(text) }) { state[keyPath: path] = value }
        }.showing { text($0[keyPath: path]).map { [$0] } ?? [] }
    }

    /// Of a field that holds a value or none.
    package static func one<Value: Sendable>(
        _ name: String, _ value: String, _ help: String, _ field: String,
        _ path: any WritableKeyPath<State, Value?> & Sendable, read: @escaping @Sendable (String) throws -> Value,
        text: @escaping @Sendable (Value) -> String
    ) -> FieldFlag {
        one(name, value, help, field, path, blank: nil, read: { try read($0) }, text: { $0.map(text) })
    }

    package static func text(
        _ name: String, _ value: String, _ help: String, _ field: String,
        _ path: any WritableKeyPath<State, String> & Sendable
    ) -> FieldFlag {
        one(name, value, help, field, path, blank: "", read: { $0 }, text: { $0.isEmpty ? nil : $0 })
    }

    package static func count(
        _ name: String, _ help: String, _ field: String, _ path: any WritableKeyPath<State, Count> & Sendable
    ) -> FieldFlag {
        one(
            name, "count", help, field, path, blank: .notReported, read: Reading.count,
            text: { $0 == .notReported ? nil : $0.notation })
    }

    package static func code<C: Coded>(
        _ name: String, _ value: String, _ help: String, _ field: String,
        _ path: any WritableKeyPath<State, C?> & Sendable
    ) -> FieldFlag {
        one(
            name, value, help + "\(C.allowedCodes).", field, path, blank: nil, codes: C.allCases.map(\.code),
            read: { try C(code: $0) }, text: { $0?.code })
    }

    /// Of a field that is a list: ``ListEdit`` says what the values of the flag make of it.
    package static func list<Element: ListElement>(
        _ name: String, _ value: String, _ help: String, _ field: String,
        _ path: any WritableKeyPath<State, [Element]> & Sendable, codes: [String] = []
    ) -> FieldFlag {
        FieldFlag(
            name: name, value: value, help: help, paths: [field], codes: codes, isRepeated: true
        ) { state, given, faults in
            guard let edits: [ListEdit<Element>] = given.edits(name, &faults) else { return }
            state[keyPath: path].edit(edits, flag: name, &faults)
        }.showing { $0[keyPath: path].map(\.flagText) }
    }

    package static func codes<C: Coded & ListElement>(
        _ name: String, _ value: String, _ help: String, _ field: String,
        _ path: any WritableKeyPath<State, [C]> & Sendable
    ) -> FieldFlag {
        list(name, value, help + "\(C.allowedCodes). May be repeated.", field, path, codes: C.allCases.map(\.code))
    }

    /// Values that belong to those of another flag, one for each in turn: that flag writes them.
    package static func inTurn(
        _ name: String, of other: String, _ value: String, _ help: String, _ field: String,
        shown: @escaping @Sendable (State) -> [String]
    ) -> FieldFlag {
        FieldFlag(
            name: name, value: value, help: "\(help), one for each --\(other) in turn.", paths: [field],
            isRepeated: true, follows: other
        ) { _, given, faults in
            let values = given.all(name).count
            let stated = given.all(other).count { !$0.hasPrefix("-") && $0 != "=" }
            guard values > stated else { return }
            faults.add(
                .usage, "Each --\(name) belongs to a --\(other): there are \(values) and \(stated).", of: name)
        }.showing(shown)
    }
}

extension GivenFlags {
    /// What the uses of a flag say of a list; nil, and a fault for each, where some cannot be read.
    package func edits<Element: ListElement>(_ flag: String, _ faults: inout Faults) -> [ListEdit<Element>]? {
        var edits: [ListEdit<Element>] = []
        for text in all(flag) {
            if let edit = faults.reading(flag, { try ListEdit<Element>(text) }) { edits.append(edit) }
        }
        return edits.count == all(flag).count ? edits : nil
    }
}

extension Array where Element: ListElement {
    /// Makes of the list what the uses of a flag say of it.
    package mutating func edit(_ edits: [ListEdit<Element>], flag: String, _ faults: inout Faults) {
        let list = self
        if let edited = faults.reading(flag, { try list.edited(by: edits, flag: "--\(flag)") }) { self = edited }
    }
}
