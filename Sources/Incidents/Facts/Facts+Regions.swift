/// A region under a scheme, in terms of a vocabulary.
public struct RegionTerms: Hashable, Sendable {
    public var scheme: Term
    public var code: Term

    public init(scheme: Term, code: Term) {
        self.scheme = scheme
        self.code = code
    }
}

/// The regions of one record; the first four need no memory of their own.
public struct RegionList: Sequence, Sendable {
    public private(set) var count = 0
    @usableFromInline
    var first = RegionTerms(scheme: .none, code: .none)
    @usableFromInline
    var second = RegionTerms(scheme: .none, code: .none)
    @usableFromInline
    var third = RegionTerms(scheme: .none, code: .none)
    @usableFromInline
    var fourth = RegionTerms(scheme: .none, code: .none)
    @usableFromInline
    var rest: [RegionTerms] = []

    init() {}

    public var isEmpty: Bool { count == 0 }

    /// - Precondition: `index` is from 0 to `count - 1`.
    @inlinable
    public subscript(index: Int) -> RegionTerms {
        precondition(index < count)
        return switch index {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: rest[index - 4]
        }
    }

    mutating func append(_ region: RegionTerms) {
        switch count {
        case 0: first = region
        case 1: second = region
        case 2: third = region
        case 3: fourth = region
        default: rest.append(region)
        }
        count += 1
    }

    public struct Iterator: IteratorProtocol {
        let list: RegionList
        var index = 0

        @inline(__always)
        public mutating func next() -> RegionTerms? {
            guard index < list.count else { return nil }
            index += 1
            return list[index - 1]
        }
    }

    public func makeIterator() -> Iterator { Iterator(list: self) }
}

extension Facts {
    /// Where it occurred, by scheme, in the order of the entry.
    ///
    /// - Throws: ``FactsError`` where the place cannot be read.
    public var regions: RegionList {
        get throws(FactsError) {
            var list = RegionList()
            var reader = WireReader(bytes, placeSlice)
            while try reader.next() {
                guard reader.number == 4 else { continue }
                list.append(try region(try reader.slice(of: "Place")))
            }
            return list
        }
    }

    @inline(__always)
    private func region(_ slice: Slice) throws(FactsError) -> RegionTerms {
        let message = bytes.extracting(slice.start..<slice.end)
        if let known = vocabulary.region(message) { return known }
        let region = try readRegion(slice)
        vocabulary.remember(region, as: message)
        return region
    }

    private func readRegion(_ slice: Slice) throws(FactsError) -> RegionTerms {
        var (scheme, code) = (Slice(), Slice())
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            switch reader.number {
            case 1: scheme = try reader.slice(of: "Region")
            case 2: code = try reader.slice(of: "Region")
            default: break
            }
        }
        return RegionTerms(scheme: try term(scheme), code: try term(code))
    }
}
