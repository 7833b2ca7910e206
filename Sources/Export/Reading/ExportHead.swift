import Folding
import Forms
import Incidents

/// What is known of an export before its first record is read: of what it is, and as of when.
struct ExportHead: Sendable {
    struct PresentDataset: Sendable {
        var id: String
        var publisher: String
        var title: String
        var asAt: Day?
    }

    /// What a view answers at the same moment.
    struct ViewState: Sendable {
        var name: String
        var version: Int
        /// SHA-256 of the answer as CSV; nil: it cannot be answered.
        var digest: String?
        /// Sentences: which datasets are counted, what overlaps, what links change.
        var notices: [String]
    }

    var logID: String
    var origin: String
    var name: String?
    var position: UInt64
    /// Of the tree over the events up to the position.
    var root: String
    /// Of the last of these events; nil: there is none.
    var recordedAt: UInt64?
    var knownBy: Day?
    var isAsPublished: Bool
    var kinds: [RecordKind]
    var datasets: [PresentDataset]
    var views: [ViewState]
    var licence: Licence?
    var context: ExportContext
}

extension ExportHead {
    static let format = 1

    var title: String { "\(name ?? "Incident ledger \(origin)"), as of position \(position)" + day }

    private var day: String {
        (knownBy.map { ", known by \($0)" } ?? "") + (isAsPublished ? ", as published" : "")
    }

    var citation: Citation {
        Citation(
            subject: "records of \(kinds.map(\.code).joined(separator: ", "))", logID: logID, origin: origin,
            name: name,
            position: position, root: root, recordedAt: recordedAt, knownBy: knownBy, isAsPublished: isAsPublished,
            digest: nil,
            publishers: datasets.map { Citation.Source(id: $0.id, publisher: $0.publisher, asAt: $0.asAt) },
            licence: licence, notices: [])
    }

    /// For people, a line each: the provenance above a table.
    var lines: [String] {
        [
            title, "log \(logID), root \(root)",
            "counts only where the column counted says yes; where it says possible, from 0 on",
        ] + (licence.map { ["licence: \($0.text)"] } ?? []) + [citation.text.replacing("\n", with: " ")]
    }

    /// Where the export comes from and what it holds. No clock has a part in it: the same moment has the same text.
    func json(_ account: ExportAccount) -> JSONValue {
        .members([
            ("formatVersion", .integer(Self.format)), ("logId", .string(logID)), ("origin", .string(origin)),
            ("title", .optional(name)), ("position", .integer(position)), ("root", .string(root)),
            ("recordedAt", .optional(recordedAt.map { Instant.text(microseconds: $0) })),
            ("knownBy", .optional(knownBy?.description)), ("asPublished", .bool(isAsPublished)),
            ("scheme", .optional(context.scheme)), ("licence", licence?.json ?? .null),
            ("citation", .string(citation.text)),
            (
                "datasets",
                .array(
                    datasets.map {
                        .members([
                            ("id", .string($0.id)), ("publisher", .string($0.publisher)), ("title", .string($0.title)),
                            ("asAt", .optional($0.asAt?.description)),
                        ])
                    })
            ), ("records", account.json),
            (
                "views",
                .array(
                    views.map {
                        .members([
                            ("name", .string($0.name)), ("version", .integer($0.version)),
                            ("digest", .optional($0.digest)), ("notices", .array($0.notices.map { .string($0) })),
                        ])
                    })
            ),
        ])
    }
}
