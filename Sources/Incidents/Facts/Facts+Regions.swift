extension Facts {
    /// The regions in which it counts, as the text of ``CountedRegions``.
    ///
    /// - Throws: ``FactsError`` where the place cannot be read.
    public var regions: Term {
        get throws(FactsError) {
            var list = Term.none
            var reader = WireReader(bytes, placeSlice)
            while try reader.next() {
                guard reader.number == 4 else { continue }
                list = try regions(list, and: try reader.slice(of: "Place"))
            }
            return list
        }
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
