internal import EventLog
internal import Folding
internal import Incidents
internal import LMDB

extension ViewStore {
    /// Reads the fold from the files: after opening, after another process carried the view on, after a failure.
    func restore(
        _ live: LiveFold, _ progress: Progress, _ transaction: borrowing WriteTransaction
    ) throws {
        if let found = try log.read({ try progress.disagreement(with: $0) }) {
            throw ProjectionError(.refused, "View \(view.name) \(found.explanation); open it again to rebuild it.")
        }
        var fold = Fold(view, blocks: blocks)
        fold.setAside = live.fold.setAside
        try Self.forEachCell(view, databases, fold.vocabulary, transaction) { key, rows in
            _ = fold.cells.table.add(key)
            let cell = fold.cells.present.append()
            fold.cells.present.add(rows, row: 0, to: cell)
        }
        let parked = try Self.parked(databases, transaction).map(\.position)
        fold.restore(position: progress.position, seen: progress.seen, parked: Set(parked))
        live.fold = fold
        live.isStored = true
    }

    /// Walks the cells in the order of their numbers. `rows` holds one row: the sums over all days.
    ///
    /// - Parameter isWanted: whether a cell's sums are read, else they are zeros.
    static func forEachCell<Source: Transaction & ~Copyable>(
        _ view: any View, _ databases: ViewDatabases, _ vocabulary: Vocabulary, _ transaction: borrowing Source,
        where isWanted: (OwnedKey) -> Bool = { _ in true }, _ body: (OwnedKey, borrowing SumRows) throws -> Void
    ) throws {
        var cursor = try transaction.cursor(databases.cells)
        var rows = SumRows(width: view.measures.count)
        var number = 0
        while try cursor.next() {
            var reader = ByteReader(cursor.value)
            var place = ByteReader(cursor.key)
            rows.clear()
            guard place.bigEndian() == UInt32(number), place.isAtEnd,
                let key = ViewDatabases.readKey(&reader, of: view, vocabulary)
            else { throw ProjectionError.damaged(view, "cell \(number) cannot be read") }
            let row = rows.append()
            guard !isWanted(key) || RowCoding.add(&reader, to: &rows, row: row) else {
                throw ProjectionError.damaged(view, "cell \(number) cannot be read")
            }
            try body(key, rows)
            number += 1
        }
    }

    /// The events that were parked, by position.
    static func parked<Source: Transaction & ~Copyable>(
        _ databases: ViewDatabases, _ transaction: borrowing Source
    ) throws -> [ParkedEvent] {
        var events: [ParkedEvent] = []
        var cursor = try transaction.cursor(databases.parked)
        while try cursor.next() {
            guard let position = UInt64(bigEndianBytes: cursor.key) else { continue }
            events.append(
                ParkedEvent(
                    position: position, error: String(decoding: cursor.value.copied, as: UTF8.self), isDeciding: true))
        }
        return events
    }
}

/// An event that a view could not process, and why.
public struct ParkedEvent: Hashable, Sendable {
    public var position: UInt64
    public var error: String
    /// No later statement supersedes it: the view's answers lack it.
    public var isDeciding: Bool

    public init(position: UInt64, error: String, isDeciding: Bool) {
        self.position = position
        self.error = error
        self.isDeciding = isDeciding
    }
}
