internal import BasicContainers

/// Finds things that are numbered 0, 1, 2 … by what they are, which is kept elsewhere: open addressing with linear probing.
struct NumberPlaces: ~Copyable {
    /// A number plus 1, or 0 for a free place.
    private var places = UniqueArray<UInt32>(repeating: 0, count: 64)

    /// The number of a thing, or nil if it has none.
    ///
    /// - Parameters:
    ///   - spread: what it is, spread over 64 bits; not kept.
    ///   - isSame: whether the thing of a number is it.
    @inline(__always)
    func find(_ spread: UInt64, _ isSame: (Int) -> Bool) -> Int? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: spread) & mask
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if isSame(number) { return number }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Makes room for so many things, of which the last has no place yet.
    ///
    /// - Returns: the numbers to put: the last, or all where they lose their places for it.
    @inline(__always)
    mutating func makeRoom(for count: Int) -> Range<Int> {
        guard count * 2 > places.count else { return count - 1..<count }
        places = UniqueArray(repeating: 0, count: places.count * 4)
        return 0..<count
    }

    /// Gives a thing its place.
    ///
    /// - Parameter spread: as of ``find(_:_:)``.
    @inline(__always)
    mutating func put(_ number: Int, _ spread: UInt64) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: spread) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = UInt32(number + 1)
    }

    /// Forgets all numbers.
    mutating func clear() {
        for place in places.indices { places[place] = 0 }
    }
}
