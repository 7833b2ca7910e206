/// Collects what is wrong with one record's fields.
struct Checker {
    var knownAt: Day?
    var origin: Validation.Origin
    /// The record's own notes: a flag that it carries already says that somebody has seen the oddity.
    var notes: Notes
    var result = Validation()

    init(knownAt: Day?, origin: Validation.Origin, notes: Notes = Notes()) {
        self.knownAt = knownAt
        self.origin = origin
        self.notes = notes
    }

    mutating func refuse(
        _ code: ValidationError.Code, _ field: String, given: String, _ problem: String, allowed: String
    ) {
        result.errors.append(
            ValidationError(code: code, field: field, given: given, problem: problem, allowed: allowed))
    }

    mutating func refuse(_ error: ValidationError, at field: String) {
        result.errors.append(error.at(field))
    }

    mutating func flag(_ code: FlagCode, _ field: String, _ detail: String) {
        result.flags.append(Flag(code: code.rawValue, field: field, detail: detail))
    }

    /// An oddity that is kept when the file is as it is or somebody has flagged it, and refused otherwise.
    func isKept(_ code: FlagCode, _ field: String) -> Bool {
        origin == .imported || notes.flags.contains { $0.code == code.rawValue && $0.field == field }
    }

    // Fields are named only where something is wrong with them: most records of an import of a million have nothing.
    mutating func require(_ text: String, _ field: @autoclosure () -> String, allowed: @autoclosure () -> String) {
        guard text.isEmpty else { return }
        refuse(.missing, field(), given: "", "must be stated", allowed: allowed())
    }

    mutating func check(_ count: Count, _ field: String) {
        if let problem = count.inconsistency {
            refuse(.inconsistentCount, field, given: count.text, problem, allowed: Count.allowedForms)
        }
        guard !count.isTooLarge else {
            refuse(
                .countTooLarge, field, given: count.text, Count.tooLarge,
                allowed: "-\(Count.grouped(Count.largest)) to \(Count.grouped(Count.largest))")
            return
        }
        let smallest = min(count.low, count.high ?? count.low)
        guard smallest < 0 else { return }
        guard origin == .enteredWithReason || isKept(.negativeCount, field) else {
            refuse(
                .negativeCount, field, given: count.text, "is negative and has no reason",
                allowed: "0 or more; a balance between split records needs a reason")
            return
        }
        flag(.negativeCount, field, "\(count.text): a balance between records that a publisher split")
    }

    mutating func check(country: String, _ field: @autoclosure () -> String) {
        guard !country.isEmpty else { return }
        do { try Countries.check(country) } catch { refuse(error, at: field()) }
    }

    mutating func check(countries: [String], _ field: String) {
        for (index, country) in countries.enumerated() {
            guard country.isEmpty else {
                check(country: country, "\(field)[\(index)]")
                continue
            }
            refuse(
                .missing, "\(field)[\(index)]", given: "", "must be stated", allowed: "a two-letter code of ISO 3166-1")
        }
    }
}
