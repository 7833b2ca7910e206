import Forms
import Incidents

/// Everything that is wrong with a request, so that it is told at once and mended at once.
struct Faults {
    private var errors: [LedgerError] = []
    /// The flag of each of them; nil: it is of none.
    private var owners: [String?] = []
    /// The flags of which something is wrong: what the state lacks without them is no fault of its own.
    private(set) var flags: Set<String> = []

    var isEmpty: Bool { errors.isEmpty }

    mutating func add(_ code: LedgerError.Code, _ sentence: String, of flag: String? = nil) {
        if let flag { flags.insert(flag) }
        let error = LedgerError(code, sentence)
        guard !errors.contains(error) else { return }
        errors.append(error)
        owners.append(flag)
    }

    /// Adds what another request, or a part of this one, has wrong with it.
    mutating func add(_ other: Faults, at place: String) {
        for error in other.errors { add(error.code, "\(place): \(error.description)") }
    }

    /// What `body` reads of a flag; nil, and a fault of it, where it cannot be read.
    mutating func reading<Value>(_ flag: String, _ body: () throws -> Value) -> Value? {
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

    /// A line for each of them.
    var text: String { errors.map(\.description).joined(separator: "\n") }

    /// Those of some flags.
    func only(_ names: [String]) -> Faults {
        var some = Faults()
        for (error, flag) in zip(errors, owners) where flag.map(names.contains) ?? false {
            some.add(error.code, error.description, of: flag)
        }
        return some
    }

    /// - Throws: `LedgerError` with a line for each of them: `usage` where one of them was not understood, and the first
    ///   one's code otherwise.
    func check() throws(LedgerError) {
        guard let first = errors.first else { return }
        throw LedgerError(
            errors.contains { $0.code == .usage } ? .usage : first.code,
            text)
    }
}
