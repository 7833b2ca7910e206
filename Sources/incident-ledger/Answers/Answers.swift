import Files
import Forms
import Incidents
import Ledger
import Presentation

/// Prints what commands answer: `Presentation` lays it out.
enum Answers {
    static func show(_ layout: some AnswerLayout, _ format: OutputFormat) throws {
        switch format {
        case .table: try Output.show(layout.text(width: Output.width))
        case .csv:
            try Output.answer(layout.table.csv)
            layout.remarks.forEach(Output.remark)
        case .json: try Output.answer(layout.json.formatted)
        }
    }

    /// That an event is on disk.
    static func acknowledge(_ made: Acknowledgement, _ verb: String, _ format: OutputFormat) throws {
        try acknowledge([made], verb, format)
    }

    /// That the events of one request are on disk.
    static func acknowledge(_ made: [Acknowledgement], _ verb: String, _ format: OutputFormat) throws {
        let stays = made.map { made in
            "\(made.record) is \(verb) all the same: version \(made.version), position \(made.position)."
        }
        try Output.answer(afterMaking: stays.joined(separator: "\n")) {
            try show(AcknowledgementsLayout(made, verb), format)
        }
    }

    /// That flags were settled or opened again.
    static func settled(
        _ made: Acknowledgement, _ flags: [FoundFlag], _ verb: String, _ format: OutputFormat
    ) throws {
        try Output.answer(afterMaking: "\(flags.count) flag(s) are \(verb) all the same: position \(made.position).") {
            try show(SettlingLayout(made, flags, verb), format)
        }
    }

    /// What a copy of a ledger holds.
    static func copied(_ head: LedgerHead, _ sentence: String, _ format: OutputFormat) throws {
        if format == .table { try Output.show(sentence + ".\n") }
        try show(NamedValues(head), format)
    }
}
