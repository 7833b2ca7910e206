import Crypto
import EventLog
import Forms
import Foundation
import HTTPTypes
import HummingbirdCore
import Incidents
import Ledger
import Timeline

/// What a request that writes says beside what it is about: under which key, against which version, as whom.
extension Call {
    /// Whoever writes; the operation has checked that there is somebody.
    ///
    /// - Throws: ``Problem`` where there is nobody.
    func writer() throws -> Caller {
        guard let caller else { throw Problem(.unauthorized, .unauthenticated, "This needs a token.") }
        return caller
    }

    /// The log's idempotency key: of the token's name and the request's own key, so that two who choose the same key do not
    /// get each other's answers. Nil where the request has none.
    ///
    /// - Throws: ``Problem`` where it is none.
    func idempotencyKey() throws -> String? {
        let given = request.headers[values: .idempotencyKey]
        guard let key = given.first else { return nil }
        guard given.count == 1, (1...200).contains(key.utf8.count), key.unicodeScalars.allSatisfy(\.isASCII) else {
            throw Problem(
                field: "Idempotency-Key", given: key, allowed: "one text of 1 to 200 bytes of ASCII",
                "\"Idempotency-Key\" is one text of 1 to 200 bytes of ASCII.")
        }
        return try idempotencyKey(key)
    }

    /// The same of a key that came otherwise.
    func idempotencyKey(_ key: String) throws -> String {
        let name = try writer().name
        return "http/" + Hex.encode(Array(SHA256.hash(data: Data("\(name)\0\(key)".utf8))))
    }

    /// The version that whoever asks has seen (RFC 9110, 13.1.1).
    ///
    /// - Throws: ``Problem``: 428 where it is not said; 412 where it names no version, which then is not the record's.
    func seenVersion() throws -> UInt32 {
        guard let text = header(.ifMatch) else {
            throw Problem(
                .init(code: 428, reasonPhrase: "Precondition Required"), .conditionMissing,
                "Say which version you have seen, as its ETag has it: If-Match: \"v3\". So of two who change a record at once "
                    + "one is told.",
                [
                    .init(
                        field: "If-Match", given: nil, allowed: "\"v\" and a number, in quotes",
                        message: "It is needed.")
                ])
        }
        guard !text.isEmpty else {
            throw Problem(field: "If-Match", given: text, allowed: "\"v3\"", "\"If-Match\" says nothing.")
        }
        guard let match = text.wholeMatch(of: /"v([1-9][0-9]{0,8})"/), let version = UInt32(match.output.1) else {
            throw Problem(
                .preconditionFailed, .superseded,
                "\"If-Match\" names the one version that was seen, such as \"v3\"; * would change what nobody has looked at.",
                [
                    .init(
                        field: "If-Match", given: text, allowed: "one version, as its ETag has it: \"v3\"",
                        message: "It is no version of a record.")
                ])
        }
        return version
    }

    /// Refuses what the token may not write.
    ///
    /// - Parameters:
    ///   - dataset: its identifier; nil or empty: the desk.
    ///   - what: the record or the file, for the sentence.
    /// - Throws: ``Problem``: 403, with the dataset and the token.
    func checkMayWrite(for dataset: String?, _ what: String) throws {
        let writer = try writer()
        let dataset = dataset.flatMap { $0.isEmpty ? nil : $0 }
        guard !writer.mayWrite(for: dataset) else { return }
        let whose = dataset.map { "dataset \"\($0)\"" } ?? "the desk"
        throw Problem(
            .forbidden, .forbidden,
            "\(what) belongs to \(whose), and token \"\(writer.name)\" writes only for "
                + "\(writer.datasets.sorted().joined(separator: ", ")).")
    }

    /// The same for records that there are.
    func checkMayChange(_ record: RecordID, in snapshot: borrowing LogSnapshot) throws {
        guard try !writer().datasets.isEmpty else { return }
        let dataset =
            record.kind == .dataset
            ? record.id : try snapshot.stream(of: record, through: .max).timeline.dataset
        try checkMayWrite(for: dataset, record.description)
    }

    /// The same for a new state of a record: to say which dataset succeeds which changes what is counted of both.
    func checkMayState(_ state: Record, replacing old: Record?) throws {
        guard case .dataset(let new) = state else { return }
        var named = Set(new.succeeds + new.disjointFrom)
        if case .dataset(let old)? = old { named.formSymmetricDifference(old.succeeds + old.disjointFrom) }
        for dataset in named.sorted() {
            try checkMayWrite(for: dataset, "What succeeds it, and what is beside it,")
        }
    }

    /// Questions the names of sources that look like persons', unless the request says that they are none, or the ledger has
    /// them already.
    ///
    /// - Throws: ``Problem``: 422.
    func checkNames(of states: [(field: String, state: Record)], in ledger: Ledger) throws {
        guard try !query.truth("not-a-person") else { return }
        var faults: [Problem.Fault] = []
        for (field, state) in states {
            for (index, source) in state.notes.sources.enumerated()
            where PersonNames.areLike(source.publisher) && (try? ledger.hasNamed(source.publisher)) != true {
                faults.append(
                    .init(
                        field: "\(field)/sources/\(index)/publisher", given: source.publisher,
                        allowed: "a role or an organisation", message: "It looks like a person's name."))
            }
        }
        guard !faults.isEmpty else { return }
        throw Problem(
            .unprocessableContent, .refused,
            "A source looks like a person's name, and the ledger forgets nothing: state the role or the organisation instead. "
                + "If it is one, repeat with not-a-person=true.", faults)
    }
}

extension HTTPField.Name {
    static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
    static let idempotencyReplayed = HTTPField.Name("Idempotency-Replayed")!
}

extension Parameter {
    static let idempotencyKey = Parameter.header(
        "Idempotency-Key",
        "Makes the request safe to repeat: with the same key it is done once, and answered alike, for ever. Other content under "
            + "the same key is refused (422). A token's keys are its own.",
        .text(pattern: "^[!-~]([ -~]{0,198}[!-~])?$"))
    // Not said to be required: what is missing has its own status (428).
    static let ifMatch = Parameter.header(
        "If-Match", "Needed: the version that was seen, as ETag has it. Where there is another by now: 412.",
        .text(shortest: 1))
    static let notAPerson = Parameter.query(
        "not-a-person", "A source that looks like a person's name is none: an organisation, a role, a paper.",
        .truthText)
}
