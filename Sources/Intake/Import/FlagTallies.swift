import Incidents

/// How many rows have a flag, by its code.
struct FlagTallies {
    private var counts: [String: UInt32] = [:]

    /// - Parameter record: of deaths, which each row makes one of; others are not counted.
    mutating func add(_ record: Record) {
        guard case .deaths(let deaths) = record, !deaths.notes.flags.isEmpty else { return }
        for code in Set(deaths.notes.flags.map(\.code)) { counts[code, default: 0] += 1 }
    }

    var inOrderOfCode: [FlagTally] {
        counts.sorted { $0.key < $1.key }.map { FlagTally(code: $0.key, count: $0.value) }
    }
}
