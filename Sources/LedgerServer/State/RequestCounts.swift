import Synchronization

/// How many requests there were, by route and status, and how long they took.
final class RequestCounts: Sendable {
    private struct Key: Hashable {
        var route: String
        var status: Int
    }

    private struct Times {
        var count: UInt64 = 0
        var seconds = 0.0
        /// Of the requests that took at most so long, in the order of ``bounds``.
        var within = [UInt64](repeating: 0, count: RequestCounts.bounds.count)

        mutating func add(_ seconds: Double) {
            count += 1
            self.seconds += seconds
            for (index, bound) in RequestCounts.bounds.enumerated() where seconds <= bound { within[index] += 1 }
        }
    }

    /// Seconds, as Prometheus' histograms have them.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]

    private struct Held {
        var requests: [Key: UInt64] = [:]
        var times: [String: Times] = [:]
    }

    private let held = Mutex(Held())

    func count(_ log: RequestLog) {
        let route = log.route ?? "none"
        let seconds = log.milliseconds / 1_000
        held.withLock { held in
            held.requests[Key(route: route, status: log.status), default: 0] += 1
            held.times[route, default: Times()].add(seconds)
        }
    }

    /// In Prometheus' text format.
    func text(openStreams: Int) -> String {
        let held = held.withLock { $0 }
        let requests = held.requests.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        var text = MetricsText.family(
            "requests_total", "counter", "Requests, by route and status.",
            requests.map { ("route=\"\($0.key.route)\",status=\"\($0.key.status)\"", "\($0.value)") })
        let name = "incident_ledger_request_seconds"
        if !held.times.isEmpty {
            text += "# HELP \(name) Time until an answer began.\n# TYPE \(name) histogram\n"
        }
        for (route, times) in held.times.sorted(by: { $0.key < $1.key }) {
            for (index, bound) in Self.bounds.enumerated() {
                text += "\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(times.within[index])\n"
            }
            text += "\(name)_bucket{route=\"\(route)\",le=\"+Inf\"} \(times.count)\n"
            text += "\(name)_sum{route=\"\(route)\"} \(times.seconds)\n"
            text += "\(name)_count{route=\"\(route)\"} \(times.count)\n"
        }
        return text
            + MetricsText.family("open_streams", "gauge", "Streams that are open.", [("", "\(openStreams)")])
    }
}
