import ArgumentParser
import Incidents

/// The common fields of a record as flags, so that an investigator logs a death in one line. `--json` takes all fields.
struct FieldOptions: ParsableArguments {
    @OptionGroup(title: "Fields of every kind") var shared: SharedFields
    @OptionGroup(title: "Fields of deaths") var deaths: DeathsFields
    @OptionGroup(title: "Fields of an incident") var incident: IncidentFields
    @OptionGroup(title: "Fields of arrests") var arrests: ArrestsFields
    @OptionGroup(title: "Fields of an operation") var operation: OperationFields
    @OptionGroup(title: "Fields of a published figure") var figure: FigureFields
    @OptionGroup(title: "Fields of a dataset") var dataset: DatasetFields
    @OptionGroup(title: "Fields of several kinds") var several: SeveralFields

    /// The flags that were given.
    var given: Set<String> {
        var names: Set<String> = []
        for field in all where field.isGiven { names.insert(field.name) }
        return names
    }

    /// The flags that were given and that this kind of record has no field for.
    func misplaced(for kind: RecordKind) -> [FieldFlag] {
        all.filter { $0.isGiven && !$0.kinds.contains(kind) }
    }

    private var all: [FieldFlag] {
        shared.flags + deaths.flags + incident.flags + arrests.flags + operation.flags + figure.flags
            + dataset.flags + several.flags
    }

    /// The record with the fields that were given; the others stay as they are.
    ///
    /// - Throws: `ValidationError` of the argument parser where a flag does not fit the kind of record; `LedgerError` with
    ///   `refused` where a flag does not say what becomes of a list.
    func applied(to record: Record) throws -> Record {
        if let flag = misplaced(for: record.kind).first {
            throw ArgumentParser.ValidationError(
                "\(flag.name) is not a field of \(record.kind.code); it is one of: "
                    + flag.kinds.map(\.code).joined(separator: ", ") + ".")
        }
        switch record {
        case .incident(let state): return .incident(try applied(to: state))
        case .deaths(let state): return .deaths(try applied(to: state))
        case .arrests(let state): return .arrests(try applied(to: state))
        case .operation(let state): return .operation(try applied(to: state))
        case .publishedFigure(let state): return .publishedFigure(try applied(to: state))
        case .dataset(let state): return .dataset(try applied(to: state))
        case .import, .importCells, .link, .settlement: return record
        }
    }
}

/// A flag for a field: its name, whether it was given, and the kinds of record that have the field.
struct FieldFlag {
    var name: String
    var isGiven: Bool
    var kinds: [RecordKind]

    init(_ name: String, _ value: (any Sendable)?, _ kinds: [RecordKind]) {
        self.init(name, isGiven: value != nil, kinds)
    }

    init(_ name: String, list: [some Sendable], _ kinds: [RecordKind]) {
        self.init(name, isGiven: !list.isEmpty, kinds)
    }

    private init(_ name: String, isGiven: Bool, _ kinds: [RecordKind]) {
        self.name = "--" + name
        self.isGiven = isGiven
        self.kinds = kinds
    }
}

extension RecordKind {
    /// The kinds that a person records; imports are recorded by `import`.
    static let byHand: [RecordKind] = [.incident, .deaths, .arrests, .operation, .publishedFigure, .dataset]
}
