package import Incidents
package import Ledger

/// A kind of record that people enter: its state, and the flags of its fields.
package protocol EnteredState: KindState {
    /// In the order in which they are written, and asked for.
    static var flags: [FieldFlag<Self>] { get }
    /// How it is entered.
    static var examples: String { get }
    /// The kinds of records that may be entered with it, since they belong to it.
    static var parts: [any EnteredState.Type] { get }

    init()
}

extension EnteredState {
    package static var parts: [any EnteredState.Type] { [] }

    /// Shorter names of its kind, as commands take them.
    package static var shortNames: [String] {
        RecordKind.shortCodes.filter { $0.value == recordKind }.keys.sorted()
    }

    /// A record with what flags state; its other fields stay.
    package static func writing(_ given: GivenFlags, into record: Record, _ faults: inout Faults) -> Record {
        guard var state = Self(record) else { return record }
        for flag in flags where given.has(flag.name) { flag.write(&state, given, &faults) }
        return state.asRecord
    }

    /// The flag that writes a field; nil where none does.
    package static func flag(writing field: String) -> FieldFlag<Self>? {
        let writers = flags.flatMap { flag in flag.paths.map { (flag: flag, path: $0) } }
        return writers.filter { field == $0.path || field.hasPrefix($0.path + ".") || field.hasPrefix($0.path + "[") }
            .max { $0.path.count < $1.path.count }?.flag
    }

    /// What would be given of each field of a record, by its flag; without those that say nothing.
    package static func shown(of record: Record) -> [String: [String]] {
        guard let state = Self(record) else { return [:] }
        return Dictionary(uniqueKeysWithValues: flags.map { ($0.name, $0.shown(state)) }).filter { !$0.value.isEmpty }
    }

    /// Values of which each is meant as it stands, and all of a field's together: a list is replaced and not added to, and
    /// what has no value says nothing.
    package static func asWhole(_ texts: [String: [String]]) -> [String: [String]] {
        var given: [String: [String]] = [:]
        for flag in flags {
            guard let values = texts[flag.name] else { continue }
            if let leader = flag.follows {
                // It says more of what is said no longer.
                if texts[leader]?.isEmpty != true { given[flag.name] = values }
            } else {
                given[flag.name] = values.isEmpty ? ["="] : flag.isRepeated ? values.map { "=" + $0 } : values
            }
        }
        return given
    }

    package static func has(_ name: String) -> Bool { flags.contains { $0.name == name } }
}

extension RecordKind {
    /// The kinds that people enter, as `byHand` has them.
    package static let entered: [any EnteredState.Type] = [
        Incident.self, Deaths.self, Arrests.self, Operation.self, CourtCase.self, Proceeding.self, Law.self,
        Provision.self,
        PublishedFigure.self, Indicator.self, Activity.self, Dataset.self,
    ]

    /// How it is entered; nil where people do not.
    package var entered: (any EnteredState.Type)? { RecordKind.entered.first { $0.recordKind == self } }
}

extension EnteredState {
    /// A record with some fields as another one has them.
    ///
    /// - Parameter fields: as paths in JSON.
    package static func taking(
        _ fields: [String], of other: Record, into record: Record, _ faults: inout Faults
    ) -> Record {
        let shown = shown(of: other)
        var texts: [String: [String]] = [:]
        for field in fields {
            guard let flag = flag(writing: field) else { continue }
            let leader = flag.follows ?? flag.name
            for name in [leader] + flags.filter({ $0.follows == leader }).map(\.name) {
                texts[name] = shown[name] ?? []
            }
        }
        return writing(GivenFlags(asWhole(texts)), into: record, &faults)
    }
}
