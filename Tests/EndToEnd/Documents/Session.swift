import Foundation
import Testing

/// What a section of a document shows: files with what is in them, and commands with what they print.
///
/// A block of the language `console` is a session: lines that begin with `$ ` are typed, and go on as long as they end with a
/// backslash or an end word is awaited (`<<'EOF'`); what follows is printed. A line `…` stands for any lines, and a `…` within
/// a line for any text. A block of another language after a name in backticks and a colon is a file of that name. All sessions
/// of a section are run in one folder, in their order; a section begins with a heading of the second level.
struct Session: Sendable, CustomTestStringConvertible {
    struct Command: Sendable {
        var text: String
        var printed: [String]
        /// In the document, from 1.
        var line: Int
    }

    struct File: Sendable {
        var name: String
        var text: String
    }

    var document: String
    var heading: String
    var files: [File] = []
    var commands: [Command] = []

    var testDescription: String { "\(document): \(heading)" }

    /// The sections of a document that show sessions.
    static func all(in document: String, _ text: String) -> [Session] {
        var reader = Reader(document: document)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            reader.read(String(line), number: index + 1)
        }
        return (reader.sessions + [reader.session]).filter { !$0.commands.isEmpty }
    }

    /// Whether lines are what a document says is printed.
    static func matches(_ lines: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return lines.isEmpty }
        guard first == "…" else {
            guard let line = lines.first, matches(line: line, first) else { return false }
            return matches(lines.dropFirst(), pattern.dropFirst())
        }
        return (lines.startIndex...lines.endIndex).contains { matches(lines[$0...], pattern.dropFirst()) }
    }

    private static func matches(line: String, _ pattern: String) -> Bool {
        let parts = pattern.components(separatedBy: "…")
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == pattern }
        guard line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    private struct Reader {
        var session: Session
        var sessions: [Session] = []
        private let document: String
        private var language: String?
        /// Of the file whose text comes next.
        private var name: String?
        private var text = ""
        /// A command that is not whole yet ends with this word, or with the line.
        private var endWord: String?

        init(document: String) {
            self.document = document
            session = Session(document: document, heading: "")
        }

        mutating func read(_ line: String, number: Int) {
            if line.hasPrefix("```") {
                if let name, language != nil, language != "console" {
                    session.files.append(.init(name: name, text: text))
                }
                if language != nil { name = nil }
                language = language == nil ? String(line.dropFirst(3)) : nil
                text = ""
            } else if language == "console" {
                readSession(line, number)
            } else if language != nil {
                text += line + "\n"
            } else if line.hasPrefix("## ") {
                sessions.append(session)
                session = Session(document: document, heading: String(line.dropFirst(3)))
            } else if !line.isEmpty {
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                name = parts.count > 2 && parts.last == ":" ? String(parts[parts.count - 2]) : nil
            }
        }

        private mutating func readSession(_ line: String, _ number: Int) {
            let last = session.commands.count - 1
            if let word = endWord {
                session.commands[last].text += "\n" + line
                if line == word { endWord = nil }
            } else if last >= 0, session.commands[last].printed.isEmpty, session.commands[last].text.hasSuffix("\\") {
                session.commands[last].text += "\n" + line
            } else if line.hasPrefix("$ ") {
                session.commands.append(.init(text: String(line.dropFirst(2)), printed: [], line: number))
                if let begin = line.range(of: "<<'"), line.hasSuffix("'") {
                    endWord = String(line[begin.upperBound...].dropLast())
                }
            } else if last >= 0 {
                session.commands[last].printed.append(line)
            }
        }
    }
}
