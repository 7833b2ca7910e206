public import Incidents

/// A table that is kept true while the log grows: which cells a record adds to, and what.
///
/// A view is a pure function of one record. Corrections, withdrawals, late arrivals, what was known when, progress
/// and rebuilding are the engine's work and need no code in any view.
public protocol View: Sendable {
    /// Lower-case words with hyphens; part of a folder's name.
    var name: String { get }
    /// Raised when ``cells(of:into:)`` or a column changes: the view is then built anew beside the old one.
    var version: UInt32 { get }
    /// What a row says, in one sentence.
    var summary: String { get }
    /// The kinds of records that add to it; those of other kinds are not shown to it.
    var kinds: Set<RecordKind> { get }
    /// It adds nothing of a record that has none of these parts, which is not shown to it either. Empty unless a view says so:
    /// it may add something of every record.
    var needs: Set<RarePart> { get }
    /// What a row is about; its values together name a cell. At most ``CellKey/maximumColumns``.
    var keys: [KeyColumn] { get }
    /// What is summed in each cell: column names in the order of the indices that ``cells(of:into:)`` adds to. At most
    /// ``CellBuffer/maximumMeasures``.
    var measures: [String] { get }
    /// Those of the measures that count records: where there is none they are 0, and not unknown.
    var countsOfRecords: Set<String> { get }

    /// Nothing counts in two cells, so that rows may be added up to fewer. False unless a view says so: of rows that state the
    /// same thing side by side, or in several of which the same people count, a sum would count somebody twice.
    var rowsAddUp: Bool { get }

    /// A record may be in several cells: as many additions are then not as many records.
    var splitsRecords: Bool { get }

    /// Adds one record of ``kinds`` to its cells: nothing, one cell or several.
    ///
    /// The same record must always give the same cells: no clock, no state, no randomness. Several threads may ask at once.
    ///
    /// - Throws: whatever keeps it from reading the record; the event is then parked with that error.
    func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws

    /// ``cells(of:into:)`` as a function of its own, which views get and do not write: it is compiled for each of them, so that
    /// calling it fetches nothing of the view or its type from memory.
    var adding: (borrowing Facts, inout CellBuffer) throws -> Void { get }
}

extension View {
    public var needs: Set<RarePart> { [] }

    public var countsOfRecords: Set<String> { [] }

    public var rowsAddUp: Bool { false }

    public var splitsRecords: Bool { !rowsAddUp }

    @inlinable
    public var adding: (borrowing Facts, inout CellBuffer) throws -> Void {
        { record, buffer in try cells(of: record, into: &buffer) }
    }

    /// The column of regions; nil: it has none.
    package var regionsColumn: Int? { keys.firstIndex { $0.kind == .regions } }

    /// The key columns that answers have.
    package var shownKeys: [KeyColumn] { keys.filter { $0.kind != .amount } }

    /// The measures that answers have.
    package var shownMeasures: [String] {
        shownKeys.count == keys.count ? measures : measures + DistributionColumns.names
    }
}

/// A column of a view's key.
public struct KeyColumn: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Sorted by its UTF-8 bytes.
        case text
        /// Sorted by its value.
        case number
        /// The regions in which a record counts, one of each scheme, as `CountedRegions` writes them: an answer shows those
        /// of one scheme.
        case regions
        /// Whose record it is: an answer takes it from the owner of the cell. A view's key has ``Incidents/Term/none`` there.
        case dataset
        /// An amount, as `Count` writes it. It tells cells apart and is no column of answers: of the amounts in a row these
        /// say how many there are, the lowest, the highest and the median (``DistributionColumns``), and never a sum.
        case amount
    }

    public let name: String
    public let kind: Kind
    /// Its texts are as published, so that one thing may be spelled in several ways: an answer shows it once.
    public let isSpelled: Bool
    /// It says of what the measures are: rows that differ in it are never put together.
    public let isUnit: Bool

    private init(_ name: String, _ kind: Kind, isSpelled: Bool = false, isUnit: Bool = false) {
        self.name = name
        self.kind = kind
        self.isSpelled = isSpelled
        self.isUnit = isUnit
    }

    public static func text(_ name: String) -> KeyColumn { KeyColumn(name, .text) }

    public static func published(_ name: String) -> KeyColumn { KeyColumn(name, .text, isSpelled: true) }

    public static func unit(_ name: String) -> KeyColumn { KeyColumn(name, .text, isUnit: true) }

    /// `region` in answers.
    public static let regions = KeyColumn("region", .regions)

    /// `dataset` in answers.
    public static let dataset = KeyColumn("dataset", .dataset)

    /// In no answer.
    public static let amount = KeyColumn("amount", .amount)

    public static func number(_ name: String) -> KeyColumn { KeyColumn(name, .number) }
}

/// The key of a cell: one term for each key column of its view, in their order.
public struct CellKey: Hashable, Sendable {
    public static let maximumColumns = 8

    // Two terms a word, the first one low: four words are compared faster than eight terms.
    @usableFromInline
    var words: (UInt64, UInt64, UInt64, UInt64)

    @inlinable
    @inline(__always)
    public init(
        _ first: Term, _ second: Term = .none, _ third: Term = .none, _ fourth: Term = .none, _ fifth: Term = .none,
        _ sixth: Term = .none, _ seventh: Term = .none, _ eighth: Term = .none
    ) {
        words = (
            Self.word(first, second), Self.word(third, fourth), Self.word(fifth, sixth), Self.word(seventh, eighth)
        )
    }

    /// - Precondition: ``maximumColumns`` terms.
    package init(_ terms: [Term]) {
        self.init(terms[0], terms[1], terms[2], terms[3], terms[4], terms[5], terms[6], terms[7])
    }

    @inlinable
    @inline(__always)
    static func word(_ low: Term, _ high: Term) -> UInt64 { UInt64(low.raw) | UInt64(high.raw) << 32 }

    /// - Precondition: a column from 0 to ``maximumColumns`` − 1.
    package subscript(column: Int) -> Term {
        precondition((0..<Self.maximumColumns).contains(column))
        let word =
            switch column >> 1 {
            case 0: words.0
            case 1: words.1
            case 2: words.2
            default: words.3
            }
        return Term(raw: UInt32(truncatingIfNeeded: word >> UInt64(32 * (column & 1))))
    }

    @inline(__always)
    public static func == (left: CellKey, right: CellKey) -> Bool {
        (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2)
            | (left.words.3 ^ right.words.3) == 0
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(spread)
    }

    @inline(__always)
    var spread: UInt64 {
        let first = (words.0 ^ 0x9FB2_1C65_1E98_DF25).multipliedFullWidth(by: words.1 ^ 0xA076_1D64_78BD_642F)
        let rest = words.2 ^ (words.3 << 16 | words.3 >> 48)
        let second = (first.high ^ first.low ^ rest).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return second.high ^ second.low
    }
}
