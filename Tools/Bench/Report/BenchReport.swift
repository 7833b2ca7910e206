import Foundation

/// The results of a run, for people and for programs.
struct BenchReport: Encodable {
    /// Cores, memory and system, as far as they say what a figure means.
    var machine: String
    var results: [Measurement] = []

    init() {
        let information = ProcessInfo.processInfo
        machine =
            "\(information.activeProcessorCount) cores, \(information.physicalMemory >> 30) GiB, "
            + information.operatingSystemVersionString
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    static let header = line(
        "benchmark", "events", "a second", "floor", "ratio", "private", "bytes/event", "")

    static func line(_ result: Measurement) -> String {
        line(
            result.name, String(result.events), rounded(result.eventsPerSecond),
            result.floorPerSecond.map(rounded) ?? "", result.ratio.map(hundredths) ?? "",
            "\(result.privateMemoryBytes >> 20) MiB", result.bytesPerEvent.map(rounded) ?? "", result.note)
    }

    private static func line(
        _ name: String, _ events: String, _ rate: String, _ floor: String, _ ratio: String, _ memory: String,
        _ bytes: String, _ note: String
    ) -> String {
        name.padding(toLength: 20, withPad: " ", startingAt: 0)
            + [events, rate, floor, ratio, memory, bytes].map { right($0) }.joined() + "  " + note
    }

    private static func right(_ text: String) -> String {
        String(repeating: " ", count: max(1, 12 - text.count)) + text
    }

    private static func rounded(_ value: Double) -> String { String(Int(value)) }

    /// Rounded down, so that no figure looks better than it is.
    private static func hundredths(_ value: Double) -> String {
        let count = Int(value * 100)
        return "\(count / 100).\(count % 100 < 10 ? "0" : "")\(count % 100)"
    }
}
