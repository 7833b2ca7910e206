extension Event {
    /// Checks the event and the state that it carries, and returns it with the flags that its state earns.
    ///
    /// - Parameter today: no source can have asserted anything after it. Nil: not checked.
    /// - Throws: ``ValidationErrors``, one for each field that cannot be accepted.
    public func validated(today: Day?) throws(ValidationErrors) -> Event {
        var checker = Checker(knownAt: nil, origin: origin)
        checker.check(record)
        checker.require(actor, "actor", allowed: "who asserts it: a role or an organisation")
        if type != .recorded, type != .confirmed {
            checker.require(reason, "reason", allowed: "why the record is \(type.code)")
        }
        if let today, knownAt > today {
            checker.refuse(
                .tooLate, "knownAt", given: knownAt.description, "lies in the future", allowed: "\(today) or earlier")
        }
        if !dataset.isEmpty { checker.check(RecordID(kind: .dataset, id: dataset)) }
        if let partInSums { checker.check(RecordID(kind: .link, id: partInSums.link)) }
        do { try checkState() } catch { checker.result.errors.append(error) }
        var copy = self
        if let state {
            let validation = state.validate(knownAt: knownAt, origin: origin)
            checker.result.errors += validation.errors
            copy.state = state.flagged(validation)
        }
        guard checker.result.isAccepted else { throw ValidationErrors(checker.result.errors.uniqued()) }
        return copy
    }

    /// How the state reached the ledger, as far as the event says.
    public var origin: Validation.Origin {
        if !importID.isEmpty { return .imported }
        return reason.isEmpty ? .entered : .enteredWithReason
    }
}

extension Checker {
    /// An identifier is 1 to 200 bytes without control characters: it is part of a key, and people type it.
    mutating func check(_ record: RecordID) {
        let scalars = record.id.unicodeScalars
        let hasControl = scalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        guard hasControl || !(1...200).contains(record.id.utf8.count) else { return }
        refuse(
            .badIdentifier, "id", given: record.id, "cannot name a record",
            allowed: "1 to 200 bytes of UTF-8 without control characters")
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
