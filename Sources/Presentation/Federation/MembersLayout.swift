package import Federation
package import Forms
import Incidents

/// How the logs of a federation's members are held.
package struct MembersLayout: AnswerLayout {
    private let members: [MemberStatus]

    package init(_ members: [MemberStatus]) { self.members = members }

    package func text(width: Int?) -> String {
        table.showing(["name", "role", "position", "age", "unsigned", "datasets", "last_event", "origin"])
            .table(width: width) + problems.map { $0 + "\n" }.joined()
    }

    /// Sentences.
    private var problems: [String] {
        members.flatMap { member in
            (member.problem.map { ["\(member.name) cannot be read: \($0)"] } ?? [])
                + (member.fork.map { ["The log of \(member.name) has forked. \($0)"] } ?? [])
                + (member.absent.isEmpty
                    ? []
                    : [
                        "\(member.name) holds nothing of \(member.absent.joined(separator: ", ")), which it contributes."
                    ])
        }
    }

    package var remarks: [String] { problems }

    package var table: TextTable {
        TextTable(
            columns: [
                .init(name: "name"), .init(name: "role"), .init(name: "origin"), .init(name: "folder"),
                .init(name: "log"), .init(name: "position", isNumber: true), .init(name: "unsigned", isNumber: true),
                .init(name: "last_event"), .init(name: "age"), .init(name: "age_seconds", isNumber: true),
                .init(name: "datasets"), .init(name: "absent"), .init(name: "problem"),
            ],
            rows: members.map { member in
                [
                    member.name, member.role.rawValue, member.origin, member.folder, member.logID ?? "",
                    member.position.map { "\($0)" } ?? "", member.unsigned.map { "\($0)" } ?? "",
                    member.recordedAt.map { Instant.text(microseconds: $0) } ?? "", member.age.map(AgeText.of) ?? "",
                    member.age.map { "\($0)" } ?? "", member.contributed.joined(separator: " "),
                    member.absent.joined(separator: " "), member.problem ?? "",
                ]
            })
    }

    package var json: JSONValue {
        .array(
            members.map { member in
                .members([
                    ("name", .string(member.name)), ("role", .string(member.role.rawValue)),
                    ("origin", .string(member.origin)), ("folder", .string(member.folder)),
                    ("log", .optional(member.logID)), ("position", member.position.map { .integer($0) } ?? .null),
                    ("unsigned", member.unsigned.map { .integer($0) } ?? .null),
                    ("lastEvent", .optional(member.recordedAt.map { Instant.text(microseconds: $0) })),
                    ("ageSeconds", member.age.map { .integer($0) } ?? .null),
                    ("datasets", .texts(member.contributed)), ("absent", .texts(member.absent)),
                    ("problem", .optional(member.problem)), ("fork", .optional(member.fork)),
                ])
            })
    }
}

/// How old something is, for people.
package enum AgeText {
    /// `3 d`, `2 h`, `5 min`, `40 s`; of a clock that is behind the event's `0 s`.
    package static func of(_ seconds: Int64) -> String {
        let seconds = max(0, seconds)
        for (unit, size) in [("d", Int64(86_400)), ("h", 3_600), ("min", 60)] where seconds >= size {
            return "\(seconds / size) \(unit)"
        }
        return "\(seconds) s"
    }
}
