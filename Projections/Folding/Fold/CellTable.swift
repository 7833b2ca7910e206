internal import BasicContainers
internal import Incidents

/// Numbers the cells of a view in the order in which they were first met, and finds the numbers by key.
package struct CellTable: ~Copyable {
    private var entries = UniqueArray<Entry>()
    private var places = NumberPlaces()

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
    package func find(_ key: OwnedKey) -> Int? { places.find(key.spread) { entries[$0].key == key } }

    /// Adds a key that is not there yet, and gives its number.
    package mutating func add(_ key: OwnedKey) -> Int {
        entries.append(Entry(key: key))
        for number in places.makeRoom(for: entries.count) { places.put(number, entries[number].key.spread) }
        return entries.count - 1
    }
}
