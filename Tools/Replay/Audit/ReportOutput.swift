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

/// A report as a JSON object, a member for each part. Its last line states the SHA-256 of all lines above.
enum JSONReport {
    static func write(_ report: Report, to output: ReportOutput) throws -> String {
        try output.write("{\n\"title\": \(JSONValue.string(report.title).text()),\n")
        try output.write("\"verdict\": \(JSONValue.array(report.verdict.map { .string($0) }).text()),\n")
        try output.write("\"isSound\": \(report.isSound),\n")
        for part in report.parts { try write(part, to: output) }
        return try output.finish { "\"sha256\": \"\($0)\"}" }
    }

    private static func write(_ part: ReportPart, to output: ReportOutput) throws {
        try output.write("\(JSONValue.string(part.key).text()): ")
        switch part.body {
        case .facts(let facts):
            let members = facts.map { ($0.name.lowerCamelCased, $0.value) }
            try output.write(JSONValue.members(members).text(isPretty: true))
        case .list(let sentences):
            try output.write(JSONValue.array(sentences.map { .string($0) }).text(isPretty: true))
        case .verbatim(let text):
            try output.write(JSONValue.optional(text).text())
        case .table(let columns, let rows):
            try output.write("[")
            var isFirst = true
            try rows { row in
                let members = zip(columns, row).map { ($0.name.lowerCamelCased, $1) }
                try output.write((isFirst ? "\n" : ",\n") + "  " + JSONValue.members(members).text())
                isFirst = false
            }
            try output.write(isFirst ? "]" : "\n]")
        }
        try output.write(",\n")
    }
}
