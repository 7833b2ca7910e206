package import Forms
package import Incidents

/// Everything that is wrong with a request, so that it is told at once and mended at once.
package struct Faults {
    package private(set) var errors: [LedgerError] = []
    /// What each of them is of: a flag, a member; nil: of nothing that was given by itself.
    private var owners: [String?] = []
    /// That of which something is wrong: what the state lacks without it is no fault of its own.
    package private(set) var wrong: Set<String> = []

    package init() {}

    package var isEmpty: Bool { errors.isEmpty }

    package mutating func add(_ code: LedgerError.Code, _ sentence: String, of owner: String? = nil) {
        if let owner { wrong.insert(owner) }
        let error = LedgerError(code, sentence)
        guard !errors.contains(error) else { return }
        errors.append(error)
        owners.append(owner)
    }

    /// Adds what another request, or a part of this one, has wrong with it.
    package mutating func add(_ other: Faults, at place: String) {
        for error in other.errors { add(error.code, "\(place): \(error.description)") }
    }

    /// A fault for each field of a state that cannot be accepted.
    ///
    /// - Parameters:
    ///   - record: nil: its identifier is made.
    ///   - given: by what a field was given, and how that is called; nil: it is called as JSON has it.
    package mutating func check(
        _ state: Record?, as type: EventType, of record: RecordID?, _ statement: Statement,
        given: (_ field: String) -> (owner: String, name: String)?
    ) {
        guard let state else { return }
        let event = Event(
            type: type, record: record ?? RecordID(kind: state.kind, id: "new"), knownAt: statement.knownAt ?? .today,
            actor: statement.actor, reason: statement.reason, state: state)
        if let day = statement.knownAt, day > .latestToday {
            add(.refused, Ledger.notYet(day), of: given("knownAt")?.owner)
        }
        let told = wrong
        do throws(ValidationErrors) {
            _ = try event.validated(today: .latestToday)
        } catch {
            for error in error.errors {
                guard let (owner, name) = given(error.field) else {
                    add(.refused, error.description)
                    continue
                }
                // What is wrong with what was given is said already.
                guard !told.contains(owner) else { continue }
                var named = error
                named.field = name
                add(.refused, named.description, of: owner)
            }
        }
    }

    /// A line for each of them.
    package var text: String { errors.map(\.description).joined(separator: "\n") }

    /// Those of some owners.
    package func only(_ names: [String]) -> Faults {
        var some = Faults()
        for (error, owner) in zip(errors, owners) where owner.map(names.contains) ?? false {
            some.add(error.code, error.description, of: owner)
        }
        return some
    }

    /// - Throws: `LedgerError` with a line for each of them: `usage` where one of them was not understood, and the first
    ///   one's code otherwise.
    package func check() throws(LedgerError) {
        guard let first = errors.first else { return }
        throw LedgerError(errors.contains { $0.code == .usage } ? .usage : first.code, text)
    }

    /// Tells another error after the faults, where there are any.
    package func check(and error: any Error) throws(LedgerError) {
        guard !isEmpty else { return }
        var all = self
        let other = LedgerError.wrapping(error)
        all.add(other.code, other.description)
        try all.check()
    }
}
