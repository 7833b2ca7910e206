import Files
import Synchronization

/// Shows how far a long reading is, where somebody is watching.
enum ProgressLine {
    private static let isWatched = Output.showsProgress

    static func show(_ position: UInt64) {
        draw("\(position) events")
    }

    static func clear() {
        draw("")
    }

    /// What a reading of a known length tells of its progress: a bar, and the time left; nil where nobody is watching.
    ///
    /// - Parameter total: the number of events; nil where it is not known.
    static func bar(_ doing: String, of total: UInt64?) -> (@Sendable (UInt64) -> Void)? {
        guard isWatched else { return nil }
        let start = ContinuousClock.now
        let drawn = Mutex(start - interval)
        return { done in
            let now = ContinuousClock.now
            let isDue = drawn.withLock { last in
                guard now - last >= interval || done == total else { return false }
                last = now
                return true
            }
            if isDue { draw(text(doing, done, of: total, after: (now - start) / .seconds(1))) }
        }
    }

    private static let interval = Duration.milliseconds(200)

    /// - Parameter seconds: since the reading began; what is left is taken to go as fast.
    static func text(_ doing: String, _ done: UInt64, of total: UInt64?, after seconds: Double) -> String {
        guard let total, total > 0 else { return "\(done) events \(doing)" }
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let left = done > 0 && seconds >= 1 ? ", \(duration(seconds * (1 - share) / share)) left" : ""
        return "\(bar) \(done) of \(total) events \(doing)\(left)"
    }

    private static let width = 30

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 90 ? "\(whole) s" : whole < 5400 ? "\((whole + 59) / 60) min" : "\((whole + 3599) / 3600) h"
    }

    private static func draw(_ text: String) {
        guard isWatched else { return }
        Output.overwriteLine(text)
    }
}
