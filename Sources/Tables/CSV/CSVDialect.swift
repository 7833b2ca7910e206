/// What separates the cells of a text file, and how that is known.
struct CSVDialect {
    static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    private static let sampleRows = 100

    var delimiter: UInt8
    /// The file's first line says so: `sep=;`. It is no row.
    var isStated = false

    /// - Parameters:
    ///   - sample: the beginning of the text.
    ///   - isWhole: there is no more of it.
    ///   - isKnown: whether a heading means something to who reads the table.
    init(_ sample: [UInt8], isWhole: Bool, isKnown: (String) -> Bool) {
        if let stated = Self.stated(sample) {
            delimiter = stated
            isStated = true
            return
        }
        let scores = Self.candidates.map { ($0, Score(sample, isWhole: isWhole, delimiter: $0, isKnown: isKnown)) }
        // Of equal ones the first.
        delimiter = scores.reduce(scores[0]) { $0.1 < $1.1 ? $1 : $0 }.0
    }

    /// Of a first line `sep=;`, which spreadsheets read and write, quoted or not.
    private static func stated(_ sample: [UInt8]) -> UInt8? {
        var line = sample.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D }
        if line.first == 0x22, line.last == 0x22, line.count > 2 { line = line.dropFirst().dropLast() }
        guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
            let last = line.last, last < 0x80
        else { return nil }
        return last
    }

    /// How well a delimiter makes a table of the text.
    private struct Score: Comparable {
        /// No cell has text after its closing quote.
        var isWellFormed = true
        /// Headings of one row that are known.
        var known = 0
        /// Rows that have as many cells as most have, at least two.
        var even = 0
        var cells = 0

        init(_ sample: [UInt8], isWhole: Bool, delimiter: UInt8, isKnown: (String) -> Bool) {
            var reader = CSVReader(MemoryStream(sample), delimiter: delimiter)
            var row = TableRow()
            var counts: [Int] = []
            do {
                while counts.count < sampleRows, try reader.next(&row) {
                    counts.append(row.count)
                    if counts.count <= HeaderRow.reach {
                        known = max(known, row.count(of: isKnown))
                    }
                }
            } catch {
                isWellFormed = error.code != .malformedQuote
            }
            if !isWhole, counts.count > 1, counts.count < sampleRows { counts.removeLast() }
            for (cells, rows) in Dictionary(grouping: counts, by: \.self).mapValues(\.count) where cells > 1 {
                if (rows, cells) > (even, self.cells) { (even, self.cells) = (rows, cells) }
            }
        }

        static func < (left: Score, right: Score) -> Bool {
            (left.isWellFormed ? 1 : 0, left.known, left.even, left.cells)
                < (right.isWellFormed ? 1 : 0, right.known, right.even, right.cells)
        }
    }
}
