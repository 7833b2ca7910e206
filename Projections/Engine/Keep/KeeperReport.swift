internal import Files
public import Folding
internal import Foundation

/// What the process that keeps a view says of itself, beside the view's files: `NAME.worker.json`.
public struct KeeperReport: Codable, Hashable, Sendable {
    public var process: Int32
    /// Over the last seconds in which it measured.
    public var eventsPerSecond: Double
    /// The last thing that went wrong, while this process or an earlier one kept the view.
    public var lastError: String?
    /// When, in microseconds since 1970-01-01T00:00:00Z.
    public var lastErrorAt: UInt64?

    static func path(_ view: String, in directory: String) -> String { "\(directory)/\(view).worker.json" }

    static func lockPath(_ view: String, in directory: String) -> String { "\(directory)/\(view).worker.lock" }

    /// The report of a view, whether or not its process still runs; nil where none ever kept it.
    public static func read(_ view: any View, in directory: String) -> KeeperReport? {
        guard let data = FileManager.default.contents(atPath: path(view.name, in: directory)) else { return nil }
        return try? JSONDecoder().decode(KeeperReport.self, from: data)
    }

    /// The process that keeps a view now; nil where none does.
    public static func keeper(of view: any View, in directory: String) -> Int32? {
        let lock = lockPath(view.name, in: directory)
        return FileLock.isHeld(lock) ? FileLock.holder(of: lock) : nil
    }

    /// Replaces the report, for people and for the status: so nothing waits for the disk.
    func write(_ view: String, in directory: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try encoder.encode(self).write(to: URL(filePath: Self.path(view, in: directory)), options: .atomic)
    }
}

/// Events a second, over stretches of a few seconds.
struct RateMeter {
    private static let stretch: Duration = .seconds(5)

    private let clock = ContinuousClock()
    private var start = ContinuousClock().now
    private var events: UInt64 = 0
    private(set) var eventsPerSecond: Double = 0

    /// Counts events; true when a stretch has ended and the rate is another one.
    mutating func add(_ count: UInt64) -> Bool {
        events += count
        let elapsed = clock.now - start
        guard elapsed >= Self.stretch else { return false }
        let rate = (Double(events) / (elapsed / .seconds(1)) * 10).rounded() / 10
        (start, events) = (clock.now, 0)
        defer { eventsPerSecond = rate }
        return rate != eventsPerSecond
    }
}
