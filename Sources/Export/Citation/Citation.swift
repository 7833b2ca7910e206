public import Incidents

/// How something of a ledger is cited: so that a reader can ask again for the same, prove that it is of that log, and knows
/// what to be careful with.
public struct Citation: Hashable, Sendable {
    /// Whose data it is.
    public struct Source: Hashable, Sendable {
        /// The dataset's identifier; empty: there is none.
        public var id: String
        /// Empty: it is not stated.
        public var publisher: String
        public var asAt: Day?

        public init(id: String, publisher: String, asAt: Day?) {
            self.id = id
            self.publisher = publisher
            self.asAt = asAt
        }

        var text: String {
            let notes = [publisher.isEmpty ? "" : id, asAt.map { "as at \($0)" } ?? ""].filter { !$0.isEmpty }
            return (publisher.isEmpty ? id : publisher) + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
        }
    }

    /// What is cited, in words.
    public var subject: String
    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    public var origin: String
    /// What people call the ledger; nil: its origin.
    public var name: String?
    public var position: UInt64
    /// Of the tree over the events up to the position, in lower-case hexadecimal.
    public var root: String
    /// Of the last of these events, in microseconds since 1970-01-01T00:00:00Z; nil: there is none.
    public var recordedAt: UInt64?
    public var knownBy: Day?
    public var isAsPublished: Bool
    /// SHA-256 of the cited rows as CSV; nil: no rows are cited.
    public var digest: String?
    public var publishers: [Source]
    public var licence: Licence?
    /// What an answer says beside its rows: it belongs to the figure.
    public var notices: [String]

    public init(
        subject: String, logID: String, origin: String, name: String?, position: UInt64, root: String,
        recordedAt: UInt64?, knownBy: Day?, isAsPublished: Bool, digest: String?, publishers: [Source],
        licence: Licence?, notices: [String]
    ) {
        self.subject = subject
        self.logID = logID
        self.origin = origin
        self.name = name
        self.position = position
        self.root = root
        self.recordedAt = recordedAt
        self.knownBy = knownBy
        self.isAsPublished = isAsPublished
        self.digest = digest
        self.publishers = publishers
        self.licence = licence
        self.notices = notices
    }
}

extension Citation {
    var ledger: String { name ?? "Incident ledger \(origin)" }

    var day: Day? { recordedAt.map { Instant.day(microseconds: $0) } }

    var title: String { subject + (isAsPublished ? ", as published" : "") }

    /// At which moment, in words.
    var moment: String {
        "as of position \(position)" + (day.map { " (recorded by \($0))" } ?? "")
            + (knownBy.map { ", known by \($0)" } ?? "")
    }

    var evidence: String {
        "log \(logID), tree root \(root)" + (digest.map { ", rows sha256 \($0)" } ?? "")
    }

    var licenceText: String { licence.map { "licence \($0.text)" } ?? "licence not stated" }

    /// One line, and a line each for what is to be heeded.
    public var text: String {
        let data = publishers.isEmpty ? "" : " Data: " + publishers.map(\.text).joined(separator: "; ") + "."
        return
            (["\(ledger): \(title), \(moment). \(sentence(evidence)).\(data) \(sentence(licenceText))."]
            + notices.map { "Note: \($0)" }).joined(separator: "\n")
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// Tells it from other citations: letters, digits and hyphens.
    var key: String {
        "incident-ledger-\(logID.prefix(8))-\(position)" + (digest.map { "-\($0.prefix(8))" } ?? "")
    }
}
