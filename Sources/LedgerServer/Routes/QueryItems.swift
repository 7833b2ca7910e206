import Forms
import Foundation
import HTTPTypes
import Hummingbird
import Incidents
import Ledger

/// What a request's query says, held against what its route can be asked.
struct QueryItems: Sendable {
    private let items: [(name: String, value: String)]

    /// - Parameters:
    ///   - query: as it stands in the address, after the question mark.
    ///   - ignoringEmpty: a form sends its empty fields, too: they say nothing.
    /// - Throws: ``Problem`` where it holds something that the route does not know, or twice what stands once.
    init(_ query: String?, for parameters: [Parameter], ignoringEmpty: Bool = false) throws {
        var items: [(name: String, value: String)] = []
        for part in (query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentText.decoded(Substring(sides[0]), isQuery: true),
                let value = sides.count == 2 ? PercentText.decoded(Substring(sides[1]), isQuery: true) : ""
            else {
                throw Problem(
                    field: String(Substring(part).prefix(100)), given: nil, allowed: "percent-encoded UTF-8",
                    "A part of the query is not percent-encoded UTF-8.")
            }
            guard let parameter = parameters.first(where: { $0.place == .query && $0.name == name }) else {
                let names = parameters.filter { $0.place == .query }.map(\.name)
                let near = suggestions(for: name, among: names)
                throw Problem(
                    field: name, given: value, allowed: names.isEmpty ? "nothing" : names.joined(separator: ", "),
                    "There is no parameter \"\(name)\" here"
                        + (near.isEmpty ? "." : "; there is \(alternatives(near))."))
            }
            if ignoringEmpty, value.isEmpty { continue }
            guard parameter.isRepeated || !items.contains(where: { $0.name == name }) else {
                throw Problem(field: name, given: value, allowed: "one value", "\"\(name)\" may stand only once.")
            }
            guard items.count(where: { $0.name == name }) < Parameter.mostTimes else {
                throw Problem(
                    field: name, given: value, allowed: "\(Parameter.mostTimes) values",
                    "\"\(name)\" may stand \(Parameter.mostTimes) times.")
            }
            guard parameter.schema.admits(value) else {
                throw Problem(
                    field: name, given: String(value.prefix(200)), allowed: parameter.schema.json.text(),
                    "\"\(name)\" is not what it may be: \(parameter.summary)")
            }
            items.append((name, value))
        }
        for parameter in parameters
        where parameter.isRequired && parameter.place == .query && !items.contains(where: { $0.name == parameter.name })
        {
            throw Problem(
                field: parameter.name, given: nil, allowed: nil, "\"\(parameter.name)\" is needed: \(parameter.summary)"
            )
        }
        self.items = items
    }

    var isEmpty: Bool { items.isEmpty }

    /// In the order in which they came.
    var all: [(name: String, value: String)] { items }

    func text(_ name: String) -> String? { items.first { $0.name == name }?.value }

    func texts(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// A value that the domain reads from a text, with its own sentence where it is none.
    func value<Value>(_ name: String, _ allowed: String, _ read: (String) throws -> Value) throws -> Value? {
        try text(name).map { try Self.read(name, $0, allowed, read) }
    }

    func values<Value>(_ name: String, _ allowed: String, _ read: (String) throws -> Value) throws -> [Value] {
        try texts(name).map { try Self.read(name, $0, allowed, read) }
    }

    private static func read<Value>(
        _ name: String, _ text: String, _ allowed: String, _ read: (String) throws -> Value
    ) throws -> Value {
        do {
            return try read(text)
        } catch let problem as Problem {
            throw problem
        } catch {
            // It was said, and it is not so: what is wrong with it no schema can say.
            let message = LedgerError.wrapping(error).description
            throw Problem(
                .unprocessableContent, .refused, message,
                [.init(field: name, given: text, allowed: allowed, message: message)])
        }
    }

    func day(_ name: String) throws -> Day? {
        try value(name, "a day, YYYY-MM-DD") { try Day($0) }
    }

    func integer(_ name: String, _ range: ClosedRange<Int64>) throws -> Int64? {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, allowed) { text in
            guard let number = Int64(text), range.contains(number) else {
                throw LedgerError(.usage, "\"\(text)\" is not \(allowed).")
            }
            return number
        }
    }

    func truth(_ name: String) throws -> Bool {
        let allowed = "true or false"
        return try value(name, allowed) { text in
            switch text {
            case "true": true
            case "false": false
            default: throw LedgerError(.usage, "\"\(text)\" is not \(allowed).")
            }
        } ?? false
    }

    /// The point on the two time axes that a question is put to.
    func moment() throws -> Moment {
        Moment(
            asOf: try value("as-of", "a position, a day or an instant") { try AsOf(parsing: $0) },
            knownBy: try day("known-by"))
    }
}

extension Parameter {
    /// What every question can say of time.
    static let moment: [Parameter] = [
        .query(
            "as-of",
            "What the ledger itself held then: after the event at a position (120), at the end of a day (2026-01-31) or at an "
                + "instant (2026-01-31T14:00:00Z).", .bound, example: "120"),
        .query("known-by", "What the sources had said by the end of this day.", .day, example: "2020-01-08"),
    ]
}
