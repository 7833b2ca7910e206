/// A count as an entry states it, read in place: as ``Count``, without its unit.
public struct CountFacts: Hashable, Sendable {
    public var low: Int64
    /// Nil where unbounded, and for *exact* and *approximately*, which state one value.
    public var high: Int64?
    public var qualifier: Qualifier

    public static let notReported = CountFacts(low: 0, high: nil, qualifier: .notReported)

    /// The source stated a number.
    public var isReported: Bool { qualifier != .notReported }

    /// As `Count` writes it: `900..1200`, `~500`, `-`.
    public var notation: String { Count(low: low, high: high, qualifier: qualifier).notation }

    public init(low: Int64, high: Int64?, qualifier: Qualifier) {
        self.low = low
        self.high = high
        self.qualifier = qualifier
    }

    /// Reads a `Count` message.
    ///
    /// - Throws: `badCount` where bounds and qualifier contradict each other, or a bound is beyond `Count.largest`.
    init(_ bytes: RawSpan, _ slice: Slice, unit: inout Slice) throws(FactsError) {
        var low: Int64 = 0
        var high: Int64?
        var code: UInt64 = 0
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            switch reader.number {
            case 1: low = unzigzag(try reader.varint(of: "Count"))
            case 2: high = unzigzag(try reader.varint(of: "Count"))
            case 3: code = try reader.varint(of: "Count")
            case 4: unit = try reader.slice(of: "Count")
            default: break
            }
        }
        guard let qualifier = Qualifier(rawValue: Int32(truncatingIfNeeded: code)) else {
            throw .unknownCode(code, for: "a count's qualifier")
        }
        self.init(low: low, high: high, qualifier: qualifier)
        guard !Count(low: low, high: high, qualifier: qualifier).isTooLarge else {
            throw FactsError(.badCount, "holds a count that \(Count.tooLarge)")
        }
        guard isConsistent else {
            throw FactsError(.badCount, "holds a count whose bounds contradict \"\(qualifier.code)\"")
        }
    }

    private var isConsistent: Bool {
        switch qualifier {
        case .exact, .atLeast, .moreThan, .approximately: high == nil
        case .nearly, .upTo: high != nil && low == 0
        case .between: high.map { low <= $0 } ?? false
        case .notReported: low == 0 && high == nil
        }
    }
}
