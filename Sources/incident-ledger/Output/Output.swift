import Foundation
import Intake

/// Where the command line writes: standard output for answers, standard error for what is said about them.
///
/// A reader that goes away (`| head`) ends the program quietly: it has what it wanted.
enum Output {
    /// Writes to standard output.
    ///
    /// - Throws: `OutputError` where the reader went away or the device is full.
    static func answer(_ text: String) throws(OutputError) {
        try write(text, to: STDOUT_FILENO)
    }

    /// Writes a line to standard error. What cannot be said there cannot be said at all, so failures are dropped.
    static func remark(_ text: String) {
        try? write(text + "\n", to: STDERR_FILENO)
    }

    /// Whether standard error is a terminal, where a line may be overwritten.
    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Draws over the current line of the terminal.
    static func overwriteLine(_ text: String) {
        try? write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) throws(OutputError) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            // The pointer is used within the call that it is passed to.
            let count = bytes[done...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                done += count
            } else if errno != EINTR {
                throw errno == EPIPE ? .readerWentAway : .failed(String(cString: strerror(errno)))
            }
        }
    }
}

/// Why an answer could not be written.
enum OutputError: Error, CustomStringConvertible {
    case readerWentAway
    case failed(String)

    var description: String {
        switch self {
        case .readerWentAway: "The reader of the output went away."
        case .failed(let reason): "The output could not be written: \(reason)."
        }
    }
}

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
