import Foundation
import Testing

/// What documents and comments name is there.
@Suite struct DocumentTests {
    @Test func `paths that documents and comments name exist`() throws {
        let places = try Tree.places()
        var named = 0
        var problems: [String] = []
        let files = try Tree.documents() + Tree.files(in: Tree.folders).filter { !$0.path.hasPrefix("Tests/House/") }
        for file in files {
            let texts = file.path.hasSuffix(".md") ? [Substring(file.text)] : file.lines.filter(Self.isComment)
            for path in texts.flatMap(Self.paths(in:)) {
                named += 1
                if !Self.exists(path, places) { problems.append("\(file.path) names \(path)") }
            }
        }
        #expect(named > 40)
        #expect(problems == [])
    }

    @Test func `commands that the README and the manual show exist`() throws {
        for document in ["README.md", "MANUAL.md"] {
            let text = try Tree.file(document).text
            let ledger = Self.unknown(in: text, of: "incident-ledger", try commands(in: "Sources/incident-ledger"))
            #expect(ledger == [])
            let replay = Self.unknown(in: text, of: "ledger-replay", try commands(in: "Tools/Replay"))
            #expect(replay == [])
        }
    }

    private func commands(in folder: String) throws -> Set<String> {
        let commands = Self.commands(try Tree.files(in: [folder]))
        #expect(commands.count > 5)
        return commands
    }

    @Test func `the checks find what is wrong`() {
        let places: Set<String> = [
            "FORMAT.md", "Tools", "Tools/test", "Sources/Forms", "Sources/Forms/Bytes/Hex.swift",
        ]
        let text =
            "`Tools/test`, (Tools/nothing), ../Tools/other, `Sources/Forms/…`, FORMAT.md, NOTHING.md, `Hex.swift`."
        let named = Self.paths(in: text[...])
        #expect(named == ["Tools/test", "Tools/nothing", "Sources/Forms", "FORMAT.md", "NOTHING.md", "Hex.swift"])
        #expect(named.filter { !Self.exists($0, places) } == ["Tools/nothing", "NOTHING.md"])
        #expect(Self.isComment("    /// See X.swift") && !Self.isComment("let path = \"X.swift\""))

        let source = Tree.File(path: "A.swift", text: "    commandName: \"view\", abstract: \"Print.\"\n")
        #expect(Self.commands([source]) == ["view"])
        let readme =
            "```\n$ incident-ledger view year\nincident-ledger erase --all\n```\n`incident-ledger views`, incident-ledger is"
        #expect(Self.unknown(in: readme, of: "incident-ledger", ["view"]) == ["erase", "views"])
    }

    // MARK: Paths

    private static func isComment(_ line: Substring) -> Bool {
        line.drop { $0 == " " }.hasPrefix("//")
    }

    /// What a text names that looks like a place in this package: a path from its root, a document, a Swift file.
    private static func paths(in text: Substring) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || "/._+-".contains($0)) }.compactMap { word in
            let path = String(word.drop { $0 == "/" }.reversed().drop { "./-".contains($0) }.reversed())
            if Tree.folders.contains(where: { path.hasPrefix($0 + "/") }) { return path }
            if path.contains("/") { return nil }
            let isDocument = path.hasSuffix(".md") && path.dropLast(3).allSatisfy { $0.isUppercase }
            return isDocument || path.hasSuffix(".swift") && path.first != "." ? path : nil
        }
    }

    private static func exists(_ path: String, _ places: Set<String>) -> Bool {
        places.contains(path) || !path.contains("/") && places.contains { $0.hasSuffix("/" + path) }
    }

    // MARK: Commands

    private static func commands(_ files: [Tree.File]) -> Set<String> {
        var commands: Set<String> = []
        for line in files.flatMap(\.lines) {
            guard let found = line.range(of: "commandName: \"") else { continue }
            commands.insert(String(line[found.upperBound...].prefix { $0 != "\"" }))
        }
        return commands
    }

    /// Words that follow a program's name where it is run: in a block of code, or between backticks.
    private static func unknown(in document: String, of program: String, _ commands: Set<String>) -> [String] {
        var unknown: [String] = []
        var isBlock = false
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isBlock.toggle() }
            let spans = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            let codes = isBlock ? [line] : spans.filter { $0.offset % 2 == 1 }.map(\.element)
            for code in codes {
                let words = code.split(separator: " ").drop { $0 == "$" }
                guard words.first == program[...], let word = words.dropFirst().first,
                    word.allSatisfy({ $0.isLowercase || $0 == "-" }), !word.hasPrefix("-")
                else { continue }
                if !commands.contains(String(word)) { unknown.append(String(word)) }
            }
        }
        return unknown
    }
}
