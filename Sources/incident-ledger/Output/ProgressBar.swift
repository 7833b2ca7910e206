import Files
import Intake

/// Shows how far an import is, where somebody is watching.
enum ProgressBar {
    private static let width = 30

    /// What an import tells of its progress; nil where standard error is no terminal.
    static func handler() -> (@Sendable (ImportProgress) -> Void)? {
        guard Output.showsProgress else { return nil }
        return { progress in
            Output.overwriteLine(text(done: progress.done, total: progress.total, doing: progress.phase))
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
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(bar) \(done) of \(total) \(phase)"
    }
}
