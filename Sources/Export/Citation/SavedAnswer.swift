import EventLog
import Evidence
import Files
import Forms
import Incidents
public import Ledger

/// An answer of a view as `--format json` prints it.
struct SavedAnswer {
    private let provenance: JSONValue
    private let rows: [JSONValue]

    /// - Parameter name: of the file, for errors.
    init(_ bytes: [UInt8], in name: String) throws(LedgerError) {
        let json: JSONValue
        do { json = try JSONValue(parsing: bytes) } catch { throw LedgerError(.refused, "\(name): \(error)") }
        guard let provenance = json["provenance"], case .array(let rows)? = json["rows"],
            provenance["digest"] != nil, provenance["position"] != nil
        else {
            throw LedgerError(
                .refused,
                "\(name) is neither a receipt nor an answer of a view that `--format json` printed: it has no rows with their "
                    + "provenance.")
        }
        (self.provenance, self.rows) = (provenance, rows)
        try checkDigest(name)
    }

    func text(_ key: String) -> String? { provenance[key]?.asText }

    var position: UInt64? {
        if case .integer(let number)? = provenance["position"], number >= 0 { UInt64(number) } else { nil }
    }

    /// The rows as they were printed are those of which the provenance states the digest. Without rows there is nothing to
    /// compare: the heading is not in the answer.
    private func checkDigest(_ name: String) throws(LedgerError) {
        guard case .object(let first)? = rows.first else { return }
        // As members of objects columns have other names, and no order.
        let known = (Ledger.views.first { $0.name == text("view") }?.columns ?? []).flatMap { [$0, $0 + "_reported"] }
        let columns = known.filter { name in first.contains { $0.key == name.lowerCamelCased } }
        guard columns.count == first.count else {
            throw LedgerError(
                .refused,
                "\(name) has other columns than view \(text("view") ?? "?"), as rankings and values side by side have: cite the "
                    + "question, or keep the answer with --receipt.")
        }
        let cells = rows.map { row in columns.map { row[$0.lowerCamelCased]?.asText ?? "" } }
        let digest = CanonicalCSV.digest(CSVText.table(header: columns, rows: cells))
        guard digest == text("digest") else {
            throw LedgerError(
                .refused,
                "\(name) was altered: its rows have sha256 \(digest), and it states \(text("digest") ?? "none").")
        }
    }

    /// In words.
    var subject: String {
        var text = "view \(text("view") ?? "?") v\(text("version") ?? "?")"
        if let scheme = self.text("scheme") { text += ", scheme \(scheme)" }
        guard rows.count == 1 else { return text + " (\(rows.count) rows)" }
        let columns = Ledger.views.first { $0.name == self.text("view") }?.columns ?? []
        let cells = columns.compactMap { name in rows[0][name.lowerCamelCased]?.asText.map { "\(name) \($0)" } }
        return text + ": " + cells.joined(separator: ", ")
    }

    var datasets: [(id: String, asAt: Day?)] {
        list("datasets").filter { $0["counted"] == .bool(true) }.compactMap { dataset in
            dataset["id"]?.asText.map { ($0, dataset["asAt"]?.asText.flatMap { try? Day($0) }) }
        }
    }

    private func list(_ key: String) -> [JSONValue] {
        if case .array(let elements)? = provenance[key] { elements } else { [] }
    }

    /// What the answer says beside its rows.
    var notices: [String] {
        var notices = list("overlap").map { overlap in
            "OVERLAP: " + Self.texts(overlap["datasets"]).joined(separator: " and ") + " are both counted for "
                + Self.texts(overlap["years"]).joined(separator: ", ") + ", and the same people may be in both"
        }
        let sums = list("amendments").map { "\($0["measure"]?.asText ?? "") \($0["value"]?.asText ?? "")" }
        if !sums.isEmpty { notices.append("the desk's amendments are in it: " + sums.joined(separator: ", ")) }
        if let links = provenance["links"] {
            if let possible = links["possible"]?.asText, possible != "0" {
                notices.append("\(possible) record(s) count from 0 on: suspected to be the same as others that count")
            }
            if let leftOut = links["leftOut"]?.asText, leftOut != "0" {
                notices.append("\(leftOut) record(s) are left out: the same as, or a part of, others that count")
            }
            for (key, what) in [("adrift", "ADRIFT"), ("countedTwice", "COUNTED TWICE")] {
                guard case .array(let found)? = links[key] else { continue }
                notices += found.map { "\(what): \($0["record"]?.asText ?? "") beside \($0["other"]?.asText ?? "")" }
            }
        }
        let behind = Self.texts(provenance["leftBehind"])
        if !behind.isEmpty {
            notices.append(
                "the desk's amendments to \(behind.joined(separator: ", ")) in years that a successor covers are not counted"
            )
        }
        if provenance["isComplete"] == .bool(false) {
            notices.append(
                "INCOMPLETE: \(text("parked") ?? "some") event(s) could not be taken in; the figures lack them")
        }
        return notices
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        if case .array(let elements)? = value { elements.compactMap(\.asText) } else { [] }
    }
}

extension JSONValue {
    /// As it stands in an answer's CSV; nil for nothing.
    fileprivate var asText: String? {
        switch self {
        case .null, .array, .object: nil
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .bool(let isTrue): isTrue ? "true" : "false"
        }
    }
}

extension Ledger {
    /// The citation of an answer of this ledger that somebody has saved: a receipt, or what `view --format json` printed.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is no file; `refused` where it is neither, or was altered; `damaged`
    ///   where it is of another log.
    public func citation(ofAnswerIn path: String, licence: Licence? = nil) throws -> Citation {
        let bytes = try DurableFile.bytes(of: path)
        if let receipt = try? ViewReceipt(readingFrom: path) { return try citation(of: receipt, licence: licence) }
        let saved = try SavedAnswer(bytes, in: path)
        guard saved.text("logId") == logID else {
            throw LedgerError(
                .damaged, "\(path) was given from log \(saved.text("logId") ?? "?"), and \(self.path) is log \(logID).")
        }
        let head = try head().position
        guard let position = saved.position, position <= head else {
            throw LedgerError(
                .damaged, "\(path) was given from a longer log: this one has \(head) events.")
        }
        return try citation(
            of: saved.subject, at: position, knownBy: try saved.text("knownBy").map { try Day($0) },
            isAsPublished: saved.text("asPublished") == "true", digest: saved.text("digest"),
            datasets: saved.datasets, licence, saved.notices)
    }
}
