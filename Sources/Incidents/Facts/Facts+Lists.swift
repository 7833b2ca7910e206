// What most records do not have, and few views want: read where it is asked for. A record that does not have it is not
// walked again.

extension Facts {
    /// Where the fields of a number lie in the record, in their order.
    func slices(_ number: UInt32, of message: StaticString) throws(FactsError) -> [Slice] {
        guard passedFields & 1 << UInt64(number) != 0 else { return [] }
        var slices: [Slice] = []
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            if reader.number == number { slices.append(try reader.slice(of: message)) }
        }
        return slices
    }

    /// The texts of a list, each once, in the order in which the record has them.
    func texts(_ number: UInt32, of message: StaticString) throws(FactsError) -> [Term] {
        var terms: [Term] = []
        guard passedFields & 1 << UInt64(number) != 0 else { return terms }
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            guard reader.number == number else { continue }
            let term = try term(try reader.slice(of: message))
            if !terms.contains(term) { terms.append(term) }
        }
        return terms
    }

    /// The codes of a list, each once, in the order of the wire form.
    func codes<Code: Coded>(
        _ number: UInt32, of message: StaticString, for name: StaticString
    ) throws(FactsError) -> [Code] {
        guard passedFields & 1 << UInt64(number) != 0 else { return [] }
        var codes: [Code] = []
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            guard reader.number == number else { continue }
            if reader.hasBytes {
                var list = WireReader(bytes, try reader.slice(of: message))
                while let value = try list.packed() { try Self.add(value, to: &codes, name) }
            } else {
                try Self.add(try reader.varint(of: message), to: &codes, name)
            }
        }
        return codes.sorted { $0.rawValue < $1.rawValue }
    }

    private static func add<Code: Coded>(
        _ value: UInt64, to codes: inout [Code], _ name: StaticString
    ) throws(FactsError) {
        guard let code: Code = try code(value, for: name), !codes.contains(code) else { return }
        codes.append(code)
    }

    /// Where the one field of a number lies, which is a message; nil: there is none.
    func message(_ number: UInt32, of message: StaticString) throws(FactsError) -> Slice? {
        let slices = try slices(number, of: message)
        guard slices.count < 2 else { throw .badField(number, of: message) }
        return slices.first
    }

    /// Several terms as one text, a comma and a space between them.
    public func joined(_ terms: [Term]) -> Term {
        if terms.count < 2 { return terms.first ?? .none }
        return vocabulary.term(terms.map(vocabulary.text).joined(separator: ", "))
    }
}

extension Facts {
    /// The country of the place, ISO 3166-1 alpha-2.
    ///
    /// - Throws: ``FactsError`` where the place cannot be read.
    public var country: Term {
        get throws(FactsError) { try term(placeParts.country) }
    }

    /// Of an incident or a deaths record: ISO 3166-1 alpha-2, each once, as stated; empty for other kinds.
    public var countriesOfOrigin: [Term] {
        get throws(FactsError) {
            switch kind {
            case .incident: try texts(7, of: "Incident")
            case .deaths: try texts(16, of: "Deaths")
            default: []
            }
        }
    }

    /// Of an incident.
    public var countriesOfTransit: [Term] {
        get throws(FactsError) { kind == .incident ? try texts(8, of: "Incident") : [] }
    }

    /// Of an incident.
    public var countriesOfDestination: [Term] {
        get throws(FactsError) { kind == .incident ? try texts(9, of: "Incident") : [] }
    }
}
