/// What views need of one entry, read where its bytes lie in the log.
///
/// Decoding whole messages costs several times more than everything else in a replay. So the entry is walked once,
/// numbers are taken as they pass, and texts are only remembered by place: asking for one (``route``, ``regions`` …)
/// looks it up in the vocabulary. What a record of this kind does not have is nil, not reported or ``Term/none``.
public struct Facts: ~Copyable, ~Escapable {
    let bytes: RawSpan
    /// Where the numbers of its texts come from.
    public let vocabulary: Vocabulary

    // The envelope.

    public internal(set) var position: UInt64 = 0
    /// Microseconds since 1970-01-01T00:00:00Z.
    public internal(set) var recordedAt: UInt64 = 0
    public internal(set) var version: UInt32 = 0
    public internal(set) var kind: RecordKind = .incident
    public internal(set) var type: EventType = .recorded
    public internal(set) var knownAt = Day(number: 0)
    var idSlice = Slice()
    var datasetSlice = Slice()
    var recordSlice = Slice()
    /// One bit for each field of the record that may be there and was not read, and ``anyRecord``: what it does not have need
    /// not be looked for.
    @usableFromInline
    var passedFields = UInt64.max

    // The record.

    /// The year that it counts in; nil where it is not known when it occurred.
    public internal(set) var year: Int32?
    /// 1 to 12; nil where not known.
    public internal(set) var month: Int32?
    /// Of a deaths record. Persons, as are all counts here but those of an operation's results.
    public internal(set) var dead = CountFacts.notReported
    public internal(set) var missing = CountFacts.notReported
    public internal(set) var survivors = CountFacts.notReported
    public internal(set) var females = CountFacts.notReported
    public internal(set) var males = CountFacts.notReported
    public internal(set) var children = CountFacts.notReported
    /// Only where the source states a total that is not dead plus missing.
    public internal(set) var statedTotal = CountFacts.notReported
    public internal(set) var causeClass: CauseClass?
    /// 1 to 5; nil where not stated.
    public internal(set) var sourceQuality: Int32?
    /// Of an arrests record.
    public internal(set) var arrests = CountFacts.notReported
    public internal(set) var role: OffenderRole?
    public internal(set) var phase: OperationPhase?
    public internal(set) var stage: ArrestStage?
    /// Of an incident.
    public internal(set) var incidentKind: IncidentKind?
    public internal(set) var mode: TransportMode?

    var placeSlice = Slice()
    /// Nil where it cannot be read: who asks for a part of it then reads it again, and throws.
    var place: PlaceParts? = PlaceParts()
    var routeSlice = Slice()
    var regionOfOriginSlice = Slice()
    var countryOfOriginSlice = Slice()
    var operationSlice = Slice()
    var incidentSlice = Slice()

    /// Reads an entry.
    ///
    /// - Throws: ``FactsError`` where the bytes are not an entry that this version understands.
    @_lifetime(copy entry)
    @inline(__always)
    public init(entry: RawSpan, vocabulary: Vocabulary) throws(FactsError) {
        bytes = entry
        self.vocabulary = vocabulary
        try readEnvelope()
        if type.carriesState { try readRecord() }
    }

    /// The event carries a record's state.
    public var hasRecord: Bool { type.carriesState }
}

extension Facts {
    /// The identifier of the record among those of its kind.
    public var id: Term { get throws(FactsError) { try term(idSlice) } }

    /// The same as a text, which the vocabulary does not keep.
    public var idText: String {
        get throws(FactsError) {
            // The pointer is used only inside the closure, while the span is borrowed.
            let text = unsafe bytes.extracting(idSlice.start..<idSlice.end).withUnsafeBytes {
                unsafe String(validating: $0, as: UTF8.self)
            }
            guard let text else { throw FactsError(.notText, "holds a text that is not UTF-8") }
            return text
        }
    }

    /// The identifier of the dataset that says it; nothing: the desk.
    public var dataset: Term {
        get throws(FactsError) {
            try vocabulary.repeatedTerm(bytes.extracting(datasetSlice.start..<datasetSlice.end))
        }
    }

    /// The migration route, as published.
    public var route: Term { get throws(FactsError) { try term(routeSlice) } }

    /// As published.
    public var regionOfOrigin: Term { get throws(FactsError) { try term(regionOfOriginSlice) } }

    /// As published.
    public var countryOfOrigin: Term { get throws(FactsError) { try term(countryOfOriginSlice) } }

    /// The identifier of the operation of an incident or an arrests record.
    public var operation: Term { get throws(FactsError) { try term(operationSlice) } }

    /// The identifier of the incident of a deaths or an arrests record.
    public var incident: Term { get throws(FactsError) { try term(incidentSlice) } }

    /// The number of a text of the view's own, such as a code's word.
    public func term(_ text: String) -> Term { vocabulary.term(text) }

    @inline(__always)
    func term(_ slice: Slice) throws(FactsError) -> Term {
        try vocabulary.term(bytes.extracting(slice.start..<slice.end))
    }
}

/// Why an entry cannot be read in place. A view parks such an event and says so.
public struct FactsError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: Hashable, Sendable {
        /// The bytes are not protobuf wire form, or a field is cut short.
        case notWireForm
        /// A field has another wire type than the schema gives it, or one that occurs once occurs twice.
        case badField
        /// A kind, a type or a code that this version does not know.
        case unknownCode
        /// The record is missing where the event must carry one, is of another kind, or is there where it must not be.
        case badRecord
        /// A count contradicts its qualifier or is too large to be summed.
        case badCount
        /// A text is not UTF-8.
        case notText
    }

    public let code: Code
    /// Completes the sentence "The event … ".
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    static func badField(_ number: UInt32, of message: StaticString) -> FactsError {
        FactsError(.badField, "holds field \(number) of \(message) twice or in a form that the schema does not allow")
    }

    static func unknownCode(_ value: UInt64, for name: StaticString) -> FactsError {
        FactsError(.unknownCode, "gives \(name) as \(value), which this version does not know")
    }
}
