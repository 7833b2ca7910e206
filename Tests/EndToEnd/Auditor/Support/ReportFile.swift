import Foundation
import FoundationXML
import LedgerTesting
import Testing

/// A report as `ledger-replay audit --format json` writes it.
struct ReportFile: Decodable {
    struct Audited: Decodable {
        var logId, origin: String
        var eventsInTheLog, auditedUpToPosition: Int
        var root, knownBy: String?
        var intact: Bool
    }
    struct View: Decodable {
        var view, sha256: String
        var position, differences: Int
    }
    struct Kind: Decodable {
        var kind: String
        var events, recorded, corrected, withdrawn, reinstated, recordsStanding, recordsWithdrawn: Int
    }
    struct Actor: Decodable {
        var actor: String
        var events: Int
    }
    struct Import: Decodable {
        /// Nil where the import's own record, its last event, lies behind the audited position.
        var asAt, file, sha256: String?
        var rows: Int?
        var `import`: String
        var withdrawn: Bool
        var events: Int
    }
    struct Flag: Decodable {
        var flag, firstRecord: String
        var records: Int
    }
    struct Withdrawn: Decodable {
        var record, reason: String
        var position: Int
    }
    struct Figure: Decodable {
        var figure: String
        var verdict: String
    }
    struct Finding: Decodable {
        var check, description: String
        var position: Int?
    }

    var verdict, notChecked: [String]
    var isSound: Bool
    var audited: Audited
    var checkpoint: String?
    var views: [View]?
    var differences: [String]?
    var kinds: [Kind]?
    var actors: [Actor]?
    var imports: [Import]?
    var flags: [Flag]?
    var withdrawn: [Withdrawn]?
    var figures: [Figure]?
    var findings: [Finding]?
    var command: String

    init(_ text: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }
}

/// A page of HTML read by an XML parser: its text, and the elements that it is made of.
final class ParsedPage: NSObject, XMLParserDelegate {
    private(set) var text = ""
    private(set) var elements: Set<String> = []
    private(set) var tables = 0
    /// Headings of columns and rows without a scope, which screen readers need.
    private(set) var headingsWithoutScope = 0

    /// - Throws: what the parser says where the page is not well-formed.
    init(_ page: String) throws {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.insert(name)
        if name == "table" { tables += 1 }
        if name == "th", attributes["scope"] == nil { headingsWithoutScope += 1 }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

extension TestLedger {
    /// Runs the audit of this ledger.
    func audit(_ arguments: [String] = []) async throws -> Program.Run {
        try await Program.replay.run(["audit", path] + arguments)
    }

    /// The audit as JSON.
    func auditReport(_ arguments: [String] = []) async throws -> ReportFile {
        try ReportFile(try await audit(arguments + ["--format", "json"]).output)
    }
}

extension TemporaryFolder {
    /// What coreutils say of all lines of a file but the last, and the last.
    func sealed(_ name: String) async throws -> (digest: String, lastLine: String) {
        let run = try await Program.shell.run([
            "-c", "head -n -1 '\(path(name))' | sha256sum; tail -n 1 '\(path(name))'",
        ])
        let lines = run.output.split(separator: "\n", maxSplits: 1)
        return (String(lines[0].prefix(64)), String(lines[1]))
    }
}
