import Fields
import Forms
package import Incidents
package import Ledger
import Presentation

/// One record: what is known of it, who said what of it when, and what it belongs to.
package struct RecordPage: Sendable {
    struct Line: Sendable {
        var name: String
        var value: Markup
    }

    struct Linked: Sendable {
        var title: String
        var address: String
        var remark: String
    }

    struct Group: Sendable {
        var title: String
        /// What its members come to.
        var sums: String
        var table: Markup
    }

    var kind: String
    var isWithdrawn: Bool
    var notices: [Markup]
    var fields: [Line]
    var hasFields: Bool
    /// Where desk and dataset differ, side by side; empty where they do not.
    var disputes: Markup
    var amendments: Markup
    var owners: [Linked]
    var groups: [Group]
    var notes: [String]
    var flags: [Line]
    var hasFlags: Bool
    var belongs: Bool
    var story: [RecordStory.Chapter]
    var json: String
    var history: String
    var standing: String
    /// What who reads may say of it.
    var actions: [Linked]
    var hasActions: Bool

    /// - Parameters:
    ///   - mayProve: who reads may have proofs.
    ///   - mayWrite: who reads may correct it.
    /// - Throws: `LedgerError` with `notFound` where nothing was known of it then.
    package static func content(
        of ledger: Ledger, _ record: RecordID, at moment: PageMoment, mayProve: Bool, mayWrite: Bool
    ) throws -> PageContent {
        let known = try ledger.state(of: record, at: moment.moment)
        var selection = FlagSelection()
        selection.records = [record]
        let flags = try ledger.flags(selection, at: moment.moment)
        var page = RecordPage(known, flags.flags, at: moment)
        page.add(
            try ledger.owners(of: known, at: moment.moment), try ledger.belongings(of: record, at: moment.moment),
            moment)
        if flags.parked > 0 {
            let count = FigureText.count(flags.parked, "event")
            page.notices.append(.text("INCOMPLETE: \(count) could not be taken in; this record may be one of them."))
        }
        if mayWrite, moment.isPresent, record.kind.entered != nil { page.actions = actions(on: known) }
        page.hasActions = !page.actions.isEmpty
        let isComplete = flags.parked == 0
        page.story = try ledger.history(of: record, at: moment.moment).map {
            RecordStory.Chapter($0, at: moment, mayProve: mayProve)
        }
        var content = PageContent("\(FieldWords.of(record.kind.code)) \(record.id)", "record", page)
        content.isComplete = isComplete
        return content
    }

    private static func actions(on known: RecordState) -> [Linked] {
        let correct =
            "/enter/correct/\(PercentText.encoded(known.record.kind.code))/\(PercentText.encoded(known.record.id))"
        guard known.state != nil else {
            return [.init(title: "Reinstate it", address: ExistencePage.address(.reinstate, known.record), remark: "")]
        }
        return [
            .init(title: "Correct it", address: correct, remark: ""),
            .init(title: "Withdraw it", address: ExistencePage.address(.withdraw, known.record), remark: ""),
        ]
    }

    private init(_ known: RecordState, _ found: [FoundFlag], at moment: PageMoment) {
        (actions, hasActions) = ([], false)
        kind = known.record.kind.code
        isWithdrawn = known.state == nil
        fields = differences(from: nil, to: known.state).map { difference in
            Line(name: FieldWords.of(difference.field), value: FieldWords.linked(difference.new))
        }
        hasFields = !fields.isEmpty
        notices = []
        if known.state == nil {
            notices.append(
                .text("This record is withdrawn: it is no longer held to be so. What was said of it stands below."))
        }
        for part in known.links {
            let what = part.part == .none ? "It is left out of sums" : "It counts from 0 on in sums"
            notices.append(
                .text("\(what) beside what \(part.beside.isEmpty ? "the desk" : part.beside) says (link \(part.link)).")
            )
        }
        disputes = Self.disputes(known)
        amendments = Self.amendments(known)
        (owners, groups, notes, story) = ([], [], [], [])
        belongs = false
        flags = found.map { found in
            let settled = found.settled.map { "settled by \($0.actor): \($0.reason)" } ?? "open"
            return Line(name: found.flag.code, value: .text("\(found.flag.sentence) (\(settled))"))
        }
        hasFlags = !flags.isEmpty
        let path = "/v1/\(PercentText.encoded(known.record.kind.code))/\(PercentText.encoded(known.record.id))"
        json = moment.pinned(path)
        history = moment.pinned(path + "/history")
        standing = "Version \(known.version), from \(known.dataset.isEmpty ? "the desk" : known.dataset)."
    }

    private static func disputes(_ known: RecordState) -> Markup {
        guard !known.disputes.isEmpty else { return .nothing }
        return PageTable(
            "Disputed: both were changed since they last agreed. The desk's value counts until the desk speaks again.",
            [.init("Field"), .init("The desk says"), .init("\(known.dataset) says")],
            known.disputes.map {
                [
                    .init(FieldWords.of($0.field)), .init($0.desk.isEmpty ? "nothing" : $0.desk),
                    .init($0.dataset.isEmpty ? "nothing" : $0.dataset),
                ]
            }
        ).markup
    }

    private static func amendments(_ known: RecordState) -> Markup {
        guard known.isAmended else { return .nothing }
        return PageTable(
            "What the desk amended", [.init("Field"), .init("\(known.dataset) says"), .init("The ledger holds")],
            differences(from: known.published, to: known.state).map {
                [
                    .init(FieldWords.of($0.field)), .init($0.old.isEmpty ? "nothing" : $0.old),
                    .init($0.new.isEmpty ? "nothing" : $0.new),
                ]
            }
        ).markup
    }

    private mutating func add(_ owners: [Owner], _ belongings: Belongings?, _ moment: PageMoment) {
        self.owners = owners.map { owner in
            Linked(
                title: owner.record.description, address: moment.address(of: owner.record),
                remark: owner.state.map(RecordLine.text) ?? (owner.isThere ? "withdrawn" : "not in this ledger"))
        }
        groups = (belongings?.groups ?? []).map { group in
            let sums = group.sums.map { total in
                "\(FieldWords.of(total.measure).lowercased()) \(total.text)"
                    + (total.reported < Int64(group.counted)
                        ? " (\(total.reported) of \(group.counted) report it)" : "")
            }
            let counted = group.counted < group.members.count ? "; \(group.counted) of them counted" : ""
            return Group(
                title: FieldWords.of(group.kind.code),
                sums: "\(FigureText.count(group.members.count, "record"))\(counted)"
                    + (sums.isEmpty ? "." : ": " + sums.joined(separator: ", ") + "."),
                table: Self.table(group, moment))
        }
        notes = belongings?.notes ?? []
        belongs = !self.owners.isEmpty || !groups.isEmpty
    }

    /// So many are listed; the answer for programs has all.
    private static let mostListed = 50

    private static func table(_ group: Belongings.Group, _ moment: PageMoment) -> Markup {
        let shown = group.members.prefix(mostListed)
        let left = group.members.count - shown.count
        return PageTable(
            left > 0 ? "The first \(shown.count) of \(group.members.count)" : "All of them",
            [.init("Record"), .init("What it says"), .init("In sums")],
            shown.map { member in
                let part =
                    switch member.part {
                    case .whole: "yes"
                    case .possible: "from 0 on: \(member.reason)"
                    case .none: "no: \(member.reason)"
                    }
                return [
                    .init(member.record.id, to: moment.address(of: member.record)),
                    .init(RecordLine.text(of: member.state)), .init(part),
                ]
            }
        ).markup
    }
}
