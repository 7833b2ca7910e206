import Foundation
import Synchronization

/// Watches the process's private memory: anonymous pages, without those of the maps of files.
///
/// What earlier benchmarks freed may still belong to the process: `--only` gives the figure of one alone.
final class MemoryWatch: Sendable {
    private let peak = Mutex(0)
    private let isRunning = Mutex(true)

    /// Begins to look every ten milliseconds.
    init() {
        let thread = Thread { [self] in
            while isRunning.withLock({ $0 }) {
                sample()
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
        thread.start()
    }

    /// The most that was seen so far, in bytes.
    var most: Int { peak.withLock { $0 } }

    /// Ends the watch.
    ///
    /// - Returns: the most that was seen, in bytes.
    func stop() -> Int {
        sample()
        isRunning.withLock { $0 = false }
        return peak.withLock { $0 }
    }

    private func sample() {
        let now = Self.anonymousBytes()
        peak.withLock { $0 = max($0, now) }
    }

    /// `RssAnon` of `/proc/self/status` (proc(5)); 0 where the system has none.
    static func anonymousBytes() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
        else { return 0 }
        return kilobytes * 1024
    }
}
