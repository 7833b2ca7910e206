import Incidents

/// Tells rows apart that share an identifier: as `ID`, `ID~2`, `ID~3` …, in the way that changes least of what the dataset
/// said before.
///
/// A row that says what one of the held records says is that record; each of the others is the held record that it differs
/// from least; what is left is new, under the smallest numbers that are free. So one changed count is one correction, and
/// rows that are as they were stay what they were, whatever the order of the file. Where nothing is held the rows are
/// numbered in the order of the digests of what they say.
struct RowNames {
    /// One for each row, in the order of the file; each with an identifier of its own.
    private(set) var rows: [IdentifiedRow]
    private let dataset: MissingMigrantsDataset
    /// Identifiers as given that look like one that is made here.
    private let taken: Set<String>
    /// Of each identifier that was numbered before, the numbers.
    private let numbered: [String: [Int]]
    private let known: Set<RecordID>
    private let read: (_ number: Int) throws(ImportError) -> Deaths

    /// - Parameters:
    ///   - known: the name of every stream that may belong to the dataset.
    ///   - held: what the dataset says of one of them; nil: nothing, or that there is no such record.
    ///   - read: what a row says.
    init(
        _ rows: [IdentifiedRow], dataset: MissingMigrantsDataset, known: Set<RecordID>,
        held: (RecordID) throws -> Record?, read: @escaping (_ number: Int) throws(ImportError) -> Deaths
    ) throws {
        self.rows = rows
        self.dataset = dataset
        self.known = known
        self.read = read
        let taken = Set(rows.lazy.map(\.givenID).filter { $0.contains("~") })
        self.taken = taken
        numbered = Self.numbered(known, dataset).mapValues { $0.sorted() }
        for index in rows.indices { self.rows[index].rowID = rows[index].givenID }
        for (id, indices) in groups() { try name(indices, of: id, held) }
        for index in self.rows.indices where self.rows[index].mainID.isEmpty {
            self.rows[index].mainID = self.rows[index].rowID
        }
    }

    private static func numbered(_ known: Set<RecordID>, _ dataset: MissingMigrantsDataset) -> [String: [Int]] {
        var numbered: [String: [Int]] = [:]
        for record in known where record.kind == .deaths {
            let id = record.id.dropFirst(dataset.prefix.count)
            guard let mark = id.lastIndex(of: "~"), let number = Int(id[id.index(after: mark)...]), number > 1 else {
                continue
            }
            numbered[String(id[..<mark]), default: []].append(number)
        }
        return numbered
    }

    /// Rows that share an identifier, and those whose identifier was shared before, by the identifier.
    private func groups() -> [(id: String, indices: [Int])] {
        var groups: [String: [Int]] = [:]
        for index in rows.indices { groups[rows[index].givenID, default: []].append(index) }
        return groups.filter { $1.count > 1 || numbered[$0] != nil }.map { ($0, $1) }
    }

    private struct Held {
        var id: String
        var deaths: Deaths
    }

    private mutating func name(_ indices: [Int], of id: String, _ held: (RecordID) throws -> Record?) throws {
        var waiting: [(digest: String, index: Int, deaths: Deaths)] = []
        for index in indices {
            let deaths = try read(rows[index].number)
            waiting.append((contentDigest(deaths), index, deaths.withoutIdentity))
        }
        waiting.sort { ($0.digest, $0.index) < ($1.digest, $1.index) }
        var slots = try slots(of: id, held)
        var used: Set<String> = []
        // Those that say the same.
        waiting.removeAll { row in
            guard let slot = slots.firstIndex(where: { $0.deaths == row.deaths }) else { return false }
            take(slots.remove(at: slot).id, for: row.index, &used)
            return true
        }
        // Of the others the nearest.
        while !waiting.isEmpty, !slots.isEmpty {
            let (row, slot) = Self.nearest(waiting.map(\.deaths), slots.map(\.deaths))
            take(slots.remove(at: slot).id, for: waiting.remove(at: row).index, &used)
        }
        var number = 1
        for row in waiting {
            while used.contains(Self.name(id, number)) || number > 1 && taken.contains(Self.name(id, number)) {
                number += 1
            }
            take(Self.name(id, number), for: row.index, &used)
        }
        guard indices.count > 1, !id.hasPrefix("row-") else { return }
        for index in indices {
            rows[index].flag = Flag(
                code: ImportFlagCode.identifierRepeated.rawValue, detail: "another row of the file has it, too: \(id)")
        }
    }

    private mutating func take(_ id: String, for index: Int, _ used: inout Set<String>) {
        rows[index].rowID = id
        used.insert(id)
    }

    private static func name(_ id: String, _ number: Int) -> String {
        number == 1 ? id : "\(id)~\(number)"
    }

    /// The held records of an identifier, in the order of their numbers.
    private func slots(of id: String, _ held: (RecordID) throws -> Record?) throws -> [Held] {
        var slots: [Held] = []
        for number in [1] + (numbered[id] ?? []) {
            let name = Self.name(id, number)
            let record = dataset.name(.deaths, name)
            guard number == 1 || !taken.contains(name), known.contains(record),
                case .deaths(let deaths)? = try held(record),
                // Not one that was given that name.
                deaths.notes.externalIDs.allSatisfy({ $0.value == id })
            else { continue }
            slots.append(Held(id: name, deaths: deaths.withoutIdentity))
        }
        return slots
    }

    /// The two that differ in the fewest fields; the first ones of several.
    private static func nearest(_ rows: [Deaths], _ slots: [Deaths]) -> (row: Int, slot: Int) {
        var best = (row: 0, slot: 0, fields: Int.max)
        for (row, deaths) in rows.enumerated() {
            for (slot, held) in slots.enumerated() {
                let fields = differences(from: .deaths(held), to: .deaths(deaths)).count
                if fields < best.fields { best = (row, slot, fields) }
            }
        }
        return (best.row, best.slot)
    }
}

extension Deaths {
    /// What the row says, without what follows from its identifier or from what it says.
    fileprivate var withoutIdentity: Deaths {
        var deaths = self
        deaths.incident = ""
        deaths.notes.externalIDs = []
        deaths.notes.flags = []
        return deaths
    }
}
