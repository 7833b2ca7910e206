import Files
import Folding
import Forms
import Ledger

extension Answers {
    /// An answer of a view; where it comes from stands on standard error beside CSV.
    static func view(_ answer: Answer, _ format: OutputFormat) throws {
        let text = answer.text(in: format)
        try format == .table ? Output.show(text) : Output.answer(text)
        if format == .csv { answer.provenance.lines.forEach(Output.remark) }
    }
}
