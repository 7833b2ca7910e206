extension Facts {
    @_lifetime(self: copy self)
    @inline(__always)
    mutating func readRecord() throws(FactsError) {
        switch kind {
        case .deaths: try readDeaths()
        case .incident: try readIncident()
        case .arrests: try readArrests()
        // An operation's results are read when they are asked for; the others hold nothing that is summed.
        case .operation: try readOperation()
        case .courtCase, .proceeding, .law, .activity: try readOccurrence()
        case .publishedFigure, .import, .dataset, .importCells, .link, .settlement, .provision, .indicator: break
        }
    }

    @_lifetime(self: copy self)
    private mutating func readDeaths() throws(FactsError) {
        passedFields = Self.anyRecord
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            switch reader.number {
            case 1: try readPeriod(try reader.slice(of: "Deaths"))
            case 2: try readPlace(try reader.slice(of: "Deaths"), "Deaths")
            case 3: incidentSlice = try reader.slice(of: "Deaths")
            case 4: dead = try count(try reader.slice(of: "Deaths"))
            case 5: missing = try count(try reader.slice(of: "Deaths"))
            case 6: survivors = try count(try reader.slice(of: "Deaths"))
            case 7: females = try count(try reader.slice(of: "Deaths"))
            case 8: males = try count(try reader.slice(of: "Deaths"))
            case 9: children = try count(try reader.slice(of: "Deaths"))
            case 10: statedTotal = try count(try reader.slice(of: "Deaths"))
            case 11: causeClass = try code(try reader.varint(of: "Deaths"), for: "the class of cause")
            case 13: routeSlice = try reader.slice(of: "Deaths")
            case 14: regionOfOriginSlice = try reader.slice(of: "Deaths")
            case 15: countryOfOriginSlice = try reader.slice(of: "Deaths")
            case 18:
                let quality = Int32(truncatingIfNeeded: try reader.varint(of: "Deaths"))
                sourceQuality = quality == 0 ? nil : quality
            default: pass(reader.number)
            }
        }
    }

    @_lifetime(self: copy self)
    private mutating func readIncident() throws(FactsError) {
        passedFields = Self.anyRecord
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            switch reader.number {
            case 1: try readPeriod(try reader.slice(of: "Incident"))
            case 2: try readPlace(try reader.slice(of: "Incident"), "Incident")
            case 3: incidentKind = try code(try reader.varint(of: "Incident"), for: "the kind of incident")
            case 5: routeSlice = try reader.slice(of: "Incident")
            case 6: mode = try code(try reader.varint(of: "Incident"), for: "the mode of transport")
            case 18:
                operationSlice = try reader.slice(of: "Incident")
                pass(18)
            default: pass(reader.number)
            }
        }
    }

    @_lifetime(self: copy self)
    private mutating func readArrests() throws(FactsError) {
        passedFields = Self.anyRecord
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            switch reader.number {
            case 1: try readPeriod(try reader.slice(of: "Arrests"))
            case 2: try readPlace(try reader.slice(of: "Arrests"), "Arrests")
            case 3: incidentSlice = try reader.slice(of: "Arrests")
            case 4: operationSlice = try reader.slice(of: "Arrests")
            case 5: arrests = try count(try reader.slice(of: "Arrests"))
            case 6: role = try code(try reader.varint(of: "Arrests"), for: "the role")
            case 8: phase = try code(try reader.varint(of: "Arrests"), for: "the phase")
            case 11: stage = try code(try reader.varint(of: "Arrests"), for: "the stage")
            default: pass(reader.number)
            }
        }
    }

    @_lifetime(self: copy self)
    private mutating func readOperation() throws(FactsError) {
        passedFields = Self.anyRecord
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            switch reader.number {
            case 1: try readPeriod(try reader.slice(of: "Operation"))
            case 2: try readPlace(try reader.slice(of: "Operation"), "Operation")
            default: pass(reader.number)
            }
        }
    }

    /// The time alone: the rest is read when it is asked for.
    @_lifetime(self: copy self)
    private mutating func readOccurrence() throws(FactsError) {
        var reader = WireReader(bytes, recordSlice)
        while try reader.next() {
            if reader.number == 1 { try readPeriod(try reader.slice(of: "record")) }
        }
    }

    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func pass(_ number: UInt32) {
        if number < 64 { passedFields |= 1 << UInt64(number) }
    }

    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func readPeriod(_ slice: Slice) throws(FactsError) {
        var reader = WireReader(bytes, slice)
        // The year of 0 has no bytes in the wire form.
        year = 0
        month = nil
        while try reader.next() {
            switch reader.number {
            case 5: year = Int32(truncatingIfNeeded: try reader.varint(of: "Period"))
            case 6:
                let number = Int32(truncatingIfNeeded: try reader.varint(of: "Period"))
                month = number == 0 ? nil : number
            default: break
            }
        }
    }

    @inline(__always)
    func count(_ slice: Slice) throws(FactsError) -> CountFacts {
        var unit = Slice()
        return try CountFacts(bytes, slice, unit: &unit)
    }

    /// Messages inside messages are read when asked for, so two of one field cannot be merged as protobuf would.
    @_lifetime(self: copy self)
    @inline(__always)
    private mutating func readPlace(_ slice: Slice, _ message: StaticString) throws(FactsError) {
        guard placeSlice == Slice() else { throw .badField(2, of: message) }
        placeSlice = slice
        place = try? PlaceParts(bytes, slice)
    }
}

/// The case of a code of the wire form; nil for 0, which means that it is not stated.
@inline(__always)
func code<Code: RawRepresentable<Int32>>(
    _ value: UInt64, for name: StaticString
) throws(FactsError) -> Code? {
    if value == 0 { return nil }
    guard let code = Code(rawValue: Int32(clamping: value)) else { throw .unknownCode(value, for: name) }
    return code
}

/// What one publisher states as a result of an operation, in terms of a vocabulary.
public struct ResultFacts: Hashable, Sendable {
    public var publisher: Term
    public var measure: Term
    public var count: CountFacts
    public var unit: Term
    public var phase: OperationPhase?
    public var asAt: Day?
}

extension Facts {
    /// The results of an operation, in the order of the entry; empty for other kinds.
    ///
    /// - Throws: ``FactsError`` where one cannot be read.
    public var results: [ResultFacts] {
        get throws(FactsError) {
            var results: [ResultFacts] = []
            guard kind == .operation else { return results }
            var reader = WireReader(bytes, recordSlice)
            while try reader.next() {
                if reader.number == 8 { results.append(try result(try reader.slice(of: "Operation"))) }
            }
            return results
        }
    }

    private func result(_ slice: Slice) throws(FactsError) -> ResultFacts {
        var (publisher, measure, unit) = (Slice(), Slice(), Slice())
        var result = ResultFacts(
            publisher: .none, measure: .none, count: .notReported, unit: .none, phase: nil, asAt: nil)
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            switch reader.number {
            case 1: publisher = try reader.slice(of: "OperationResult")
            case 2: measure = try reader.slice(of: "OperationResult")
            case 3: result.count = try CountFacts(bytes, try reader.slice(of: "OperationResult"), unit: &unit)
            case 4: result.phase = try code(try reader.varint(of: "OperationResult"), for: "the phase")
            case 6:
                result.asAt = Day(number: unzigzag32(try reader.varint(of: "OperationResult")))
            default: break
            }
        }
        result.publisher = try term(publisher)
        result.measure = try term(measure)
        result.unit = try term(unit)
        return result
    }
}
