internal import BasicContainers
internal import EventLog
public import Folding
internal import Incidents
internal import LMDB

extension ViewStore {
    /// What the view holds by owner, as of a position and known by a day, in any combination; exact at every position.
    ///
    /// It does not depend on the length of the log: it reads running sums, and folds at most 4,095 events after them
    /// again (65,535 where `knownBy` is given).
    ///
    /// - Throws: ``ProjectionError`` `unknownColumn`; `notCaughtUp` if the view has not come as far as `asOf`;
    ///   `refused` if the log is not the one that the view was made from; `damaged`; `LMDBError`, `EventLogError`.
    public func ownedAnswer(_ query: ViewQuery = ViewQuery()) throws -> OwnedAnswer {
        try environment.read { transaction in
            let progress = try progress(transaction)
            let position = query.asOf ?? progress.position
            guard position <= progress.position else {
                throw ProjectionError(
                    .notCaughtUp,
                    "View \(view.name) stands at position \(progress.position) and cannot answer as of \(position) yet."
                )
            }
            // Begun after the view's transaction, so that the log is at least as long as the view says.
            return try log.read { snapshot in
                if let found = try progress.disagreement(with: snapshot) {
                    throw ProjectionError(
                        .refused, "View \(view.name) \(found.explanation); open it again to rebuild it.")
                }
                let parked = try Self.parked(databases, transaction).filter { $0.position <= position }
                let cells = try cells(query, position, progress, parked, transaction, snapshot)
                let deciding = try ParkedStreams.deciding(
                    parked.map(\.position), asOf: position, knownBy: query.knownBy, in: snapshot)
                for event in deciding { try snapshot.checkEntry(at: event) }
                let isCounted = try self.isCounted(progress, snapshot)
                return OwnedAnswer(
                    view: view.name, version: view.version, logID: snapshot.logID.description, position: position,
                    knownBy: query.knownBy, columns: ViewColumn.all(of: view), rows: cells.ownedRows(),
                    isComplete: isCounted && deciding.isEmpty, parked: deciding)
            }
        }
    }

    private func cells(
        _ query: ViewQuery, _ position: UInt64, _ progress: Progress, _ parked: [ParkedEvent],
        _ transaction: borrowing ReadTransaction, _ snapshot: borrowing LogSnapshot
    ) throws -> AnswerCells {
        let isPresent = position == progress.position
        var cells = try AnswerCells(
            view, databases, transaction, filters: query.filters, withSums: isPresent && query.knownBy == nil)
        if isPresent && query.knownBy == nil { return cells }
        let shift = UInt64(query.knownBy == nil ? self.blocks.shift : self.blocks.calendarShift)
        // The blocks that lie wholly within the answer; where the view stands the last one does, full or not.
        let blocks = isPresent ? UInt64(UInt32.max) + 1 : position >> shift
        if blocks > 0 {
            try addHistory(&cells, query.knownBy, through: UInt32(blocks - 1), transaction)
        }
        if !isPresent {
            let first = blocks << shift + 1
            if first <= position {
                try TailFold.add(
                    first...position, of: snapshot, parked: parked, knownBy: query.knownBy, to: &cells)
            }
        }
        return cells
    }

    private func addHistory(
        _ cells: inout AnswerCells, _ knownBy: Day?, through block: UInt32, _ transaction: borrowing ReadTransaction
    ) throws {
        var history = HistoryReader(view, try transaction.cursor(databases.history))
        for cell in cells.isWanted.indices where cells.isWanted[cell] {
            if let knownBy {
                try history.add(cell: cell, knownBy: knownBy, through: block, to: &cells.rows, row: cell)
            } else {
                try history.add(cell: cell, node: Node.allDays, through: block, to: &cells.rows, row: cell)
            }
        }
    }

    /// The events that were seen of each kind are as many as the log had where the view stands.
    func isCounted(_ progress: Progress, _ snapshot: borrowing LogSnapshot) throws -> Bool {
        try logged(through: progress.position, snapshot) == progress.seen
    }

    /// The log's events up to a position, by the number of their kind.
    func logged(through position: UInt64, _ snapshot: borrowing LogSnapshot) throws -> [UInt64] {
        try snapshot.counts(through: position)
    }
}

extension AnswerCells {
    /// Reads a view's cells; their sums as of where the view stands over all days only if asked for, else zeros.
    init(
        _ view: any View, _ databases: ViewDatabases, _ transaction: borrowing ReadTransaction,
        filters: [String: Set<String>], withSums: Bool
    ) throws {
        var cells = AnswerCells(view, filters: try Self.columns(of: filters, view))
        var isWanted = false
        try ViewStore.forEachCell(view, databases, cells.vocabulary, transaction) { key in
            isWanted = cells.wants(key)
            return isWanted && withSums
        } _: { key, sums in
            cells.append(key, isWanted: isWanted, sums)
        }
        self = cells
    }

    private static func columns(
        of filters: [String: Set<String>], _ view: any View
    ) throws(ProjectionError) -> [(column: Int, values: Set<String>)] {
        var wanted: [(Int, Set<String>)] = []
        for (name, values) in filters {
            guard let column = view.keys.firstIndex(where: { $0.name == name }) else {
                let names = view.keys.map(\.name).joined(separator: ", ")
                throw ProjectionError(.unknownColumn, "View \(view.name) has no column \"\(name)\", only \(names).")
            }
            wanted.append((column, values))
        }
        return wanted
    }
}

/// Folds the events between the end of a block and the position that an answer is about, as a view's own fold does.
enum TailFold {
    /// Adds what the events change to the cells.
    ///
    /// - Parameters:
    ///   - parked: all events up to the last position that the view has parked.
    /// - Throws: what the log throws; ``ProjectionError`` `refused` where the view, which once took an event in, does not.
    static func add(
        _ positions: ClosedRange<UInt64>, of snapshot: borrowing LogSnapshot, parked: [ParkedEvent], knownBy: Day?,
        to cells: inout AnswerCells
    ) throws {
        var block = BlockFold([cells.view], vocabulary: cells.vocabulary)
        let earlier = parked.lazy.map(\.position).filter { $0 < positions.lowerBound }
        // The program may have ended at them: they are not tried again.
        let setAside = Dictionary(parked.map { ($0.position, $0.error) }, uniquingKeysWith: { $1 })
        block.begin(view: 0, Set(earlier), setAside)
        try block.read(positions, of: snapshot, hashes: false, nil)
        if let event = block.views[0].newlyParked.first(where: { setAside[$0.position] == nil }) {
            throw ProjectionError(
                .refused,
                "View \(cells.view.name) v\(cells.view.version) cannot take in the event at position \(event.position) "
                    + "again: \(event.error)")
        }
        cells.add(block.views[0], knownBy: knownBy)
    }
}
