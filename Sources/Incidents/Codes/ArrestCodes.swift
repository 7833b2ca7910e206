/// The role of a person arrested.
///
/// There is no code for the person who was smuggled, and there will be none. Article 5 of the Protocol against the
/// Smuggling of Migrants says that migrants shall not become liable to criminal prosecution under the Protocol for the
/// fact of having been the object of the conduct that article 6 makes a crime. A ledger whose codes let somebody be
/// written down as an offender for that fact would make the mistake permanent, since it forgets nothing. Who is
/// smuggled and commits another act is recorded for that act, in the role that the act has; people who were smuggled
/// are counted in ``Incident/people``.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum OffenderRole: Int32, CaseIterable, Sendable {
    case organizer = 1
    case financier = 2
    case recruiter = 3
    case transporter = 4
    case guide = 5
    case documentForger = 6
    case corruptOfficial = 7
    case other = 8
    case unknown = 9

    public var code: String {
        switch self {
        case .organizer: "organizer"
        case .financier: "financier"
        case .recruiter: "recruiter"
        case .transporter: "transporter"
        case .guide: "guide"
        case .documentForger: "document-forger"
        case .corruptOfficial: "corrupt-official"
        case .other: "other"
        case .unknown: "unknown"
        }
    }
}

/// Phase of a law-enforcement operation.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum OperationPhase: Int32, CaseIterable, Sendable {
    case preOperational = 1
    case action = 2
    case followUp = 3

    public var code: String {
        switch self {
        case .preOperational: "pre-operational"
        case .action: "action"
        case .followUp: "follow-up"
        }
    }
}

/// How far the proceedings against a person arrested have come.
///
/// Raw values are those of the wire form; `code` is the word used in text and JSON.
public enum ArrestStage: Int32, CaseIterable, Sendable {
    case arrested = 1
    case charged = 2
    case convicted = 3
    case acquitted = 4
    case released = 5

    public var code: String {
        switch self {
        case .arrested: "arrested"
        case .charged: "charged"
        case .convicted: "convicted"
        case .acquitted: "acquitted"
        case .released: "released"
        }
    }
}
