import Forms
package import Ledger

/// What flags state, as it was typed: by the flag's name, in the order of its uses.
package struct GivenFlags: Sendable {
    package private(set) var texts: [String: [String]]

    package init(_ texts: [String: [String]] = [:]) {
        self.texts = texts
    }

    package var isEmpty: Bool { texts.isEmpty }

    package func has(_ flag: String) -> Bool { texts[flag] != nil }

    /// Every use of a flag.
    package func all(_ flag: String) -> [String] { texts[flag] ?? [] }

    /// The one value of a flag whose field has one; nil, and a fault, where it is given another number of times.
    package func one(_ flag: String, _ faults: inout Faults) -> String? {
        let given = all(flag)
        guard given.count > 1 else { return given.first }
        faults.add(
            .refused,
            "--\(flag) is given \(given.count) times (\(given.joined(separator: "; "))), and the record has one: give it once.",
            of: flag)
        return nil
    }

    package mutating func add(_ text: String, to flag: String) { texts[flag, default: []].append(text) }

    package mutating func remove(_ flag: String) { texts[flag] = nil }
}
