/// Numbers the cells of a view 0, 1, 2 … in the order in which they were first met, and finds them by key.
struct CellTable {
    private(set) var keys: [CellKey] = []
    /// Open addressing with linear probing: a cell's number plus 1, or 0 for a free place.
    private var places = [UInt32](repeating: 0, count: 64)

    var count: Int { keys.count }

    /// The number of a cell, or nil if it was never met.
    @inline(__always)
    func find(_ key: CellKey) -> Int? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: key.spread) & mask
        while places[place] != 0 {
            let cell = Int(places[place]) - 1
            if keys[cell] == key { return cell }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Adds a cell that is not there yet, and gives its number.
    mutating func add(_ key: CellKey) -> Int {
        keys.append(key)
        if keys.count * 2 > places.count {
            places = [UInt32](repeating: 0, count: places.count * 2)
            for cell in keys.indices { place(cell) }
        } else {
            place(keys.count - 1)
        }
        return keys.count - 1
    }

    private mutating func place(_ cell: Int) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: keys[cell].spread) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = UInt32(cell + 1)
    }
}
