import Crypto
import Files
import Forms

/// Where a report is written: a new file, or standard output. It is hashed as it passes.
final class ReportOutput {
    private let file: NewFile?
    private var hasher = SHA256()
    private var pending = ""

    /// - Parameter file: nil: standard output.
    init(_ file: NewFile?) {
        self.file = file
    }

    func write(_ text: String) throws {
        pending += text
        if pending.utf8.count >= 65_536 { try flush() }
    }

    /// Ends the report with a line that states the SHA-256 of all lines before it, and returns that.
    func finish(_ lastLine: (_ digest: String) -> String) throws -> String {
        try flush()
        let digest = Hex.encode(Array(hasher.finalize()))
        try write(lastLine(digest) + "\n")
        try flush()
        try file?.finish()
        return digest
    }

    private func flush() throws {
        hasher.update(data: Array(pending.utf8))
        if let file {
            try file.write(pending)
        } else {
            try Output.tell(pending)
        }
        pending = ""
    }
}
