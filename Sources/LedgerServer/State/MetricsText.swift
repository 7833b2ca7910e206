import Incidents
import Ledger

/// How the views stand, in Prometheus' text format (exposition formats, version 0.0.4).
enum MetricsText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// Views that another worker keeps have only the figure that says so: that worker has the others.
    static func of(_ views: [(name: String, kept: ViewState?)]) -> String {
        let kept = views.compactMap { view in view.kept }
        var text = family(
            "view_kept", "gauge", "Whether this worker keeps the view (1) or stands by (0).",
            views.map { ("view=\"\($0.name)\"", $0.kept == nil ? "0" : "1") })
        text += gauge("view_version", "Version of the view that answers.", kept) { "\($0.version)" }
        text += gauge("view_position", "Position of the last event that the view has folded.", kept) {
            "\($0.position)"
        }
        text += gauge("view_head", "Position of the last event of the log.", kept) { "\($0.head)" }
        text += gauge("view_lag_events", "Events that the view has not folded yet.", kept) { "\($0.lag)" }
        text += gauge("view_lag_seconds", "Time since the oldest event that the view has not folded.", kept) {
            "\($0.lagSeconds)"
        }
        text += gauge("view_events_per_second", "Events folded a second, over the last seconds.", kept) {
            "\($0.eventsPerSecond ?? 0)"
        }
        text += gauge("view_complete", "Whether the view lacks no event up to its position (1) or does (0).", kept) {
            $0.isComplete ? "1" : "0"
        }
        text += gauge(
            "view_parked_events", "Events that the view could not take in and nobody has decided about.", kept
        ) {
            "\($0.undecided.count)"
        }
        text += gauge("view_dropped_events", "Events that somebody decided the view goes without.", kept) {
            "\($0.parked.count - $0.undecided.count)"
        }
        text += gauge("view_size_bytes", "Size of the view on disk.", kept) { "\($0.byteCount)" }
        text += events(kept)
        return text
    }

    private static func events(_ views: [ViewState]) -> String {
        func samples(_ value: (ViewState.KindCount) -> UInt64) -> [(String, String)] {
            views.flatMap { view in
                view.events.map { ("view=\"\(view.name)\",kind=\"\($0.kind?.code ?? "unknown")\"", "\(value($0))") }
            }
        }
        return family(
            "view_seen_events", "gauge", "Events of each kind that the view has seen.", samples(\.seen))
            + family(
                "view_logged_events", "gauge", "Events of each kind in the log up to the view's position.",
                samples(\.logged))
    }

    private static func gauge(
        _ name: String, _ help: String, _ views: [ViewState], _ value: (ViewState) -> String
    ) -> String {
        family(name, "gauge", help, views.map { ("view=\"\($0.name)\"", value($0)) })
    }

    static func family(
        _ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: String)]
    ) -> String {
        let name = "incident_ledger_" + name
        guard !samples.isEmpty else { return "" }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
            + samples.map { "\(name)\($0.labels.isEmpty ? "" : "{\($0.labels)}") \($0.value)\n" }.joined()
    }
}
