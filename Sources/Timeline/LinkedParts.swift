public import Incidents

/// An event by which a link says how a record counts.
public struct LinkStatement: Hashable, Sendable {
    public var position: UInt64
    public var knownAt: Day
    public var part: PartInSums

    public init(position: UInt64, knownAt: Day, part: PartInSums) {
        self.position = position
        self.knownAt = knownAt
        self.part = part
    }

    /// Of each link what it said last, ordered by (known at, position), as of a position and known by a day.
    static func last(
        of links: [LinkStatement], asOf position: UInt64, knownBy day: Day?
    ) -> [String: LinkStatement] {
        var last: [String: LinkStatement] = [:]
        for link in links where link.position <= position && day.map({ link.knownAt <= $0 }) ?? true {
            if let known = last[link.part.link], known.knownAt > link.knownAt { continue }
            last[link.part.link] = link
        }
        return last
    }

    /// Nil where the event is of another type.
    public init?(_ event: RecordedEvent) {
        guard event.event.type == .linked, let part = event.event.partInSums else { return nil }
        self.init(position: event.position, knownAt: event.event.knownAt, part: part)
    }
}

/// What links make of a record's part in sums: **the one rule for what links do to sums**.
///
/// A link acts only in a sum that also counts the dataset of the other record: where that is not counted, nobody is counted
/// twice. Of several that act, one that leaves the record out decides.
public struct LinkedParts: Hashable, Sendable {
    /// Datasets of the records beside which it is left out, each once, by bytes; empty: the desk's own.
    public var leftOutBeside: [String]
    /// Datasets of the records beside which it is only possible.
    public var possibleBeside: [String]

    public init(leftOutBeside: [String] = [], possibleBeside: [String] = []) {
        self.leftOutBeside = leftOutBeside
        self.possibleBeside = possibleBeside
    }

    /// - Parameter statements: what each link says, once.
    init(_ statements: some Collection<LinkStatement>) {
        let beside = { (part: SumPart) in
            Set(statements.lazy.map(\.part).filter { $0.part == part }.map(\.beside))
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        self.init(leftOutBeside: beside(.none), possibleBeside: beside(.possible))
    }

    /// No link acts on the record, whatever is counted.
    public var isEmpty: Bool { leftOutBeside.isEmpty && possibleBeside.isEmpty }

    /// How the record counts in a sum of the datasets that are counted for its year.
    public func part(in force: DatasetsInForce, year: Int32?) -> SumPart {
        if leftOutBeside.contains(where: { force.isCounted($0, year: year) }) { return .none }
        return possibleBeside.contains { force.isCounted($0, year: year) } ? .possible : .whole
    }
}

extension LinkedParts {
    private static let separator: UInt8 = 0x1F

    /// As one text, after the dataset of the record: what cells are stored under. An identifier has no control characters.
    public func text(after dataset: String) -> String {
        let parts = leftOutBeside.map { "=" + $0 } + possibleBeside.map { "?" + $0 }
        return ([dataset] + parts).joined(separator: String(Unicode.Scalar(Self.separator)))
    }

    /// Reads what ``text(after:)`` wrote.
    public static func read(_ text: String) -> (dataset: String, links: LinkedParts) {
        // By bytes: an identifier that begins with a combining mark would make one character with what is before it.
        let parts = text.utf8.split(separator: separator, omittingEmptySubsequences: false)
        let named = { (mark: Unicode.Scalar) in
            parts.dropFirst().filter { $0.first == UInt8(ascii: mark) }.map { String(Substring($0.dropFirst())) }
        }
        return (
            String(Substring(parts.first ?? text[...].utf8)),
            LinkedParts(leftOutBeside: named("="), possibleBeside: named("?"))
        )
    }
}
