import Fields
import Forms
package import Incidents
import Ledger
import Presentation

/// What can be entered.
package enum EnterChoice {
    private struct Model {
        struct Kind {
            var title: String
            var address: String
            var remark: String
        }
        var actor: String
        var kinds: [Kind]
    }

    package static func content(actor: String) -> PageContent {
        let kinds = RecordKind.entered.map { kind in
            Model.Kind(
                title: title(of: kind.recordKind), address: "/enter/\(kind.recordKind.code)",
                remark: remark(kind.recordKind))
        }
        let table = Model.Kind(
            title: "A table", address: "/enter/import",
            remark: "a publisher's file: its rows, planned and looked at before they are taken in")
        return PageContent("Enter", "enter", Model(actor: actor, kinds: kinds + [table]))
    }

    package static func title(of kind: RecordKind) -> String {
        switch kind {
        case .incident: "An incident"
        case .deaths: "Deaths"
        case .arrests: "Arrests"
        case .operation: "An operation"
        case .courtCase: "A case"
        case .proceeding: "A proceeding"
        case .law: "A law"
        case .provision: "A provision"
        case .publishedFigure: "A published figure"
        case .indicator: "An indicator"
        case .activity: "An activity"
        case .dataset: "A dataset"
        default: kind.code
        }
    }

    private static func remark(_ kind: RecordKind) -> String {
        switch kind {
        case .incident: "with its deaths and arrests in one go"
        case .deaths: "the toll of an incident, or a part of it"
        case .arrests: "who was arrested, for what, and how far it came"
        case .operation: "and what its publishers state of it"
        case .courtCase: "before courts: who is charged is counted, and never named"
        case .proceeding: "what one court decided in a case; an appeal is another one"
        case .law: "and from when to when it is in force"
        case .provision: "of a law: an offence and its penalty, an exemption"
        case .publishedFigure: "that somebody printed, to be held against the records"
        case .indicator: "what a study states of a population, never added to records"
        case .activity: "a training, a campaign, a protection action, a request for cooperation"
        default: "a body of records that one publisher states as a whole"
        }
    }
}

/// What was just recorded: that it is on disk, where, and what was odd about it.
package enum RecordedPage {
    private struct Model {
        struct Flagged {
            var record: String
            var sentence: String
        }
        var table: Markup
        var flags: [Flagged]
        var done: String
        var next: String
        var nextTitle: String
    }

    /// An event of a request, as it lies in the log.
    package struct Line: Sendable {
        var event: RecordedEvent
        var leafHash: String

        package init(_ event: RecordedEvent, leafHash: String) {
            (self.event, self.leafHash) = (event, leafHash)
        }
    }

    /// - Parameter form: that it was entered with.
    package static func content(_ events: [Line], form: String) -> PageContent {
        let table = PageTable(
            "What was recorded",
            [
                .init("record"), .init("what was said"), .init("version", isNumber: true),
                .init("position", isNumber: true), .init("recorded at"), .init("leaf hash"),
            ],
            events.map { event in
                let record = event.event.event.record
                return [
                    .init(
                        record.description,
                        to: "/records/\(PercentText.encoded(record.kind.code))/\(PercentText.encoded(record.id))"),
                    .init(event.event.event.type.code), .init("\(event.event.version)"),
                    .init(FigureText.grouped(Int64(clamping: event.event.position))),
                    .init(Instant.text(microseconds: event.event.recordedAt)),
                    .init(.element("code", [:], event.leafHash)),
                ]
            })
        let flags = events.flatMap { event in
            (event.event.event.state?.notes.flags ?? []).map {
                Model.Flagged(record: event.event.event.record.description, sentence: "flag: " + $0.sentence)
            }
        }
        let isNew = form.hasPrefix("/enter/") && form.split(separator: "/").count == 2
        let isDecision = ["/duplicates", "/disputes"].contains(form)
        let next = isNew || isDecision ? form : "/records"
        let model = Model(
            table: table.markup, flags: flags, done: form, next: next,
            nextTitle: isNew ? "Enter another one" : isDecision ? "Back to the others" : "To the records")
        return PageContent("It is recorded", "enter-recorded", model, scripts: ["enter.js"])
    }
}
