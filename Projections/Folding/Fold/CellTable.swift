internal import BasicContainers
internal import Incidents

/// Numbers the cells of a view in the order in which they were first met, and finds the numbers by key.
package struct CellTable: ~Copyable {
    private var entries = UniqueArray<Entry>()
    /// Open addressing with linear probing: a cell's number plus 1, or 0 for a free place.
    private var places = UniqueArray<UInt32>(repeating: 0, count: 64)

    /// A key, and beside it, where it is at hand, what the table's owner notes of it.
    struct Entry {
        let key: OwnedKey
        var note: Int32 = 0
    }

    package init() {}

    package var count: Int { entries.count }

    /// The key of a cell.
    @inline(__always)
    package subscript(cell: Int) -> OwnedKey { entries[cell].key }

    /// What the table's owner noted of a cell; 0 at first.
    @inline(__always)
    package func note(of cell: Int) -> Int32 { entries[cell].note }

    @inline(__always)
    package mutating func setNote(_ note: Int32, of cell: Int) { entries[cell].note = note }

    /// The number of a key, or nil if it was never met.
    @inline(__always)
    package func find(_ key: OwnedKey) -> Int? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: key.spread) & mask
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if entries[number].key == key { return number }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Adds a key that is not there yet, and gives its number.
    package mutating func add(_ key: OwnedKey) -> Int {
        entries.append(Entry(key: key))
        if entries.count * 4 > places.count {
            places = UniqueArray(repeating: 0, count: places.count * 2)
            for number in entries.indices { place(number) }
        } else {
            place(entries.count - 1)
        }
        return entries.count - 1
    }

    private mutating func place(_ number: Int) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: entries[number].key.spread) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = UInt32(number + 1)
    }
}
