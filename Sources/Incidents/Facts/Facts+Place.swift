extension Facts {
    /// The regions in which it counts, as the text of ``CountedRegions``.
    ///
    /// - Throws: ``FactsError`` where the place cannot be read.
    public var regions: Term {
        get throws(FactsError) {
            var list = Term.none
            var reader = WireReader(bytes, try placeParts.regions)
            while try reader.next() {
                guard reader.number == 4 else { continue }
                list = try regions(list, and: try reader.slice(of: "Place"))
            }
            return list
        }
    }

    /// The cell of one degree by one in which it lies, named by its south-west corner in whole degrees; nil where no point is
    /// stated, or one that stands for a whole region: its own precision is coarser than a cell.
    ///
    /// - Throws: ``FactsError`` where the place cannot be read.
    public var cell: (south: Int32, west: Int32)? {
        get throws(FactsError) {
            try placeParts.point.flatMap { slice throws(FactsError) in try cell(slice) }
        }
    }

    private func cell(_ point: Slice) throws(FactsError) -> (south: Int32, west: Int32)? {
        var (latitude, longitude) = (Int32(0), Int32(0))
        var precision = UInt64(0)
        var reader = WireReader(bytes, point)
        while try reader.next() {
            switch reader.number {
            case 1: latitude = unzigzag32(try reader.varint(of: "Point"))
            case 2: longitude = unzigzag32(try reader.varint(of: "Point"))
            case 3: precision = try reader.varint(of: "Point")
            default: break
            }
        }
        guard precision != UInt64(PointPrecision.centroid.rawValue) else { return nil }
        return (Self.wholeDegrees(latitude), Self.wholeDegrees(longitude))
    }

    /// The whole degree south or west of it.
    private static func wholeDegrees(_ degreesE7: Int32) -> Int32 {
        let value = Int64(degreesE7)
        return Int32((value >= 0 ? value : value - 9_999_999) / 10_000_000)
    }

    @inline(__always)
    private func regions(_ list: Term, and slice: Slice) throws(FactsError) -> Term {
        let message = bytes.extracting(slice.start..<slice.end)
        if let known = vocabulary.regions(list, and: message) { return known }
        var regions = CountedRegions(text: vocabulary.text(list))
        regions.add(try region(slice))
        let longer = vocabulary.term(regions.text)
        vocabulary.remember(longer, as: list, and: message)
        return longer
    }

    private func region(_ slice: Slice) throws(FactsError) -> Region {
        var (scheme, code) = (Slice(), Slice())
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            switch reader.number {
            case 1: scheme = try reader.slice(of: "Region")
            case 2: code = try reader.slice(of: "Region")
            default: break
            }
        }
        return Region(scheme: vocabulary.text(try term(scheme)), code: vocabulary.text(try term(code)))
    }
}
