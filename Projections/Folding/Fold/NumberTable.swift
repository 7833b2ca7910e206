/// What a ``NumberTable`` finds by.
package protocol NumberedKey: Equatable {
    /// Spread over 64 bits; not kept anywhere, so it may change.
    var spread: UInt64 { get }
}

/// Numbers the cells of a view in the order in which they were first met.
package typealias CellTable = NumberTable<OwnedKey>

/// Numbers keys 0, 1, 2 … in the order in which they were first met, and finds the numbers by key.
package struct NumberTable<Key: NumberedKey> {
    package private(set) var keys: [Key] = []
    /// Open addressing with linear probing: a key's number plus 1, or 0 for a free place.
    private var places = [UInt32](repeating: 0, count: 64)

    package var count: Int { keys.count }

    /// The number of a key, or nil if it was never met.
    @inline(__always)
    package func find(_ key: Key) -> Int? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: key.spread) & mask
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if keys[number] == key { return number }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Adds a key that is not there yet, and gives its number.
    package mutating func add(_ key: Key) -> Int {
        keys.append(key)
        if keys.count * 4 > places.count {
            places = [UInt32](repeating: 0, count: places.count * 2)
            for number in keys.indices { place(number) }
        } else {
            place(keys.count - 1)
        }
        return keys.count - 1
    }

    /// Forgets all keys; their numbers are given again.
    package mutating func clear() {
        keys.removeAll(keepingCapacity: true)
        for place in places.indices { places[place] = 0 }
    }

    private mutating func place(_ number: Int) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: keys[number].spread) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = UInt32(number + 1)
    }
}
