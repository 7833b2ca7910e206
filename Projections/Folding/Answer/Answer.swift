internal import Forms
public import Incidents
public import Timeline

/// The answer of a view: one type from the fold to the page. Each program only lays it out.
public struct Answer: Hashable, Sendable {
    public var columns: [Column]
    /// Sorted by key.
    public var rows: [Row]
    /// Where it comes from, set once.
    public var provenance: Provenance

    /// What a row says where the records have no region in the scheme that is asked for.
    public static let noRegion = "(none)"

    public struct Column: Hashable, Sendable {
        /// What the column is to whoever lays it out.
        public enum Role: Hashable, Sendable {
            /// A part of the key: a region, a year, another number, another text.
            case region, year, number, text
            /// A place among others: `2`, `2..4`, `~4`.
            case rank
            /// A number of records: 0 where there is none.
            case records
            /// A sum of counts: empty where no record reports one.
            case measure
            /// How many of a row's records report the measure before it.
            case reported
        }

        /// Stable: programs read it.
        public var name: String
        public var role: Role

        public init(name: String, role: Role) {
            self.name = name
            self.role = role
        }

        /// Aligned to the right in tables, and a number in JSON where it is one.
        public var isNumber: Bool { role != .region && role != .text }
    }

    public struct Row: Hashable, Sendable {
        /// One text for each column that is no sum, in the order of the columns; numbers in decimal, nothing where not
        /// stated.
        public var key: [String]
        /// One for each measure.
        public var sums: [Sum]

        public init(key: [String], sums: [Sum]) {
            self.key = key
            self.sums = sums
        }
    }

    /// A row's cells, one for each column: counts in their notation, empty where nothing is reported.
    public func cells(of row: Row) -> [String] {
        var sums = row.sums[...]
        var last = Sum.zero
        var cells = row.key
        for column in columns.dropFirst(row.key.count) {
            if column.role != .reported { last = sums.removeFirst() }
            cells.append(
                column.role == .reported
                    ? String(last.reported) : column.role == .records && !last.isReported ? "0" : last.description)
        }
        return cells
    }

    /// All cells.
    public var cells: [[String]] { rows.map { cells(of: $0) } }

    /// Header and rows; its SHA-256 is the provenance's digest.
    public var csv: String { CSVText.table(header: columns.map(\.name), rows: cells) }
}

/// Where an answer comes from: enough to ask again, and to tell whether the answer is the same; and what it counts.
public struct Provenance: Hashable, Sendable {
    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    public var query: Query
    /// Of the view that was asked.
    public var version: Int
    /// The view whose cells were added up: another one where the years of some regions are asked for.
    public var source: ViewVersion
    /// Every dataset that has something to say in this view, and the desk, whether counted or not.
    public var datasets: [CountedDataset]
    /// Datasets that the rows count for the same years although nobody has said how they belong together.
    public var overlaps: [DatasetOverlap]
    /// By how much what is held differs from what was published, over all rows; only measures that differ.
    public var amendments: [Amendment]
    /// What links between records do in it.
    public var links: ActingLinks
    /// Pairs of datasets that the rows count for the same years, and of whose records every pair that was found has been
    /// decided: no ``overlaps`` any more.
    public var settled: [LinkedDatasets]
    /// Datasets of whose years some are left out, and with them the desk's amendments to these.
    public var leftBehind: [String]
    /// Nothing counts in two of the rows. Where not, a sum of rows would count somebody twice, and the answer says so.
    public var rowsAddUp: Bool
    /// No parked event decides anything in it.
    public var isComplete: Bool
    /// Events that the view could not take in, and that decide something in the answer.
    public var parked: UInt64
    /// SHA-256 of the answer as CSV, in lower-case hexadecimal: what `sha256sum` says of `--format csv`. Of an answer of
    /// several logs: of that and of ``Pool/vector`` after it.
    public var digest: String
    /// The logs whose cells are added up, each at its own position; nil: one log. ``logID`` and the query's position then say
    /// nothing.
    public var pool: Pool?

    /// A dataset, or the desk, in an answer.
    public struct CountedDataset: Hashable, Sendable {
        /// `desk` for what people recorded on their own.
        public var id: String
        public var isCounted: Bool
        /// Why it is not counted, or not for all years; empty where there is nothing to say.
        public var reason: String
        /// The last day on which its publisher said something by the known-by day: how fresh it is; nil for the desk.
        public var asAt: Day?
    }

    /// What the desk's amendments come to in one measure.
    public struct Amendment: Hashable, Sendable {
        public var measure: String
        public var sum: Sum
    }
}

/// One version of a view: what its cells mean.
public struct ViewVersion: Hashable, Sendable, CustomStringConvertible {
    public var name: String
    public var version: Int

    public init(name: String, version: Int) {
        self.name = name
        self.version = version
    }

    public var description: String { "\(name) v\(version)" }
}

/// Why a question cannot be answered with a number.
public struct AnswerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A sentence.
    public let description: String

    public init(_ description: String) { self.description = description }
}
