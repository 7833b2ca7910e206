import LedgerTesting
import Testing

@testable import Intake

/// Values in the order of their keys, held against arrays in memory.
@Suite struct SortedSpoolTests {
    private struct Value: Hashable, Spoolable {
        var key: String
        var number: UInt32
        var text: String

        init(key: String, number: UInt32, text: String) {
            (self.key, self.number, self.text) = (key, number, text)
        }

        func write(to writer: inout SpoolWriter) {
            writer.text(key)
            writer.number(number)
            writer.text(text)
        }

        init(from reader: inout SpoolReader) {
            (key, number, text) = (reader.text(), reader.number(), reader.text())
        }
    }

    private static func isBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private func values(_ random: inout SeededGenerator, _ count: Int, keys: Int) -> [Value] {
        let parts = ["", "a", "ab", "b", "ü", "u\u{308}", "2014.MMP000", "~2", "\u{1F6A2}"]
        let known = (0..<keys).map { _ in
            (0..<Int.random(in: 0...3, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
                + String(Int.random(in: 0..<keys, using: &random))
        }
        return (0..<count).map { number in
            let length = Int.random(in: 0...40, using: &random)
            return Value(
                key: known.randomElement(using: &random) ?? "", number: UInt32(number),
                text: String(repeating: "x", count: length))
        }
    }

    private func spool(_ values: [Value], _ entries: SortedEntries) throws -> SortedSpool<Value> {
        let spool = SortedSpool<Value>(entries) { $1.text($0.key) }
        for value in values { try spool.append(value) }
        try spool.finish()
        return spool
    }

    /// Whatever stays in memory, is one run, or is merged in several steps.
    @Test(arguments: [100, 2_000, 1 << 20], [2, 3, 128])
    func `values come in the order of their keys, those of one key as they were given`(
        pieceBytes: Int, mergedAtOnce: Int
    ) throws {
        var random = SeededGenerator(for: "sorted spool \(pieceBytes) \(mergedAtOnce)")
        for (count, keys) in [(0, 1), (1, 1), (300, 3), (2_000, 400)] {
            let values = values(&random, count, keys: keys)
            let sorted = values.enumerated().sorted {
                $0.element.key == $1.element.key && Array($0.element.key.utf8) == Array($1.element.key.utf8)
                    ? $0.offset < $1.offset : Self.isBefore($0.element.key, $1.element.key)
            }.map(\.element)
            for given in [values, sorted, sorted.reversed()] {
                let spool = try spool(given, SortedEntries(pieceBytes: pieceBytes, mergedAtOnce: mergedAtOnce))
                var found: [Value] = []
                try spool.readAll { found.append($0) }
                #expect(spool.count == count && found.map(\.key) == sorted.map(\.key))
                guard given == values || given == sorted else { continue }
                #expect(found == sorted)
            }
        }
    }

    @Test func `a key is found from wherever the last one was`() throws {
        var random = SeededGenerator(for: "sought in a spool")
        // Some blocks of values.
        let values = values(&random, 8_000, keys: 700)
        let sorted = values.enumerated().sorted {
            Array($0.element.key.utf8) == Array($1.element.key.utf8)
                ? $0.offset < $1.offset : Self.isBefore($0.element.key, $1.element.key)
        }.map(\.element)
        let spool = try spool(values, SortedEntries(pieceBytes: 30_000, mergedAtOnce: 4))
        var cursor = try spool.cursor()
        for _ in 0..<500 {
            let key = values.randomElement(using: &random)?.key ?? ""
            let sought = Bool.random(using: &random) ? key : key + "!"
            try cursor.seek(SortKey(sought))
            var place = sorted.firstIndex { !Self.isBefore($0.key, sought) } ?? sorted.count
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                #expect(cursor.element == (place < sorted.count ? sorted[place] : nil))
                try cursor.advance()
                place = min(place + 1, sorted.count)
            }
            #expect(cursor.element == (place < sorted.count ? sorted[place] : nil))
        }
    }

    @Test func `a value that is longer than what is read at once comes out whole`() throws {
        let long = String(repeating: "long ", count: 60_000)
        let values = ["c", "a", "b", "a"].enumerated().map { Value(key: $1, number: UInt32($0), text: long) }
        let spool = try spool(values, SortedEntries(pieceBytes: 1_000, mergedAtOnce: 2))
        var found: [UInt32] = []
        try spool.readAll { value in
            #expect(value.text == long)
            found.append(value.number)
        }
        #expect(found == [1, 3, 2, 0])
        var cursor = try spool.cursor()
        try cursor.seek(SortKey("b"))
        #expect(cursor.element?.number == 2)
    }

    @Test func `nothing is found where nothing is`() throws {
        let spool = try spool([], SortedEntries())
        var cursor = try spool.cursor()
        try cursor.seek(SortKey("a"))
        #expect(cursor.element == nil)
        try cursor.advance()
        #expect(try cursor.next() == nil)
    }
}
