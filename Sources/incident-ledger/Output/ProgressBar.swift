import Files
import Foundation
import Intake
import Synchronization

/// Shows how far an import is, and how long its phase goes on, where somebody is watching.
enum ProgressBar {
    private static let width = 30

    /// What an import tells of its progress; nil where standard error is no terminal.
    static func handler() -> (@Sendable (ImportProgress) -> Void)? {
        guard Output.showsProgress else { return nil }
        let phase = Mutex<(name: ImportProgress.Phase, since: ContinuousClock.Instant)>((.reading, .now))
        return { progress in
            let elapsed = phase.withLock { phase in
                if phase.name != progress.phase { phase = (progress.phase, .now) }
                return phase.since.duration(to: .now)
            }
            Output.overwriteLine(
                text(done: progress.done, total: progress.total, doing: progress.phase.rawValue)
                    + left(done: progress.done, total: progress.total, after: elapsed))
        }
    }

    /// Shows how many events something has gone through; nil where standard error is no terminal.
    static func counter(_ doing: String) -> (@Sendable (UInt64) -> Void)? {
        guard Output.showsProgress else { return nil }
        return { Output.overwriteLine("\($0) events \(doing)") }
    }

    /// Leaves the line empty for what follows.
    static func clear() {
        if Output.showsProgress { Output.overwriteLine("") }
    }

    static func text(done: Int, total: Int, doing phase: String) -> String {
        guard total > 0 else { return "\(done) \(phase)" }
        let share = min(1, Double(done) / Double(total))
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(bar) \(done) of \(total) \(phase)"
    }

    /// How long the phase goes on, once that can be told.
    static func left(done: Int, total: Int, after elapsed: Duration) -> String {
        guard elapsed > .seconds(2), done > 0, done < total else { return "" }
        let seconds = Int(elapsed / .seconds(1) * Double(total - done) / Double(done)) + 1
        return seconds < 60 ? ", \(seconds) s left" : ", \(seconds / 60) min \(seconds % 60) s left"
    }
}
