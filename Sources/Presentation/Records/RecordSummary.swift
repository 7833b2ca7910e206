package import Incidents

/// What a record of a case, a law, an indicator or an activity is, in a few words: for lists in which records of several
/// kinds stand beside each other. Of a proceeding only its own persons are said, and nothing is added up.
package enum RecordSummary {
    /// Empty for other kinds.
    package static func of(_ state: Record) -> String {
        switch state {
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
