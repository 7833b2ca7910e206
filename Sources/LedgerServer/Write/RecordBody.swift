import Forms
import HTTPTypes
import Incidents
import Ledger

/// The state of a record as the body of a request has it.
enum RecordBody {
    /// - Parameters:
    ///   - body: has it under `state`.
    ///   - type: what is said with it, which decides what must be stated.
    /// - Throws: ``Problem``: what is wrong with each field, by its place in the body.
    static func read(
        _ kind: RecordKind, _ body: BodyMembers, _ type: EventType, _ id: String, _ statement: Statement
    ) throws -> Record {
        guard let json = body.value("state") else {
            throw Problem(
                field: "/state", given: nil, allowed: "an object", "\"state\" is needed: what is said of the record.")
        }
        do throws(ValidationErrors) {
            let state = try RecordJSON.record(kind, from: json)
            // The ledger validates it again, and says it in one text.
            _ = try Event(
                type: type, record: RecordID(kind: kind, id: id), knownAt: statement.knownAt ?? .today,
                actor: statement.actor, reason: statement.reason, state: state
            ).validated(today: .latestToday)
            return state
        } catch {
            throw Problem(error, in: "/state")
        }
    }
}

extension Problem {
    /// What is wrong with the fields of a record.
    ///
    /// - Parameter place: of its state in the body, as a JSON Pointer.
    init(_ errors: ValidationErrors, in place: String) {
        self.init(
            .unprocessableContent, .refused, errors.description,
            errors.errors.map { error in
                Fault(
                    field: Self.pointer(to: error.field, in: place), given: error.given, allowed: error.allowed,
                    message: error.description)
            })
    }

    /// `people[0].count` as `/state/people/0/count`; what belongs to the event and not to its state stands beside that.
    private static func pointer(to field: String, in place: String) -> String {
        let beside = ["knownAt", "actor", "reason", "id"]
        guard !beside.contains(field) else { return "/" + field }
        let parts = field.replacing("[", with: ".").replacing("]", with: "").split(separator: ".")
        return place + parts.map { "/" + $0 }.joined()
    }
}
