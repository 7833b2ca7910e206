import ArgumentParser
import Files
import Forms
import Foundation
import Incidents
import Ledger

/// `record KIND`
struct RecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record an incident, a toll, arrests, an operation or a published figure.",
        discussion: """
            Examples:
              incident-ledger record deaths --region mmp-2014:Mediterranean \\
                --date 2020-01-11 --dead 12 --missing 17 --survivors 21 \\
                --cause Drowning --source "IOM Greece" --quality 5
              incident-ledger record operation --id andes \\
                --name "Operation Andes" --date 2018-11-27..2018-11-30 \\
                --lead INTERPOL --lead UNODC --source INTERPOL \\
                --result 'INTERPOL/checks=<44000' --result "UN/arrests=49"
              incident-ledger record arrests --operation andes \\
                --phase action --count 18 --date 2018-11-27..2018-11-30 \\
                --source INTERPOL
              incident-ledger record deaths --template > deaths.json
              incident-ledger record deaths --json deaths.json

            Counts: 12, 12..15 (between), 12.. (at least), ..15 (up to), '>700' (more than), '<44000' (nearly), ~12 \
            (about). A count that is not given is not reported, which is not zero.
            """)

    @Argument(
        help: "\(RecordKind.byHand.map(\.code).joined(separator: ", ")).", transform: RecordCommand.kind)
    var kind: RecordKind

    @Option(help: ArgumentHelp("The record's identifier. Default: one is made.", valueName: "id"))
    var id: String?

    @Option(
        help: ArgumentHelp("All fields as JSON, from a file or (-) standard input.", valueName: "file|-"))
    var json: String?

    @Option(help: ArgumentHelp("Why; a negative count needs one.", valueName: "text"))
    var reason: String?

    @ArgumentParser.Flag(help: "Print a commented example of the JSON and record nothing.")
    var template = false

    @OptionGroup(title: "Statement") var statement: StatementOptions
    @OptionGroup var fields: FieldOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func validate() throws {
        try StateSource.validate(kind: kind, json: json, fields: fields, isTemplate: template)
    }

    func run() async throws {
        if template {
            return try Output.answer(RecordText.template(of: kind))
        }
        let state = try StateSource.state(kind: kind, json: json, fields: fields, changing: .blank(kind))
        let acknowledgement = try await ledger.withLedger(.readWrite, signing) { open in
            try await open.record(state, id: id, statement.statement(reason: reason ?? ""))
        }
        try Answers.acknowledge(acknowledgement, "recorded", format.format)
    }

    /// Imports are recorded by `import`, which is the only one to know what came of them.
    private static func kind(_ text: String) throws -> RecordKind {
        guard let kind = RecordKind.byHand.first(where: { $0.code == text }) else {
            throw ArgumentParser.ValidationError(
                text == RecordKind.import.code
                    ? "an import is recorded by `incident-ledger import`"
                    : "the kinds are " + RecordKind.byHand.map(\.code).joined(separator: ", "))
        }
        return kind
    }
}

/// Where a record's state comes from: flags, or a whole state as JSON.
enum StateSource {
    static func validate(kind: RecordKind, json: String?, fields: FieldOptions, isTemplate: Bool = false) throws {
        if let flag = fields.misplaced(for: kind).first {
            throw ArgumentParser.ValidationError(
                "\(flag.name) is not a field of \(kind.code); it is one of: "
                    + flag.kinds.map(\.code).joined(separator: ", ") + ".")
        }
        if json != nil, let flag = fields.given.min() {
            throw ArgumentParser.ValidationError("--json takes all fields: \(flag) cannot be given with it.")
        }
        if json == nil, fields.given.isEmpty, !isTemplate {
            throw ArgumentParser.ValidationError(
                "Say what is to be recorded: by flags, or with --json FILE. "
                    + "`incident-ledger record \(kind.code) --template` prints an example.")
        }
    }

    static func state(kind: RecordKind, json: String?, fields: FieldOptions, changing record: Record) throws -> Record {
        guard let json else { return try fields.applied(to: record) }
        return try RecordText.parse(read(json), kind: kind)
    }

    private static func read(_ file: String) throws -> Data {
        if file == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        return Data(try DurableFile.bytes(of: file))
    }
}
