internal import Incidents
internal import LedgerSchema
internal import SwiftProtobuf

/// What was said of one record, remembered in plain dictionaries for every event of its stream and every day on which
/// anything was said of it: nothing is derived when it is asked.
///
/// It is the timeline written down a second time, and knows nothing of the first.
struct StreamModel {
    /// What one speaker says of the record.
    enum Saying {
        case silent
        case thereIsNone
        case state(WireEntry)

        var entry: WireEntry? {
            if case .state(let entry) = self { entry } else { nil }
        }

        var isSilent: Bool {
            if case .silent = self { true } else { false }
        }
    }

    /// One speaker, after each event: by day what it says, and the day of the statement that decides there.
    private struct Speaking {
        var says: [[Int32: Saying]]
        var decidedOn: [[Int32: Int32]]

        init(_ days: [Int32], events: Int) {
            let silence = Dictionary(uniqueKeysWithValues: days.map { ($0, Saying.silent) })
            says = Array(repeating: silence, count: events + 1)
            decidedOn = Array(repeating: [:], count: events + 1)
        }
    }

    /// In whose name a part of the record's sums is said.
    struct Part {
        var dataset: String
        var voice: String
        var year: Int32?
        var sign: Int64
        var entry: WireEntry
        /// It may count or not.
        var isPossible = false
    }

    let kind: Int32
    let id: String
    private let days: [Int32]
    private var positions: [UInt64] = []
    private var dataset = ""
    private var desk: Speaking
    private var publisher: Speaking
    /// After each event, by day: what the publisher had said when the desk spoke that decides there.
    private var bases: [[Int32: Saying]]
    /// After each event, by day and by link: what the link says, and the day on which it said so.
    private var links: [[Int32: [String: (said: WirePartInSums, on: Int32)]]] = [[:]]
    /// Datasets that are not the stream's.
    private var strangers: [String: Speaking] = [:]

    /// - Parameter entries: of one stream, in order.
    init(_ entries: [WireEntry]) {
        kind = Int32(entries[0].kind.rawValue)
        id = entries[0].id
        days = Set(entries.map(\.knownAt)).sorted()
        desk = Speaking(days, events: 0)
        publisher = desk
        bases = [desk.says[0]]
        for entry in entries { add(entry) }
    }

    private mutating func add(_ entry: WireEntry) {
        positions.append(entry.position)
        links.append(links[positions.count - 1])
        if entry.type == .linked { return addLink(entry) }
        if dataset.isEmpty { dataset = entry.dataset }
        if entry.dataset != dataset, !entry.dataset.isEmpty, strangers[entry.dataset] == nil {
            strangers[entry.dataset] = Speaking(days, events: positions.count - 1)
        }
        let before = publisher.says[positions.count - 1]
        bases.append(bases[positions.count - 1])
        // Everybody else goes on saying what they said.
        let decided = Self.hear(entry.dataset.isEmpty ? entry : nil, by: &desk, days)
        for day in decided { bases[positions.count][day] = before[entry.knownAt] ?? .silent }
        _ = Self.hear(!entry.dataset.isEmpty && entry.dataset == dataset ? entry : nil, by: &publisher, days)
        for name in strangers.keys {
            _ = Self.hear(entry.dataset == name ? entry : nil, by: &strangers[name]!, days)
        }
    }

    /// Nobody has spoken of the record by it.
    private mutating func addLink(_ entry: WireEntry) {
        let now = positions.count
        for day in days where day >= entry.knownAt {
            let last = links[now][day]?[entry.partInSums.link]?.on ?? .min
            if last <= entry.knownAt {
                links[now][day, default: [:]][entry.partInSums.link] = (entry.partInSums, entry.knownAt)
            }
        }
        bases.append(bases[now - 1])
        _ = Self.hear(nil, by: &desk, days)
        _ = Self.hear(nil, by: &publisher, days)
        for name in strangers.keys { _ = Self.hear(nil, by: &strangers[name]!, days) }
    }

    /// - Returns: the days on which what was heard decides.
    private static func hear(_ entry: WireEntry?, by speaking: inout Speaking, _ days: [Int32]) -> [Int32] {
        let before = speaking.says[speaking.says.count - 1]
        speaking.says.append(before)
        speaking.decidedOn.append(speaking.decidedOn[speaking.decidedOn.count - 1])
        let now = speaking.says.count - 1
        guard let entry else { return [] }
        let saying: Saying =
            switch entry.type {
            case .withdrawn: .thereIsNone
            case .confirmed: before[entry.knownAt]?.entry.map(Saying.state) ?? .thereIsNone
            default: .state(entry)
            }
        let decided = days.filter { day in
            day >= entry.knownAt && (speaking.decidedOn[now][day].map { $0 <= entry.knownAt } ?? true)
        }
        for day in decided {
            speaking.says[now][day] = saying
            speaking.decidedOn[now][day] = entry.knownAt
        }
        return decided
    }

    /// The number of events up to a position, and the last day on which anything was said by a day; nil before both.
    private func moment(_ position: UInt64, _ day: Int32?) -> (events: Int, day: Int32)? {
        let events = positions.count { $0 <= position }
        guard events > 0, let day = days.last(where: { $0 <= day ?? .max }) else { return nil }
        return (events, day)
    }

    /// What the record adds to sums as of a position and known by a day.
    func parts(asOf position: UInt64, knownBy day: Int32?) throws -> [Part] {
        guard let (events, day) = moment(position, day) else { return [] }
        let desk = desk.says[events][day] ?? .silent
        let publisher = publisher.says[events][day] ?? .silent
        if publisher.isSilent {
            let own = desk.entry.map { [Part(dataset: "", voice: "desk", year: nil, sign: 1, entry: $0)] } ?? []
            return own + linked(events, day, of: "", desk.entry)
        }
        var parts: [Part] = []
        if let said = publisher.entry { parts.append(part("said", 1, said)) }
        if desk.isSilent { return parts + linked(events, day, of: dataset, publisher.entry) }
        let merged = try Self.merged(bases[events][day]?.entry, desk.entry, publisher.entry)
        if let merged { parts.append(part("amended", 1, merged)) }
        if let said = publisher.entry { parts.append(part("amended", -1, said)) }
        return parts + linked(events, day, of: dataset, merged)
    }

    /// What links take of a record, and what they leave of it.
    private func linked(_ events: Int, _ day: Int32, of dataset: String, _ entry: WireEntry?) -> [Part] {
        guard let entry, let said = links[events][day]?.values.map(\.said) else { return [] }
        let names = { (part: WireSumPart, mark: String) in
            let besides = Set(said.filter { $0.part == part }.map { Array($0.beside.utf8) })
            return besides.sorted { $0.lexicographicallyPrecedes($1) }.map {
                mark + String(decoding: $0, as: UTF8.self)
            }
        }
        let (leftOut, possible) = (names(.none, "="), names(.possible, "?"))
        if leftOut.isEmpty, possible.isEmpty { return [] }
        let owner = ([dataset] + leftOut + possible).joined(separator: "\u{1F}")
        let year = entry.occurredYear
        let taken = Part(dataset: owner, voice: "left-out", year: year, sign: -1, entry: entry)
        if possible.isEmpty { return [taken] }
        return [taken, Part(dataset: owner, voice: "possible", year: year, sign: 1, entry: entry, isPossible: true)]
    }

    private func part(_ voice: String, _ sign: Int64, _ entry: WireEntry) -> Part {
        Part(dataset: dataset, voice: voice, year: entry.occurredYear, sign: sign, entry: entry)
    }

    /// What desk and dataset together say of the record; nil: that there is none, or nothing.
    func state(asOf position: UInt64, knownBy day: Int32?) throws -> WireEntry? {
        let own = try parts(asOf: position, knownBy: day).filter { !["left-out", "possible"].contains($0.voice) }
        let amended = own.filter { $0.voice == "amended" }
        return (amended.isEmpty ? own : amended).first { $0.sign == 1 }?.entry
    }

    /// Whether somebody has spoken of the record.
    func isSpokenOf(asOf position: UInt64, knownBy day: Int32?) -> Bool {
        guard let (events, day) = moment(position, day) else { return false }
        return !(desk.says[events][day] ?? .silent).isSilent || !(publisher.says[events][day] ?? .silent).isSilent
    }

    /// Whether a dataset that the stream does not belong to says that there is such a record.
    func hasStranger(asOf position: UInt64, knownBy day: Int32?) -> Bool {
        guard let (events, day) = moment(position, day) else { return false }
        return strangers.values.contains { $0.says[events][day]?.entry != nil }
    }

    /// How fields are merged is what `IncidentsTests` are about.
    private static func merged(_ base: WireEntry?, _ desk: WireEntry?, _ publisher: WireEntry?) throws -> WireEntry? {
        // The publisher has said nothing else since: the desk's word stands as it is.
        if base?.position == publisher?.position { return desk }
        let record = { (entry: WireEntry?) in
            try entry.flatMap { try Event(entry: try $0.serializedBytes()).state }
        }
        let merged = Record.merged(base: try record(base), desk: try record(desk), dataset: try record(publisher))
        guard let state = merged.state, let entry = desk ?? publisher else { return nil }
        let event = Event(
            type: .corrected, record: RecordID(kind: state.kind, id: entry.id), knownAt: Day(number: 0), actor: "",
            state: state)
        return try WireEntry(serializedBytes: try event.callerPart())
    }
}

extension WireEntry {
    /// The year that the record counts in.
    fileprivate var occurredYear: Int32? {
        switch kind {
        case .incident: incident.hasOccurred ? incident.occurred.year : nil
        case .deaths: deaths.hasOccurred ? deaths.occurred.year : nil
        case .arrests: arrests.hasOccurred ? arrests.occurred.year : nil
        case .operation: operation.hasOccurred ? operation.occurred.year : nil
        case .case: courtCase.hasOpened ? courtCase.opened.year : nil
        case .proceeding: proceeding.hasDecided ? proceeding.decided.year : nil
        default: nil
        }
    }
}
