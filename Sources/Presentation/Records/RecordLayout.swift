package import Forms
import Incidents
package import Ledger

/// What is known of a record, of what it belongs to, and of what belongs to it.
package struct RecordLayout: AnswerLayout {
    private let known: RecordState
    private let owners: [Owner]
    /// Nil: nothing belongs to records of its kind.
    private let belongings: Belongings?
    /// Its flags that somebody has settled.
    private let settled: [FoundFlag]
    private let moment: Moment

    /// - Parameters:
    ///   - owners: what it belongs to.
    ///   - belongings: nil: nothing belongs to records of its kind.
    ///   - flags: those of the record; which were settled, is said.
    package init(
        _ known: RecordState, _ owners: [Owner], _ belongings: Belongings?, _ flags: [FoundFlag], at moment: Moment
    ) {
        self.known = known
        self.owners = owners
        self.belongings = belongings
        settled = flags.filter { $0.settled != nil }
        self.moment = moment
    }

    /// Of each kind so many are listed for people.
    private static let mostListed = 20

    // MARK: For people

    package func text(width: Int?) -> String {
        let event = known.event
        var text = "\(known.record), version \(known.version)\n"
        if let state = known.state {
            if case .operation(let operation) = state {
                text += OperationCard.text(of: operation, width: width)
            } else {
                text += Wording.lines(RecordText.fields(of: state))
            }
        } else {
            text += "withdrawn\n"
        }
        text += ownerLines
        text += "\n\(event.event.type.code) at position \(event.position), known at \(event.event.knownAt), "
        text += Wording.by(event.event)
        text += event.event.reason.isEmpty ? "\n" : ": \(DisplayWidth.onOneLine(event.event.reason))\n"
        if known.isAmended {
            text += "the desk has amended what \(known.dataset) says\n"
            text += Wording.lines(
                differences(from: known.published, to: known.state).map { ($0.field, "\($0.old) → \($0.new)") })
        }
        for part in known.links {
            text += part.part == .none ? "left out of sums" : "counts from 0 on in sums"
            text += " beside what \(part.beside.isEmpty ? "the desk" : part.beside) says (link \(part.link))\n"
        }
        for dispute in known.disputes {
            text += "DISPUTED \(dispute.field): the desk says \(DisplayWidth.onOneLine(dispute.desk)), "
            text += "\(known.dataset) says \(DisplayWidth.onOneLine(dispute.dataset))\n"
        }
        text += "as of position \(known.position)" + (moment.knownBy.map { ", known by \($0)" } ?? "") + "\n"
        return text + belongingsText(width)
    }

    /// What it belongs to, a line each.
    private var ownerLines: String {
        owners.map { owner in
            let what = owner.state.map(Self.line) ?? (owner.isThere ? "withdrawn" : "not in this ledger")
            return "  belongs to \(owner.record)\(what.isEmpty ? "" : ": \(DisplayWidth.onOneLine(what))")\n"
        }.joined()
            + settled.map { found in
                let why = "\(found.settled?.reason ?? "") (position \(found.settled?.position ?? 0))"
                return "  flag settled by \(found.settled?.actor ?? ""): \(found.flag.sentence); \(why)\n"
            }.map(DisplayWidth.onLines).joined()
    }

    /// What belongs to it, a table for each kind under what that adds up to.
    private func belongingsText(_ width: Int?) -> String {
        guard let belongings else { return "" }
        let groups = belongings.groups.map { group in
            let listed = group.members.prefix(Self.mostListed)
            let left = group.members.count - listed.count
            return "\n\(Self.heading(group))\n" + Self.table(listed).table(width: width)
                + (left > 0 ? "… and \(left) more; --format json and csv have all.\n" : "")
        }
        let none = belongings.groups.isEmpty ? "\nNothing belongs to it.\n" : ""
        let former =
            belongings.former.isEmpty
            ? ""
            : "\n\(belongings.former.count) that belonged to it no longer stand or belong elsewhere: "
                + "`history \(known.record.kind.code) \(known.record.id) --linked`.\n"
        return groups.joined() + none + former + belongings.notes.map { "\($0)\n" }.joined()
    }

    /// `deaths: 2 records, dead 13, missing 15 (1 of 2 report it)`.
    private static func heading(_ group: Belongings.Group) -> String {
        let count = group.members.count
        let sums = group.sums.map { total in
            ", \(total.measure) \(total.text)"
                + (total.reported < Int64(group.counted) ? " (\(total.reported) of \(group.counted) report it)" : "")
        }
        return "\(group.kind.code): \(count) \(count == 1 ? "record" : "records")"
            + (group.counted < count ? ", \(group.counted) of them counted" : "") + sums.joined()
    }

    private static func table(_ members: ArraySlice<Belongings.Member>) -> TextTable {
        // Only where some do not count as they are is there something to say about it.
        let saysPart = members.contains { $0.part != .whole }
        let names = ["id", "date", "what", "place"] + (saysPart ? ["in the sums"] : [])
        return TextTable(
            columns: names.map { .init(name: $0) },
            rows: members.map { member in
                [
                    member.record.id, member.state.occurrence?.description ?? "", summary(of: member.state),
                    place(of: member.state),
                ] + (saysPart ? [partText(member)] : [])
            })
    }

    private static func partText(_ member: Belongings.Member) -> String {
        switch member.part {
        case .whole: "yes"
        case .possible: "from 0 on: \(member.reason)"
        case .none: "no: \(member.reason)"
        }
    }

    /// A record in a line.
    private static func line(_ state: Record) -> String {
        [summary(of: state), state.occurrence?.description ?? "", place(of: state)].filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    private static func summary(of state: Record) -> String {
        switch state {
        case .incident(let incident): incident.kind?.code ?? ""
        case .operation(let operation): operation.name
        case .deaths(let deaths):
            [("dead", deaths.dead), ("missing", deaths.missing), ("survivors", deaths.survivors)]
                .filter { $0.1.isReported }.map { "\($0.1.text) \($0.0)" }.joined(separator: ", ")
        case .arrests(let arrests):
            "\(arrests.count.isReported ? arrests.count.text : "an unknown number of") "
                + (arrests.role.map { "as \($0.code)" } ?? "arrested")
        default: RecordSummary.of(state)
        }
    }

    private static func place(of state: Record) -> String {
        let place: Place? =
            switch state {
            case .incident(let record): record.place
            case .deaths(let record): record.place
            case .arrests(let record): record.place
            case .operation(let record): record.place
            case .activity(let record): record.place
            default: nil
            }
        guard let place else { return "" }
        return place.description.isEmpty ? place.country : place.description
    }

    // MARK: For programs

    /// A field a row, named as in JSON; then what belongs to it.
    package var table: TextTable {
        TextTable(
            columns: [.init(name: "field"), .init(name: "value")],
            rows: (RecordText.fields(of: known.state) + belongingsFields).map { [$0.field, $0.value] })
    }

    package var json: JSONValue { .members(ownMembers + belongingMembers) }

    private var ownMembers: [(String, JSONValue)] {
        [
            ("kind", .string(known.record.kind.code)), ("id", .string(known.record.id)),
            ("asOf", .integer(known.position)), ("knownBy", .optional(moment.knownBy?.description)),
            ("event", known.event.json), ("state", known.state.map { RecordJSON.value(of: $0) } ?? .null),
            ("dataset", .said(known.dataset)), ("isAmended", .bool(known.isAmended)),
            ("published", known.isAmended ? known.published.map { RecordJSON.value(of: $0) } ?? .null : .null),
            (
                "links",
                .array(
                    known.links.map {
                        .members([
                            ("link", .string($0.link)), ("part", .string($0.part.code)), ("beside", .string($0.beside)),
                        ])
                    })
            ),
            (
                "disputes",
                .array(
                    known.disputes.map {
                        .members([
                            ("field", .string($0.field)), ("desk", .string($0.desk)), ("dataset", .string($0.dataset)),
                        ])
                    })
            ),
        ]
    }

    /// Names and values: a record a line, a sum a line.
    private var belongingsFields: [(field: String, value: String)] {
        guard let belongings else { return [] }
        return belongings.groups.flatMap { group in
            group.members.map { (field: "belonging.\(group.kind.code)", value: $0.record.id) }
                + group.sums.map { (field: "sum.\(group.kind.code).\($0.measure)", value: $0.text) }
        } + belongings.notes.map { (field: "note.belonging", value: $0) }
    }

    /// Members of the record's object.
    private var belongingMembers: [(String, JSONValue)] {
        let owners = owners.map { owner in
            JSONValue.members([
                ("kind", .string(owner.record.kind.code)), ("id", .string(owner.record.id)),
                ("isThere", .bool(owner.isThere)), ("state", owner.state.map { RecordJSON.value(of: $0) } ?? .null),
            ])
        }
        let settled = settled.map { found in
            JSONValue.members([
                ("code", .string(found.flag.code)), ("field", .string(found.flag.field)),
                ("actor", .optional(found.settled?.actor)), ("reason", .optional(found.settled?.reason)),
                ("position", found.settled.map { .integer($0.position) } ?? .null),
            ])
        }
        return [
            ("flagsSettled", .array(settled)), ("belongsTo", .array(owners)),
            ("belongings", belongings.map(Self.json) ?? .null),
        ]
    }

    private static func json(_ belongings: Belongings) -> JSONValue {
        let groups = belongings.groups.map { group in
            JSONValue.members([
                ("kind", .string(group.kind.code)), ("counted", .integer(group.counted)),
                (
                    "sums",
                    .members(
                        group.sums.map {
                            (
                                $0.measure,
                                .members([("sum", .number(orText: $0.text)), ("reportedBy", .integer($0.reported))])
                            )
                        })
                ),
                (
                    "records",
                    .array(
                        group.members.map { member in
                            .members([
                                ("id", .string(member.record.id)),
                                ("dataset", .said(member.dataset)),
                                ("part", .string(member.part.code)),
                                ("reason", .said(member.reason)),
                                ("state", RecordJSON.value(of: member.state)),
                            ])
                        })
                ),
            ])
        }
        return .members([
            ("groups", .array(groups)),
            (
                "former",
                .array(
                    belongings.former.map {
                        .members([("kind", .string($0.kind.code)), ("id", .string($0.id))])
                    })
            ), ("notes", .texts(belongings.notes)),
        ])
    }
}
