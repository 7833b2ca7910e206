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
            default: nil
            }
        guard let place else { return "" }
        return place.description.isEmpty ? place.country : place.description
    }
}
