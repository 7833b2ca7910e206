import Files
import Folding
import Foundation
import Ledger

extension ViewCommand {
    /// Prints the answer now, and again whenever its rows have changed: over the last one on a terminal, else below it.
    func watch(_ request: ViewRequest) async throws {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let format = format.format
        try await ledger.withLedger(.readOnly) { open in
            var last: String?
            try await open.whenever {
                let answer = try open.view(request)
                let state = "\(answer.provenance.digest) \(answer.provenance.isComplete) \(answer.provenance.version)"
                guard state != last else { return }
                last = state
                if isTerminal { try Output.answer("\u{1B}[H\u{1B}[2J") }
                try Answers.view(answer, format)
            }
        }
    }
}
