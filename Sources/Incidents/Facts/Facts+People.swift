/// Some of the people of a record, in terms of a vocabulary.
public struct GroupFacts: Hashable, Sendable {
    /// Persons.
    public var count: CountFacts
    public var sex: Sex?
    public var ageGroup: AgeGroup?
    /// ISO 3166-1 alpha-2; nothing where not stated.
    public var nationality: Term

    /// It tells nobody apart: of an incident that has other groups, too, the total of which they are parts.
    public var isUnnamed: Bool { sex == nil && ageGroup == nil && nationality == .none }
}

/// What was paid or asked for, in terms of a vocabulary.
public struct FeeFacts: Hashable, Sendable {
    /// Whole units of the currency.
    public var amount: CountFacts
    /// ISO 4217.
    public var currency: Term
    public var basis: FeeBasis?
}

extension Facts {
    /// The people of an incident, or of those arrested the ones of whom more is known, group by group as stated.
    ///
    /// - Throws: ``FactsError`` where one cannot be read.
    public var people: [GroupFacts] {
        get throws(FactsError) {
            let slices: [Slice] =
                switch kind {
                case .incident: try slices(10, of: "Incident")
                case .arrests: try slices(7, of: "Arrests")
                default: []
                }
            var groups: [GroupFacts] = []
            for slice in slices { groups.append(try group(slice)) }
            return groups
        }
    }

    private func group(_ slice: Slice) throws(FactsError) -> GroupFacts {
        var group = GroupFacts(count: .notReported, nationality: .none)
        var unit = Slice()
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            switch reader.number {
            case 1: group.count = try CountFacts(bytes, try reader.slice(of: "PeopleGroup"), unit: &unit)
            case 2: group.sex = try code(try reader.varint(of: "PeopleGroup"), for: "the sex")
            case 3: group.ageGroup = try code(try reader.varint(of: "PeopleGroup"), for: "the age group")
            case 4: group.nationality = try term(try reader.slice(of: "PeopleGroup"))
            default: break
            }
        }
        return group
    }

    /// The fee of an incident; nil where none is stated.
    ///
    /// - Throws: ``FactsError`` where it cannot be read.
    public var fee: FeeFacts? {
        get throws(FactsError) {
            guard kind == .incident, let slice = try message(11, of: "Incident") else { return nil }
            var fee = FeeFacts(amount: .notReported, currency: .none)
            var unit = Slice()
            var reader = WireReader(bytes, slice)
            while try reader.next() {
                switch reader.number {
                case 1: fee.amount = try CountFacts(bytes, try reader.slice(of: "Fee"), unit: &unit)
                case 2: fee.currency = try term(try reader.slice(of: "Fee"))
                case 3: fee.basis = try code(try reader.varint(of: "Fee"), for: "the basis of the fee")
                default: break
                }
            }
            return fee
        }
    }

    /// Of an operation: as many countries as are said to have taken part, or else as are named.
    ///
    /// - Throws: ``FactsError`` where they cannot be read.
    public var participants: CountFacts {
        get throws(FactsError) {
            guard kind == .operation else { return .notReported }
            if let slice = try message(9, of: "Operation") {
                var unit = Slice()
                let stated = try CountFacts(bytes, slice, unit: &unit)
                if stated.isReported { return stated }
            }
            let named = try texts(6, of: "Operation").count
            return named == 0 ? .notReported : CountFacts(low: Int64(named), high: nil, qualifier: .exact)
        }
    }
}

/// A flag, in terms of a vocabulary.
public struct FlagFacts: Hashable, Sendable {
    /// A stable word.
    public var code: Term
    /// The kind of the record that has it.
    public var kind: RecordKind
}

extension Facts {
    /// The flags of the record, in the order of the entry.
    ///
    /// - Throws: ``FactsError`` where one cannot be read.
    public var flags: [FlagFacts] {
        get throws(FactsError) {
            guard hasRecord else { return [] }
            var flags: [FlagFacts] = []
            for slice in try slices(20, of: "the record") {
                var code = Term.none
                var reader = WireReader(bytes, slice)
                while try reader.next() {
                    if reader.number == 1 { code = try term(try reader.slice(of: "Flag")) }
                }
                flags.append(FlagFacts(code: code, kind: kind))
            }
            return flags
        }
    }

    /// The flag that a settlement settles; nil for other kinds.
    ///
    /// - Throws: ``FactsError`` where it cannot be read.
    public var settledFlag: FlagFacts? {
        get throws(FactsError) {
            guard kind == .settlement, hasRecord else { return nil }
            var (code, kind): (Term, RecordKind?) = (.none, nil)
            var reader = WireReader(bytes, recordSlice)
            while try reader.next() {
                switch reader.number {
                case 1:
                    kind = try Incidents.code(try reader.varint(of: "Settlement"), for: "the kind of the flag's record")
                case 3: code = try term(try reader.slice(of: "Settlement"))
                default: break
                }
            }
            guard let kind else {
                throw FactsError(.badRecord, "settles a flag and does not say of what kind of record")
            }
            return FlagFacts(code: code, kind: kind)
        }
    }
}
