import Forms
package import Incidents
package import Ledger

extension Faults {
    /// What `body` reads of a flag; nil, and a fault of it, where it cannot be read.
    package mutating func reading<Value>(_ flag: String, _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch let error as Incidents.ValidationError {
            add(.usage, error.at("--\(flag)").description, of: flag)
        } catch {
            let error = LedgerError.wrapping(error)
            add(error.code, error.description, of: flag)
        }
        return nil
    }

    /// A fault for each field of a state that cannot be accepted, by the flag that writes it.
    ///
    /// - Parameters:
    ///   - record: nil: its identifier is made.
    ///   - kind: nil: fields are named as JSON has them.
    package mutating func check(
        _ state: Record?, as type: EventType, of record: RecordID?, _ statement: Statement,
        _ kind: (any EnteredState.Type)?
    ) {
        check(state, as: type, of: record, statement) { field in
            Self.statementFlag(field)
                ?? kind?.flagName(writing: field).map { (owner: $0, name: "--\($0)") }
        }
    }

    private static let statementFlags = ["id": "id", "actor": "actor", "reason": "reason", "knownAt": "known-at"]

    /// By which flag a part of the statement was given.
    package static func statementFlag(_ field: String) -> (owner: String, name: String)? {
        statementFlags[field].map { (owner: $0, name: "--\($0)") }
    }
}

extension EnteredState {
    fileprivate static func flagName(writing field: String) -> String? { flag(writing: field)?.name }
}
