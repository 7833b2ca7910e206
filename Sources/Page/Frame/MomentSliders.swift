import Finding
import Forms
import Incidents
package import Ledger

/// Between which ends a reader may move the moment of a page, and where on the way exports were taken in.
package struct MomentSliders: Sendable {
    struct Stop: Sendable {
        var day: String
        /// What came with it.
        var titles: String
    }

    /// Days as numbers, as a slider has them.
    var firstDay: Int32
    var lastDay: Int32
    /// The as-at days of what was imported, in order: between two of them publishers said nothing.
    var stops: [Stop]

    /// So many fit into sight.
    private static let mostStops = 40

    /// - Throws: `LedgerError`.
    package init(of ledger: Ledger) throws {
        var request = FindRequest(.import)
        request.columns = ["as_at", "title"]
        var titles: [Int32: [String]] = [:]
        for row in try ledger.find(request).records.rows {
            guard case .string(let text)? = row.first, let day = try? Day(text) else { continue }
            if case .string(let title)? = row.dropFirst().first { titles[day.number, default: []].append(title) }
        }
        let recorded = try ledger.recordedSpan().map { Day(number: Int32($0.first / 86_400_000_000)) }
        self.init(titles, recorded)
    }

    /// - Parameter titles: by as-at day, what came with it.
    init(ofDays titles: [Day: [String]]) {
        self.init(Dictionary(uniqueKeysWithValues: titles.map { ($0.number, $1) }), nil)
    }

    private init(_ titles: [Int32: [String]], _ recorded: Day?) {
        let days = titles.keys.sorted()
        let today = Day.today.number
        firstDay = min(days.first ?? today, recorded?.number ?? today)
        lastDay = max(days.last ?? today, today)
        stops = days.suffix(Self.mostStops).map { day in
            Stop(
                day: Day(number: day).description,
                titles: Set(titles[day] ?? []).sorted().joined(separator: ", "))
        }
    }
}
