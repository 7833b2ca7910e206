import Incidents

/// The rows of a file, each with an identifier of its own.
struct NamedRows: Sendable {
    /// One for each row, in the order of the file.
    var rows: [IdentifiedRow]
    /// How rows without identifiers were followed; nil: there are none.
    var following: RowFollowing?
    /// What a person should know of identifiers that several rows have; nil: none is.
    var repetition: String?
}

/// Gives every row of a file a name of its own, in the way that changes least of what the dataset said before.
///
/// - A row with an identifier has it. Rows that share one are told apart as `ID`, `ID~2`, `ID~3` …; rows are never merged
///   by what they say.
/// - A row without one, in a file that names its incident, is one of the incident's records, and else a new one that is
///   called as the incident is.
/// - A row without either is known by what it says: the held record that says the same; else, of the records that no row
///   says any more, the one of its place and day that it differs from least; else a new one, `row-` and a digest of what it
///   says.
///
/// So one changed count is one correction, and rows that are as they were stay what they were, whatever the order of the
/// file.
struct RowNames {
    private var rows: [IdentifiedRow]
    private var following: RowFollowing?
    private var repetition: String?
    private let naming: RecordNaming
    /// Identifiers as given that look like one that is made here.
    private let taken: Set<String>
    /// The identifiers of the rows that the dataset may hold already, by the identifier that they share.
    private let numbered: [String: [Int]]
    private let dataset: SourceDataset
    private let day: Day
    private let read: (Int) throws -> Record?

    /// - Parameters:
    ///   - hasIdentifiers: the table has a column that identifies rows.
    ///   - day: what the dataset says by it counts, or else what it says first.
    ///   - read: the primary record of a row; nil: it makes none.
    init(
        _ rows: [IdentifiedRow], _ naming: RecordNaming, hasIdentifiers: Bool, of dataset: SourceDataset, by day: Day,
        in ledger: borrowing some HeldRecords & ~Copyable, read: @escaping (Int) throws -> Record?
    ) throws {
        self.rows = rows
        self.naming = naming
        self.dataset = dataset
        self.day = day
        self.read = read
        taken = Set(rows.lazy.map(\.given).filter { $0.utf8.contains(0x7E) })
        var numbered: [String: [Int]] = [:]
        try Self.forEachKnown(naming, dataset, ledger) { record in
            guard let rowID = naming.rowID(record) else { return }
            // Most are called as they are identified, and need no list.
            guard rowID.utf8.contains(0x7E) || rowID.hasPrefix("row-") else { return }
            let (id, number) = RecordNaming.numbered(rowID)
            if number > 1 || id.hasPrefix("row-") { numbered[id, default: []].append(number) }
        }
        self.numbered = numbered.mapValues { $0.sorted() }
        try nameShared(ledger)
        try nameOfIncidents(ledger)
        try nameByContent(ledger, hasIdentifiers: hasIdentifiers)
        for index in self.rows.indices where self.rows[index].incident.isEmpty {
            self.rows[index].incident = self.rows[index].rowID
        }
    }

    /// Gives the name of every record that the dataset may hold of the kind by which rows are followed.
    private static func forEachKnown(
        _ naming: RecordNaming, _ dataset: SourceDataset, _ ledger: borrowing some HeldRecords & ~Copyable,
        _ body: (RecordID) throws -> Void
    ) throws {
        try ledger.forEachRecord(ofKind: naming.primary.kind) { if dataset.mayHold($0) { try body($0) } }
    }

    /// What they come to.
    var named: NamedRows { NamedRows(rows: rows, following: following, repetition: repetition) }

    private struct Slot {
        var id: String
        var number: Int
        var record: Record
    }

    private func slot(
        _ id: String, _ number: Int, _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws -> Slot? {
        let rowID = RecordNaming.name(id, number)
        let name = naming.name(naming.primary.kind, rowID, part: naming.primary.part)
        guard number == 1 || !taken.contains(rowID), let record = try ledger.state(of: name, by: day, dataset),
            // Not one that was given that name.
            record.notes.externalIDs.allSatisfy({ $0.value == id })
        else { return nil }
        return Slot(id: rowID, number: number, record: record)
    }

    /// Rows that share an identifier, and those whose identifier was shared before.
    private mutating func nameShared(_ ledger: borrowing some HeldRecords & ~Copyable) throws {
        var groups = sharing()
        if !numbered.isEmpty {
            for index in rows.indices
            where !rows[index].given.isEmpty && numbered[rows[index].given] != nil && groups[rows[index].given] == nil {
                groups[rows[index].given] = [index]
            }
        }
        for (id, indices) in groups {
            let slots = try ([1] + (numbered[id] ?? [])).compactMap { try slot(id, $0, ledger) }
            try name(indices, as: id, slots)
            guard indices.count > 1 else { continue }
            for index in indices { rows[index].finding = .repeated }
        }
        repetition = Self.repetition(groups.filter { $1.count > 1 })
    }

    /// The rows that share an identifier, by it. Identifiers are compared where their hashes are equal: a table of all of
    /// them would hold more than all else that is held of rows.
    private func sharing() -> [String: [Int]] {
        var hashes: [(hash: Int, index: Int32)] = []
        hashes.reserveCapacity(rows.count)
        for index in rows.indices where !rows[index].given.isEmpty {
            hashes.append((rows[index].given.hashValue, Int32(index)))
        }
        hashes.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
        var groups: [String: [Int]] = [:]
        var first = 0
        while first < hashes.count {
            let end = hashes[first...].firstIndex { $0.hash != hashes[first].hash } ?? hashes.count
            if end - first > 1 {
                let alike = Dictionary(grouping: hashes[first..<end].map { Int($0.index) }) { rows[$0].given }
                groups.merge(alike.filter { $1.count > 1 }) { old, _ in old }
            }
            first = end
        }
        return groups
    }

    private static func repetition(_ groups: [String: [Int]]) -> String? {
        guard let first = groups.min(by: { ($0.value[0], $0.key) < ($1.value[0], $1.key) }) else { return nil }
        let rows = first.value.prefix(3).map { "\($0 + 1)" }.joined(separator: ", ")
        return (groups.count == 1 ? "1 identifier is" : "\(groups.count) identifiers are")
            + " that of several rows, first \"\(first.key)\" (rows \(rows)\(first.value.count > 3 ? " …" : "")): each of the rows is"
            + " a record of its own, told apart by what it says."
    }

    /// Rows without an identifier of their own whose incident has one.
    private mutating func nameOfIncidents(_ ledger: borrowing some HeldRecords & ~Copyable) throws {
        var groups: [String: [Int]] = [:]
        for index in rows.indices where rows[index].given.isEmpty && !rows[index].incident.isEmpty {
            groups[rows[index].incident, default: []].append(index)
        }
        guard !groups.isEmpty else { return }
        var slots: [String: [Slot]] = [:]
        try Self.forEachKnown(naming, dataset, ledger) { record in
            guard let rowID = naming.rowID(record), let state = try ledger.state(of: record, by: day, dataset),
                let link = state.incidentLink,
                link.hasPrefix(naming.prefix)
            else { return }
            let incident = String(link.dropFirst(naming.prefix.count))
            guard groups[incident] != nil else { return }
            let number = RecordNaming.numbered(rowID).number
            slots[incident, default: []].append(Slot(id: String(rowID), number: number, record: state))
        }
        for (incident, indices) in groups {
            let held = slots[incident, default: []].sorted { ($0.id.utf8.count, $0.id) < ($1.id.utf8.count, $1.id) }
            try name(indices, as: incident, held)
            for index in indices {
                // The row is known under the identifier that the record had before.
                let slot = held.first { $0.id == rows[index].rowID }
                if let value = slot?.record.notes.externalIDs.first?.value { rows[index].know(as: value) }
            }
        }
    }

    /// Names few rows of one identifier: those that say what a record says, then the others at the least change.
    private mutating func name(_ indices: [Int], as id: String, _ given: [Slot]) throws {
        var waiting: [(digest: String, index: Int, record: Record?)] = []
        for index in indices {
            let record = try read(Int(rows[index].number))
            waiting.append((record?.contentDigest ?? "", index, record))
        }
        waiting.sort { ($0.digest, $0.index) < ($1.digest, $1.index) }
        var slots = given.map { (digest: $0.record.contentDigest, slot: $0) }
        var used: Set<String> = []
        waiting.removeAll { row in
            guard let place = slots.firstIndex(where: { $0.digest == row.digest }) else { return false }
            take(slots.remove(at: place).slot.id, for: row.index, &used)
            return true
        }
        let comparable = waiting.filter { $0.record != nil }
        var matching = Matching(
            rows: comparable.compactMap { $0.record?.content }, slots: slots.map(\.slot.record.content))
        matching.match(most: .max) { _ in "" }
        for pair in matching.pairs { take(slots[pair.slot].slot.id, for: comparable[pair.row].index, &used) }
        let matched = Set(matching.pairs.map { comparable[$0.row].index })
        try nameNew(waiting.map(\.index).filter { !matched.contains($0) }, as: id, &used)
    }

    private mutating func take(_ id: String, for index: Int, _ used: inout Set<String>) {
        rows[index].rowID = id
        used.insert(id)
    }

    /// Under the smallest numbers that are free.
    private mutating func nameNew(_ indices: [Int], as id: String, _ used: inout Set<String>) throws {
        var number = 1
        for index in indices {
            while try isTaken(RecordNaming.name(id, number), number, used) { number += 1 }
            take(RecordNaming.name(id, number), for: index, &used)
        }
    }

    private func isTaken(_ rowID: String, _ number: Int, _ used: Set<String>) throws -> Bool {
        used.contains(rowID) || number > 1 && taken.contains(rowID)
    }
}

// Rows that nothing but what they say tells apart.
extension RowNames {
    private mutating func nameByContent(
        _ ledger: borrowing some HeldRecords & ~Copyable, hasIdentifiers: Bool
    ) throws {
        let indices = rows.indices.filter { rows[$0].given.isEmpty && rows[$0].incident.isEmpty }
        guard !indices.isEmpty else { return }
        var waiting: [String: [Int]] = [:]
        for index in indices {
            if hasIdentifiers { rows[index].finding = .missing }
            let record = try read(Int(rows[index].number))
            // Of rows that make no record by which they could be followed, the order is all.
            waiting[record?.contentDigest ?? "empty", default: []].append(index)
        }
        let before = try heldByContent(ledger)
        var following = RowFollowing()
        var used: Set<String> = []
        var free = before
        for (digest, group) in waiting {
            let same = before[digest, default: []].prefix(group.count)
            for (index, id) in zip(group, same) { take(id, for: index, &used) }
            waiting[digest] = Array(group.dropFirst(same.count))
            free[digest] = Array(before[digest, default: []].dropFirst(same.count))
            following.same += same.count
        }
        try follow(&waiting, free.values.joined().sorted(), &used, &following, ledger)
        let all = Set(before.values.joined())
        for (digest, group) in waiting.sorted(by: { $0.key < $1.key }) {
            var number = 1
            for index in group {
                while all.contains(RecordNaming.name("row-" + digest, number))
                    || used.contains(RecordNaming.name("row-" + digest, number))
                { number += 1 }
                take(RecordNaming.name("row-" + digest, number), for: index, &used)
                following.new += 1
            }
        }
        following.gone = all.count - following.same - following.changed
        self.following = following
    }

    /// The rows that the dataset holds without an identifier of theirs, by what they say, in the order of their numbers.
    private func heldByContent(
        _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws -> [String: [String]] {
        var held: [String: [(id: String, number: Int)]] = [:]
        try Self.forEachKnown(naming, dataset, ledger) { record in
            guard let rowID = naming.rowID(record), rowID.hasPrefix("row-"),
                let state = try ledger.state(of: record, by: day, dataset)
            else {
                return
            }
            held[state.contentDigest, default: []].append((String(rowID), RecordNaming.numbered(rowID).number))
        }
        return held.mapValues { $0.sorted { ($0.number, $0.id) < ($1.number, $1.id) }.map(\.id) }
    }

    /// Rows that say something new, among the records that no row says any more: those of one place and day first.
    private mutating func follow(
        _ waiting: inout [String: [Int]], _ free: [String], _ used: inout Set<String>, _ following: inout RowFollowing,
        _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws {
        let left = waiting.sorted { $0.key < $1.key }.flatMap(\.value)
        guard !left.isEmpty, !free.isEmpty else { return }
        var comparable: [(index: Int, record: Record)] = []
        for index in left {
            if let record = try read(Int(rows[index].number)) { comparable.append((index, record.content)) }
        }
        let slots = try free.compactMap { id in
            try ledger.state(
                of: naming.name(naming.primary.kind, id, part: naming.primary.part), by: day, dataset
            )
            .map {
                (id: id, record: $0.content)
            }
        }
        var matching = Matching(rows: comparable.map(\.record), slots: slots.map(\.record))
        for step in RowFollowing.Step.allCases {
            let before = matching.pairs.count
            matching.match(most: step.most, step.key)
            let found = matching.pairs.dropFirst(before)
            following.steps[step] = found.count
            following.unsure += found.count { $0.isUnsure }
        }
        let matched = Set(matching.pairs.map { comparable[$0.row].index })
        for pair in matching.pairs { take(slots[pair.slot].id, for: comparable[pair.row].index, &used) }
        waiting = waiting.mapValues { $0.filter { !matched.contains($0) } }
    }
}

/// How the rows of a file without identifiers were found among those that were held, and how sure that is.
public struct RowFollowing: Hashable, Sendable {
    /// What a changed row has in common with the record that it was taken for.
    public enum Step: String, CaseIterable, Sendable {
        case placeAndDay = "place and day"
        case placeAndMonth = "place and month"
        case regionAndDay = "region and day"

        /// Fields in which the two may differ.
        var most: Int {
            switch self {
            case .placeAndDay: 6
            case .placeAndMonth: 4
            case .regionAndDay: 3
            }
        }

        func key(_ record: Record) -> String? {
            let (place, regions, period) = record.whereAndWhen
            guard let period else { return nil }
            switch self {
            case .placeAndDay:
                return place.isEmpty ? nil : "\(place)|\(period.firstDay.number)|\(period.lastDay.number)"
            case .placeAndMonth: return place.isEmpty ? nil : "\(place)|\(period.year)|\(period.month ?? 0)"
            case .regionAndDay:
                return regions.isEmpty ? nil : "\(regions)|\(period.firstDay.number)|\(period.lastDay.number)"
            }
        }
    }

    /// Rows that say what a record says.
    public var same = 0
    /// Rows that were taken for a record that says something else.
    public var steps: [Step: Int] = [:]
    public var changed: Int { steps.values.reduce(0, +) }
    /// Of the changed ones, those for which another row or another record would have done as well.
    public var unsure = 0
    public var new = 0
    /// Records that no row was taken for.
    public var gone = 0

    /// For a person who is to judge it.
    var sentence: String {
        guard same + changed + gone > 0 else {
            return
                "The rows have no identifiers: they are known by what they say, and later files are matched with them."
        }
        let kinds = Step.allCases.compactMap { step in
            steps[step].flatMap { $0 > 0 ? "\($0) by \(step.rawValue)" : nil }
        }
        return
            "The rows have no identifiers, so they were followed by what they say: \(same) say what they said, \(changed)"
            + " were taken for a changed row" + (kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")")
            + (unsure > 0 ? ", of which \(unsure) might as well be another" : "")
            + "; \(new) are new and \(gone) are gone. Nothing but their likeness says so."
    }
}
