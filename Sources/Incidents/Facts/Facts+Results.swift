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
                let day = unzigzag(try reader.varint(of: "OperationResult"))
                result.asAt = Day(number: Int32(truncatingIfNeeded: day))
            default: break
            }
        }
        result.publisher = try term(publisher)
        result.measure = try term(measure)
        result.unit = try term(unit)
        return result
    }
}
