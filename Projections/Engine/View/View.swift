public import Incidents

/// A table that is kept true while the log grows: which cells a record adds to, and what.
///
/// A view is a pure function of one record. Corrections, withdrawals, late arrivals, what was known when, checkpoints
/// and rebuilding are the engine's work and need no code in any view.
public protocol View: Sendable {
    /// Lower-case words with hyphens; part of a folder's name.
    var name: String { get }
    /// Raised when ``cells(of:into:)`` or a column changes: the view is then built anew beside the old one.
    var version: UInt32 { get }
    /// What a row says, in one sentence.
    var summary: String { get }
    /// What a row is about; its values together name a cell. At most ``CellKey/maximumColumns``.
    var keys: [KeyColumn] { get }
    /// What is summed in each cell: column names in the order of the indices that ``cells(of:into:)`` adds to.
    var measures: [String] { get }

    /// Adds one record to its cells: nothing, one cell or several.
    ///
    /// The same record must always give the same cells: no clock, no state, no randomness.
    ///
    /// - Throws: whatever keeps it from reading the record; the event is then parked with that error.
    func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws
}

/// A column of a view's key.
public struct KeyColumn: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Sorted by its UTF-8 bytes.
        case text
        /// Sorted by its value.
        case number
    }

    public let name: String
    public let kind: Kind

    public static func text(_ name: String) -> KeyColumn { KeyColumn(name: name, kind: .text) }

    public static func number(_ name: String) -> KeyColumn { KeyColumn(name: name, kind: .number) }
}

/// The key of a cell: one term for each key column of its view, in their order.
public struct CellKey: Hashable, Sendable {
    public static let maximumColumns = 8

    var parts: SIMD8<UInt32>

    @inline(__always)
    public init(
        _ first: Term, _ second: Term = .none, _ third: Term = .none, _ fourth: Term = .none, _ fifth: Term = .none,
        _ sixth: Term = .none, _ seventh: Term = .none, _ eighth: Term = .none
    ) {
        parts = SIMD8(
            first.raw, second.raw, third.raw, fourth.raw, fifth.raw, sixth.raw, seventh.raw, eighth.raw)
    }

    subscript(column: Int) -> Term {
        get { Term(raw: parts[column]) }
        set { parts[column] = newValue.raw }
    }

    /// Spread over 64 bits; not kept anywhere, so it may change.
    var spread: UInt64 {
        let low = UInt64(parts[0]) | UInt64(parts[1]) << 32
        let high = UInt64(parts[2]) | UInt64(parts[3]) << 32
        let rest = (UInt64(parts[4]) | UInt64(parts[5]) << 32) ^ (UInt64(parts[6]) << 16 | UInt64(parts[7]) << 40)
        let first = (low ^ 0x9FB2_1C65_1E98_DF25).multipliedFullWidth(by: high ^ 0xA076_1D64_78BD_642F)
        let second = (first.high ^ first.low ^ rest).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return second.high ^ second.low
    }
}
