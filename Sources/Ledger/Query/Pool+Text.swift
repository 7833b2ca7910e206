package import Folding
package import Forms
import Incidents

extension Pool {
    /// For people: of each member what was read of it, and what of it is in no sum.
    var lines: [String] { members.compactMap(\.line) }

    /// Sentences that belong to the figures wherever they are told.
    package var notices: [String] { members.flatMap(\.notices) + remarks }

    /// What belongs to an answer that has no figures: where it was read, and what is missing.
    package var sentences: [String] { lines + notices }

    /// For programs: the position of each member by its name.
    var positions: JSONValue {
        .members(
            members.compactMap { member in
                guard member.isContributor, let held = member.held else { return nil }
                return (member.name, .integer(held.position))
            })
    }

    package var json: JSONValue {
        .members([
            ("name", .string(name)), ("members", .array(members.map(\.json))),
            ("remarks", .array(remarks.map { .string($0) })), ("isComplete", .bool(isComplete)),
        ])
    }
}

extension Pool.Member {
    private static func list(_ datasets: [String]) -> String { datasets.joined(separator: ", ") }

    fileprivate var line: String? {
        guard isContributor else { return "\(name): reads, and contributes nothing" }
        guard let held else { return nil }
        return "\(name): log \(held.logID) at position \(held.position), root \(held.root)"
            + (held.recordedAt.map { ", last event of \(Instant.text(microseconds: $0))" } ?? "")
            + (leftOut.isEmpty ? "" : "; not in the pool: \(Self.list(leftOut))")
    }

    fileprivate var notices: [String] {
        guard isContributor else { return [] }
        if let problem {
            return ["INCOMPLETE: \(name) could not be read, and the figures lack \(Self.list(contributed)): \(problem)"]
        }
        var lines: [String] = []
        if !isComplete {
            lines.append("INCOMPLETE: the view could not take in \(parked) event(s) of \(name); the figures lack them.")
        }
        if let held, let asked = held.asked {
            lines.append(
                "INCOMPLETE: \(name) is behind: position \(asked) was asked for, and \(held.position) is held; the figures lack "
                    + "what is after it.")
        }
        if let fork = held?.fork {
            lines.append(
                "FORKED: the log of \(name) shows different people different things, and is read as far as it was verified here. "
                    + "\(fork)")
        }
        if let held, held.unsigned > 0 {
            lines.append("NOT SIGNED YET: the last \(held.unsigned) event(s) of \(name) are in no sum.")
        }
        return lines
    }

    fileprivate var json: JSONValue {
        let list = { (texts: [String]) in JSONValue.array(texts.map { .string($0) }) }
        return .members([
            ("name", .string(name)), ("origin", .string(origin)),
            ("role", .string(isContributor ? "contributor" : "reader")), ("log", .optional(held?.logID)),
            ("position", held.map { .integer($0.position) } ?? .null), ("root", .optional(held?.root)),
            ("recordedAt", .optional(held?.recordedAt.map { Instant.text(microseconds: $0) })),
            ("fork", .optional(held?.fork)), ("asked", held?.asked.map { .integer($0) } ?? .null),
            ("unsigned", held.map { .integer($0.unsigned) } ?? .null), ("contributed", list(contributed)),
            ("leftOut", list(leftOut)), ("isComplete", .bool(isComplete)), ("parked", .integer(parked)),
            ("problem", .optional(problem)),
        ])
    }
}
