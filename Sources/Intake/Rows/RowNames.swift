import Incidents

/// The rows of a file, each with an identifier of its own.
struct NamedRows: Sendable {
    /// Those that can be taken in: in the order of their incidents, and within one of their identifiers.
    let rows = SortedSpool(by: IdentifiedRow.keyOfIncident)
    /// Those that cannot.
    let late = SortedSpool(by: IdentifiedRow.keyOfIncident)
    /// How rows without identifiers were followed; nil: there are none.
    fileprivate(set) var following: RowFollowing?
    /// What a person should know of identifiers that several rows have; nil: none is.
    fileprivate(set) var repetition: String?
}

/// A record that is held, by what it is looked for.
struct HeldName: Hashable, Spoolable {
    var key: String
    /// The order of those of one key.
    var number: UInt32
    /// Of its row.
    var id: String

    init(key: String, number: Int, id: some StringProtocol) {
        self.key = key
        self.number = UInt32(clamping: number)
        self.id = String(id)
    }

    static func key(_ name: HeldName, _ key: inout SortKey) {
        key.text(name.key)
        key.number(name.number)
        key.text(name.id)
    }

    func write(to writer: inout SpoolWriter) {
        writer.text(key)
        writer.number(number)
        writer.text(id)
    }

    init(from reader: inout SpoolReader) {
        key = reader.text()
        number = reader.number()
        id = reader.text()
    }
}

/// Gives every row of a file a name of its own, in the way that changes least of what the dataset said before.
///
/// - A row with an identifier has it. Rows that share one are told apart as `ID`, `ID~2`, `ID~3` …; rows are never merged
///   by what they say.
/// - A row without one, in a file that names its incident, is one of the incident's records, and else a new one that is
///   called as the incident is.
/// - A row without either is known by what it says: see ``ContentNames``.
///
/// So one changed count is one correction, and rows that are as they were stay what they were, whatever the order of the
/// file. What is held in memory is one identifier's rows, or one incident's.
struct RowNames {
    private(set) var named = NamedRows()
    private let naming: RecordNaming
    private let dataset: SourceDataset
    private let day: Day
    private let read: (Int) throws -> Record?
    /// The rows that cannot be taken in, ascending.
    private let late: [Int]
    /// The rows as they are given, to find whether an identifier that would be made is one of them.
    private var given: SortedCursor<IdentifiedRow>
    /// The rows that the dataset may hold under numbers, by the identifier that they share; nil: it holds none.
    private var numbered: SortedCursor<HeldName>?
    /// Those that it holds, by their incident: once they are asked for.
    private var ofIncidents: SortedCursor<HeldName>?
    private var repetition = Repetition()

    /// - Parameters:
    ///   - rows: by the identifiers that they are given.
    ///   - late: those that cannot be taken in, ascending.
    ///   - hasIdentifiers: the table has a column that identifies rows.
    ///   - day: what the dataset says by it counts, or else what it says first.
    ///   - read: the primary record of a row; nil: it makes none.
    init(
        _ rows: SortedSpool<IdentifiedRow>, late: [Int], _ naming: RecordNaming, hasIdentifiers: Bool,
        of dataset: SourceDataset, by day: Day, in ledger: borrowing some HeldRecords & ~Copyable,
        read: @escaping (Int) throws -> Record?
    ) throws {
        self.naming = naming
        self.dataset = dataset
        self.day = day
        self.read = read
        self.late = late
        given = try rows.cursor()
        let numbered = SortedSpool(by: HeldName.key)
        try ledger.forEachRow(of: dataset, naming) { id, _ in
            // Most are called as they are identified, and need no list.
            guard id.utf8.contains(0x7E) else { return }
            let (shared, number) = RecordNaming.numbered(id)
            if number > 1 { try numbered.append(HeldName(key: shared, number: number, id: id)) }
        }
        try numbered.finish()
        if !numbered.isEmpty { self.numbered = try numbered.cursor() }
        try name(rows, hasIdentifiers: hasIdentifiers, ledger)
        named.repetition = repetition.sentence
        try named.rows.finish()
        try named.late.finish()
    }

    private mutating func name(
        _ rows: SortedSpool<IdentifiedRow>, hasIdentifiers: Bool, _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws {
        let unidentified = SortedSpool(by: ContentRow.key)
        var group: [IdentifiedRow] = []
        try rows.readAll { row in
            if row.given.isEmpty, row.incident.isEmpty {
                // Of rows that make no record by which they could be followed, the order is all.
                let digest = try read(Int(row.number))?.contentDigest ?? "empty"
                var row = row
                if hasIdentifiers { row.finding = .missing }
                return try unidentified.append(ContentRow(row: row, digest: digest))
            }
            if let first = group.first, first.given != row.given || row.given.isEmpty && first.incident != row.incident
            {
                try name(group, ledger)
                group.removeAll(keepingCapacity: true)
            }
            group.append(row)
        }
        if !group.isEmpty { try name(group, ledger) }
        guard !unidentified.isEmpty else { return }
        try unidentified.finish()
        let names = ContentNames(naming: naming, dataset: dataset, day: day, read: read)
        named.following = try names.name(unidentified, ledger) { try give($0) }
    }

    /// A row that has its name.
    private func give(_ row: IdentifiedRow) throws {
        var row = row
        if row.incident.isEmpty { row.incident = row.rowID }
        let isLate = !late.isEmpty && late.holdsAscending(Int(row.number))
        try (isLate ? named.late : named.rows).append(row)
    }

    /// The rows of one identifier, or those without one of one incident.
    private mutating func name(
        _ group: [IdentifiedRow], _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws {
        guard !group[0].given.isEmpty else { return try nameOfIncident(group, ledger) }
        let numbers = try numbers(of: group[0].given)
        guard group.count > 1 || !numbers.isEmpty else { return try give(group[0]) }
        var rows = group.sorted { $0.number < $1.number }
        if rows.count > 1 {
            repetition.add(rows)
            for index in rows.indices { rows[index].finding = .repeated }
        }
        let slots = try ([1] + numbers).compactMap { try slot(group[0].given, $0, ledger) }
        for row in try tell(rows, apartAs: group[0].given, slots) { try give(row) }
    }

    /// The numbers from 2 under which the dataset may hold rows that shared an identifier.
    private mutating func numbers(of id: String) throws -> [Int] {
        guard numbered != nil else { return [] }
        var numbers: [Int] = []
        try numbered?.seek(SortKey(id))
        while let held = numbered?.element, held.key == id {
            numbers.append(Int(held.number))
            try numbered?.advance()
        }
        return numbers
    }

    private struct Slot {
        var id: String
        var record: Record
    }

    private mutating func slot(
        _ id: String, _ number: Int, _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws -> Slot? {
        let rowID = RecordNaming.name(id, number)
        guard try number == 1 || !isGiven(rowID), let record = try state(of: rowID, ledger),
            // Not one that was given that name.
            record.notes.givenIDs.allSatisfy({ $0.value == id })
        else { return nil }
        return Slot(id: rowID, record: record)
    }

    private func state(of rowID: String, _ ledger: borrowing some HeldRecords & ~Copyable) throws -> Record? {
        let name = naming.name(naming.primary.kind, rowID, part: naming.primary.part)
        return try ledger.state(of: name, by: day, dataset)
    }

    /// Whether it is the identifier of a row, as given.
    private mutating func isGiven(_ id: String) throws -> Bool {
        try given.seek(SortKey(id))
        return given.element?.given == id
    }

    /// Rows without an identifier of their own whose incident has one.
    private mutating func nameOfIncident(
        _ group: [IdentifiedRow], _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws {
        let incident = group[0].incident
        if ofIncidents == nil { ofIncidents = try heldByIncident(ledger) }
        try ofIncidents?.seek(SortKey(incident))
        var slots: [Slot] = []
        while let held = ofIncidents?.element, held.key == incident {
            if let record = try state(of: held.id, ledger) { slots.append(Slot(id: held.id, record: record)) }
            try ofIncidents?.advance()
        }
        for var row in try tell(group, apartAs: incident, slots) {
            // The row is known under the identifier that the record had before.
            let slot = slots.first { $0.id == row.rowID }
            if let value = slot?.record.notes.givenIDs.first?.value { row.given = value }
            try give(row)
        }
    }

    /// In the order of their names.
    private func heldByIncident(
        _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws -> SortedCursor<HeldName> {
        let held = SortedSpool(by: HeldName.key)
        try ledger.forEachRow(of: dataset, naming) { id, record in
            guard let link = try ledger.state(of: record, by: day, dataset)?.incidentLink,
                link.hasPrefix(naming.prefix)
            else { return }
            let incident = String(link.dropFirst(naming.prefix.count))
            try held.append(HeldName(key: incident, number: id.utf8.count, id: id))
        }
        try held.finish()
        return try held.cursor()
    }

    /// Names few rows of one identifier: those that say what a record says, then the others at the least change.
    private mutating func tell(
        _ given: [IdentifiedRow], apartAs id: String, _ held: [Slot]
    ) throws -> [IdentifiedRow] {
        var rows = given
        var waiting: [(digest: String, index: Int, record: Record?)] = []
        for (index, row) in rows.enumerated() {
            let record = try read(Int(row.number))
            waiting.append((record?.contentDigest ?? "", index, record))
        }
        waiting.sort { ($0.digest, $0.index) < ($1.digest, $1.index) }
        var slots = held.map { (digest: $0.record.contentDigest, slot: $0) }
        var used: Set<String> = []
        func take(_ id: String, for index: Int) {
            rows[index].rowID = id
            used.insert(id)
        }
        waiting.removeAll { row in
            guard let place = slots.firstIndex(where: { $0.digest == row.digest }) else { return false }
            take(slots.remove(at: place).slot.id, for: row.index)
            return true
        }
        let comparable = waiting.filter { $0.record != nil }
        let pairs = Matching.pairs(comparable.compactMap { $0.record?.content }, slots.map(\.slot.record.content))
        for pair in pairs { take(slots[pair.slot].slot.id, for: comparable[pair.row].index) }
        let matched = Set(pairs.map { comparable[$0.row].index })
        // The others under the smallest numbers that are free.
        var number = 1
        for row in waiting where !matched.contains(row.index) {
            while try isTaken(RecordNaming.name(id, number), number, used) { number += 1 }
            take(RecordNaming.name(id, number), for: row.index)
        }
        return rows
    }

    private mutating func isTaken(_ rowID: String, _ number: Int, _ used: Set<String>) throws -> Bool {
        guard !used.contains(rowID) else { return true }
        return try number > 1 && isGiven(rowID)
    }
}

/// The identifiers that several rows have.
private struct Repetition {
    private var count = 0
    /// Of the one whose first row is the first.
    private var first: (id: String, rows: [IdentifiedRow])?

    /// - Parameter rows: those of one identifier, in the order of the file.
    mutating func add(_ rows: [IdentifiedRow]) {
        count += 1
        if let first, first.rows[0].number < rows[0].number { return }
        first = (rows[0].given, Array(rows.prefix(4)))
    }

    /// Nil: there is none.
    var sentence: String? {
        guard let first else { return nil }
        let rows = first.rows.prefix(3).map { "\($0.number)" }.joined(separator: ", ")
        return (count == 1 ? "1 identifier is" : "\(count) identifiers are")
            + " that of several rows, first \"\(first.id)\" (rows \(rows)\(first.rows.count > 3 ? " …" : "")): each of the rows"
            + " is a record of its own, told apart by what it says."
    }
}

extension HeldRecords where Self: ~Copyable {
    /// Gives every record that a dataset may hold of the kind by which rows are followed, with the identifier of its row.
    func forEachRow(
        of dataset: SourceDataset, _ naming: RecordNaming, _ body: (Substring, RecordID) throws -> Void
    ) throws {
        try forEachRecord(ofKind: naming.primary.kind) { record in
            if dataset.mayHold(record), let id = naming.rowID(record) { try body(id, record) }
        }
    }
}

extension [Int] {
    /// Whether a number is one of those, which are in ascending order.
    func holdsAscending(_ number: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}
