import Synchronization

/// How many requests there were, by operation and status, and how long they took.
final class RequestCounts: Sendable {
    private struct Key: Hashable {
        var operation: String
        var status: Int
    }

    private struct Times {
        var count: UInt64 = 0
        var seconds = 0.0
        /// Of the requests that took at most so long, in the order of ``bounds``.
        var within = [UInt64](repeating: 0, count: RequestCounts.bounds.count)
    }

    /// Seconds, as Prometheus' histograms have them.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]

    private struct Held {
        var requests: [Key: UInt64] = [:]
        var times: [String: Times] = [:]
    }

    private let held = Mutex(Held())

    func count(_ log: RequestLog) {
        let operation = log.operation ?? "none"
        let seconds = log.milliseconds / 1_000
        held.withLock { held in
            held.requests[Key(operation: operation, status: log.status), default: 0] += 1
            held.times[operation, default: Times()].count += 1
            held.times[operation, default: Times()].seconds += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                held.times[operation, default: Times()].within[index] += 1
            }
        }
    }

    /// In Prometheus' text format.
    func text(openStreams: Int) -> String {
        let held = held.withLock { $0 }
        let requests = held.requests.sorted { ($0.key.operation, $0.key.status) < ($1.key.operation, $1.key.status) }
        var text = MetricsText.family(
            "requests_total", "counter", "Requests, by operation and status.",
            requests.map { ("operation=\"\($0.key.operation)\",status=\"\($0.key.status)\"", "\($0.value)") })
        let name = "incident_ledger_request_seconds"
        if !held.times.isEmpty {
            text += "# HELP \(name) Time until an answer began.\n# TYPE \(name) histogram\n"
        }
        for (operation, times) in held.times.sorted(by: { $0.key < $1.key }) {
            for (index, bound) in Self.bounds.enumerated() {
                text += "\(name)_bucket{operation=\"\(operation)\",le=\"\(bound)\"} \(times.within[index])\n"
            }
            text += "\(name)_bucket{operation=\"\(operation)\",le=\"+Inf\"} \(times.count)\n"
            text += "\(name)_sum{operation=\"\(operation)\"} \(times.seconds)\n"
            text += "\(name)_count{operation=\"\(operation)\"} \(times.count)\n"
        }
        return text
            + MetricsText.family("open_streams", "gauge", "Streams that are open.", [("", "\(openStreams)")])
    }
}
