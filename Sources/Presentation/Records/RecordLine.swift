package import Incidents

/// A record in a line: what, when and where.
package enum RecordLine {
    package static func text(of state: Record) -> String {
        [summary(of: state), state.occurrence?.description ?? "", place(of: state)].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    /// What it says, without when and where.
    package static func summary(of state: Record) -> String {
        switch state {
        case .incident(let incident): incident.kind?.code ?? ""
        case .operation(let operation): operation.name
        case .deaths(let deaths):
            [("dead", deaths.dead), ("missing", deaths.missing), ("survivors", deaths.survivors)]
                .filter { $0.1.isReported }.map { "\($0.1.text) \($0.0)" }.joined(separator: ", ")
        case .arrests(let arrests):
            "\(arrests.count.isReported ? arrests.count.text : "an unknown number of") "
                + (arrests.role.map { "arrested as \($0.code)" } ?? "arrested")
        case .courtCase(let record): joined([record.title, record.jurisdiction, record.outcome?.code ?? ""])
        case .proceeding(let record): joined([record.stage?.code ?? "", record.court, verdicts(record)])
        case .law(let record):
            joined([record.title, record.number, record.jurisdiction, force(record.inForceFrom, record.inForceTo)])
        case .provision(let record): joined([record.number, record.title, record.jurisdiction])
        case .publishedFigure(let record): "\(record.publisher): \(record.measure) \(record.count)"
        case .indicator(let record): "\(record.publisher): \(record.measure) \(record.value)"
        case .activity(let record): joined([record.type?.code ?? "", record.title, record.status?.code ?? ""])
        default: ""
        }
    }

    package static func place(of state: Record) -> String {
        let place: Place? =
            switch state {
            case .incident(let record): record.place
            case .deaths(let record): record.place
            case .arrests(let record): record.place
            case .operation(let record): record.place
            case .activity(let record): record.place
            default: nil
            }
        guard let place else { return "" }
        return place.description.isEmpty ? place.country : place.description
    }

    private static func verdicts(_ record: Proceeding) -> String {
        joined(
            [("convicted", record.convicted), ("acquitted", record.acquitted)].filter { $0.1.isReported }
                .map { "\($0.1.text) \($0.0)" })
    }

    /// From when to when it is in force.
    private static func force(_ from: Day?, _ to: Day?) -> String {
        from == nil && to == nil ? "" : "in force \(from?.description ?? "")..\(to?.description ?? "")"
    }

    private static func joined(_ parts: [String]) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }
}
