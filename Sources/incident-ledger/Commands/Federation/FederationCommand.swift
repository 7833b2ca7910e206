import ArgumentParser
import Federation
import Fields
import Files
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import Presentation

/// `federation`
struct FederationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "federation",
        abstract: "Answer from the logs of several agencies together, each at its own position.",
        discussion: """
            A file lists the members: of each a name, the folder of its ledger or of a copy of it, the origin and the key of \
            its checkpoints, its role, and the datasets that it contributes (FORMAT.md). Logs are never merged: cells are added \
            up. What lacks a member's part says so, and ends with status 5.

            Examples:
              incident-ledger federation status --federation sea.json
              incident-ledger federation view region-year --year 2019 --federation sea.json
              incident-ledger federation view year --at coast=120,camps=44 --known-by 2020-01-08
              incident-ledger federation duplicates find
            """,
        subcommands: [
            FederationViewCommand.self, FederationFindCommand.self, FederationDatasetsCommand.self,
            FederationDuplicatesCommand.self, FederationStatusCommand.self, FederationMemberCommand.self,
        ])
}

/// Which federation a command is about.
struct FederationOptions: ParsableArguments {
    @Option(
        name: .customLong("federation"),
        help: ArgumentHelp(
            "The federation's file. Default: $INCIDENT_LEDGER_FEDERATION, else ./federation.json.", valueName: "file"),
        completion: .file())
    var givenPath: String?

    static let variable = "INCIDENT_LEDGER_FEDERATION"

    var path: String { givenPath ?? LedgerOptions.environment(Self.variable) ?? "federation.json" }

    /// Opens the federation for one command, and closes it after it.
    func withFederation<R>(_ body: (Federation) async throws -> R) async throws -> R {
        let federation = Federation(try FederationFile.read(at: path))
        defer { federation.close() }
        let result = try await body(federation)
        for remark in federation.takeRemarks() { Output.remark(remark) }
        return result
    }
}

/// Where a question is put on the time axes of a federation.
struct FederatedMomentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The position at which each member's log is read. Default, also of members that are not named: the last that is \
            signed.
            """, valueName: "member=position,…"))
    var at: String?

    @Option(
        help: ArgumentHelp("What the sources had said by the end of this day.", valueName: "YYYY-MM-DD"),
        transform: Reading.day)
    var knownBy: Day?

    func moment() throws(LedgerError) -> FederatedMoment {
        guard let at else { return FederatedMoment(knownBy: knownBy) }
        return FederatedMoment(positions: try FederatedMoment.positions(at), knownBy: knownBy)
    }
}

extension Pool {
    /// - Throws: `LedgerError` with the status of answers that are not complete.
    func checkComplete() throws(LedgerError) {
        guard !isComplete else { return }
        throw LedgerError(.damaged, "The answer lacks a part of what the members of \(name) contribute.")
    }
}

/// `federation view NAME`
struct FederationViewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "Print a table of what the members of a federation know together.",
        discussion: """
            The views are those of `incident-ledger view`, and so are the rules: datasets in force, successors, links, \
            overlaps. The desk of each member is a speaker of its own, desk@MEMBER. The position of the answer is that of \
            every member; its digest is of the rows and of these.

            Examples:
              incident-ledger federation view region-year --year 2019 --group Americas
              incident-ledger federation view dataset-year --at coast=120,camps=44 --format json
            """)

    @OptionGroup var view: ViewOptions
    @OptionGroup(title: "Moment") var moment: FederatedMomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        let request = try view.request()
        if view.shape.plot, format.format != .table {
            throw LedgerError(.usage, "--plot draws the table: leave --format out.")
        }
        let moment = try moment.moment()
        let answer = try await federation.withFederation { try $0.view(request, at: moment) }
        try view.show(answer, in: format.format)
        try answer.provenance.pool?.checkComplete()
    }
}

/// `federation status`
struct FederationStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Print how the log of each member is held: how far, how old, what is wrong.",
        discussion: """
            The age is that of the last event that a signed checkpoint covers: the member may have recorded more since. \
            Where a member that contributes cannot be read, the exit status is 5; where a log has signed two histories, 6.
            """)

    @OptionGroup var format: FormatOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        let members = try await federation.withFederation { $0.status() }
        try Answers.show(MembersLayout(members), format.format)
        guard members.allSatisfy({ $0.problem == nil || $0.role != .contributor }) else {
            throw LedgerError(.damaged, "A member that contributes cannot be read.")
        }
        guard members.allSatisfy({ $0.fork == nil }) else {
            throw LedgerError(.fork, "The log of a member has forked: ask whoever has its key.")
        }
    }
}
