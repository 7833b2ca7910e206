import Files
import Folding
public import Forms
import Foundation
import Incidents
import Ledger

extension ViewReceipt {
    /// Puts the receipt in a new file.
    ///
    /// - Throws: `LedgerError` with `refused` where something is there already, or the place cannot be written.
    public func write(to path: String) throws(LedgerError) {
        let file = try NewFile(path)
        try file.write(text)
        try file.finish()
    }

    /// Reads a receipt. It has one spelling: what this program would not have written so is refused.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is no file, `refused` where it is no receipt, was altered since it
    ///   was written, or is of a newer format.
    public init(readingFrom path: String) throws(LedgerError) {
        let bytes = try DurableFile.bytes(of: path)
        do {
            try self.init(bytes)
        } catch {
            throw LedgerError(.refused, "\(path) \(error.reason).")
        }
    }

    /// The file's text: `FORMAT.md` has its form.
    package var text: String {
        SealedObject.text([
            ("formatVersion", .integer(Self.currentFormat)), ("logId", .string(logID)), ("origin", .string(origin)),
            ("view", view.json), ("source", source.json), ("question", question.json),
            ("defaults", .array(defaults.map { .string($0.rawValue) })), ("root", .string(root)),
            ("digest", .string(digest)), ("isComplete", .bool(isComplete)), ("parked", .integer(parked)),
            ("format", .string(format.rawValue)), ("answer", .string(answer)),
        ])
    }

    package init(_ bytes: [UInt8]) throws(NotAReceipt) {
        struct Format: Decodable { var formatVersion: Int }
        let data = Data(bytes)
        let format = try? JSONDecoder().decode(Format.self, from: data).formatVersion
        if let format, format > Self.currentFormat {
            throw NotAReceipt(
                "is a receipt of format \(format), and this program reads formats up to \(Self.currentFormat): use a newer "
                    + "version of the program")
        }
        let seal = SealedObject.seal(of: bytes)
        guard seal.isThere else {
            throw NotAReceipt("is not a receipt: it does not end with a line that states its SHA-256")
        }
        guard seal.isRight else {
            throw NotAReceipt(
                "was altered since it was written: the SHA-256 that its last line states is not that of the lines above"
            )
        }
        do {
            self = try JSONDecoder().decode(Fields.self, from: data).receipt()
        } catch {
            throw NotAReceipt(
                "is not a receipt: "
                    + ((error as? LedgerError)?.description ?? "it has not the members that a receipt of format 1 has"))
        }
        guard Array(text.utf8) == bytes else {
            throw NotAReceipt("is not a receipt: this program would have written the same otherwise")
        }
    }

    /// The members, as they lie in the file.
    private struct Fields: Decodable {
        struct Version: Decodable {
            var name: String
            var version: Int
        }
        struct Question: Decodable {
            var view: String
            var asOf: UInt64
            var knownBy: String?
            var scheme: String?
            var regions: [String]?
            var years: [Int32]
            var datasets: [String]?
            var asPublished: Bool
            var withReported: Bool
            var rank: Int32?
            var groupBy: String?
            var conditions: [Condition]
            var sumBy: [String]?
            var pivot: Across?

            struct Condition: Decodable {
                var column: String
                var values: [String]
            }
            struct Across: Decodable {
                var column: String
                var measure: String
            }

            func query() throws -> Query {
                Query(
                    view: view, position: asOf, knownBy: try knownBy.map { try Day($0) }, scheme: scheme,
                    regions: regions,
                    years: years, datasets: datasets, isAsPublished: asPublished, withReported: withReported,
                    ranking: rank.map { Ranking(year: $0, byMacroRegion: groupBy != nil) },
                    selection: Selection(
                        conditions: conditions.map { .init(column: $0.column, values: $0.values) }, sumBy: sumBy,
                        pivot: pivot.map { Pivot(column: $0.column, measure: $0.measure) }))
            }
        }
        var logId, origin, root, digest, format, answer: String
        var view, source: Version
        var question: Question
        var defaults: [String]
        var isComplete: Bool
        var parked: UInt64

        func receipt() throws -> ViewReceipt {
            guard let format = OutputFormat(rawValue: format) else {
                throw LedgerError(.refused, "there is no format \"\(format)\"")
            }
            return ViewReceipt(
                logID: logId, origin: origin, view: ViewVersion(name: view.name, version: view.version),
                source: ViewVersion(name: source.name, version: source.version), question: try question.query(),
                defaults: defaults.compactMap { Default(rawValue: $0) }, root: root, digest: digest,
                isComplete: isComplete, parked: parked, format: format, answer: answer)
        }
    }
}

/// Why bytes are not a receipt's: completes the sentence "FILE … ."
package struct NotAReceipt: Error {
    package let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension ViewVersion {
    fileprivate var json: JSONValue { .members([("name", .string(name)), ("version", .integer(version))]) }
}

extension Query {
    package var json: JSONValue {
        .members([
            ("view", .string(view)), ("asOf", .integer(position)), ("knownBy", .optional(knownBy?.description)),
            ("scheme", .optional(scheme)), ("regions", Self.list(regions)),
            ("years", .array(years.map { .integer($0) })), ("datasets", Self.list(datasets)),
            ("asPublished", .bool(isAsPublished)), ("withReported", .bool(withReported)),
            ("rank", ranking.map { .integer($0.year) } ?? .null),
            ("groupBy", ranking?.byMacroRegion == true ? .string("macro-region") : .null),
            (
                "conditions",
                .array(
                    selection.conditions.map {
                        .members([("column", .string($0.column)), ("values", Self.list($0.values))])
                    })
            ),
            ("sumBy", Self.list(selection.sumBy)),
            (
                "pivot",
                selection.pivot.map {
                    .members([("column", .string($0.column)), ("measure", .string($0.measure))])
                } ?? .null
            ),
        ])
    }

    private static func list(_ texts: [String]?) -> JSONValue {
        texts.map { .array($0.map { .string($0) }) } ?? .null
    }
}

/// A JSON object over several lines, the last of which states the SHA-256 of all lines above it: so
/// `head -n -1 FILE | sha256sum` tells whether the file is as it was written.
enum SealedObject {
    private static let beginning = "\"sha256\": \""
    private static let end = "\"}\n"

    static func text(_ members: [(String, JSONValue)]) -> String {
        let object = JSONValue.members(members).text(isPretty: true)
        let above = object.dropLast("\n}".count) + ",\n"
        return above + beginning + CanonicalCSV.digest(String(above)) + end
    }

    /// Whether the last line has the form of one that states a digest, and whether that is the one of the lines above.
    static func seal(of bytes: [UInt8]) -> (isThere: Bool, isRight: Bool) {
        let start = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = Array(bytes[start...])
        let length = beginning.utf8.count + 64 + end.utf8.count
        guard line.count == length, line.starts(with: beginning.utf8),
            line.suffix(end.utf8.count).elementsEqual(end.utf8)
        else { return (false, false) }
        let stated = line.dropFirst(beginning.utf8.count).prefix(64)
        return (true, stated.elementsEqual(CanonicalCSV.digest(Array(bytes[..<start])).utf8))
    }
}
