/// Where the parts of a place lie that views ask for: so it is walked once, and not by each of them.
struct PlaceParts {
    private(set) var point: Slice?
    private(set) var country = Slice()
    /// From the first region to the end of the place.
    private(set) var regions = Slice()

    /// Of a record that states no place.
    init() {}

    /// - Throws: ``FactsError`` where one of them cannot be read.
    @inline(__always)
    init(_ bytes: RawSpan, _ slice: Slice) throws(FactsError) {
        var reader = WireReader(bytes, slice)
        var start = reader.offset
        while try reader.next() {
            switch reader.number {
            case 2:
                guard point == nil else { throw .badField(2, of: "Place") }
                point = try reader.slice(of: "Place")
            case 3: country = try reader.slice(of: "Place")
            case 4:
                _ = try reader.slice(of: "Place")
                if regions.isEmpty { regions = Slice(start: start, end: slice.end) }
            default: break
            }
            start = reader.offset
        }
    }
}

extension Facts {
    /// - Throws: ``FactsError`` where the place cannot be read.
    var placeParts: PlaceParts {
        get throws(FactsError) {
            if let place { return place }
            return try PlaceParts(bytes, placeSlice)
        }
    }
}
