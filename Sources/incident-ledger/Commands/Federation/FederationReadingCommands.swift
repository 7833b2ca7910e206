import ArgumentParser
import Federation
import Fields
import Files
import Finding
import Forms
import Incidents
import Ledger
import Presentation

/// `federation find KIND`
struct FederationFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find records in what every member of a federation contributes.",
        discussion: """
            What is asked is what `incident-ledger find` asks; of each row the first column says whose log has it. Sorted, and \
            limited, is over all members.

            Example:
              incident-ledger federation find deaths --year 2019 --dead 8..12
            """)

    @Argument(help: "\(FindField.kinds.map(\.code).joined(separator: ", ")).", transform: Reading.code)
    var kind: RecordKind

    @OptionGroup(title: "What it says") var content: FindContentOptions
    @OptionGroup(title: "Who said it, and when") var statement: FindStatementOptions

    @Option(help: ArgumentHelp("Only these columns, in this order; divided by commas.", valueName: "names"))
    var columns: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Sort by this column; with a hyphen before it the largest first.",
            valueName: "column"))
    var sort: String?

    @Option(help: ArgumentHelp("At most so many records.", valueName: "number"))
    var limit: Int?

    @OptionGroup(title: "Moment") var moment: FederatedMomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        if let limit, limit < 1 { throw LedgerError(.usage, "--limit is 1 or more.") }
        var request = FindRequest(kind)
        try content.fill(&request)
        try statement.fill(&request)
        request.columns = (columns ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        (request.order, request.limit) = (sort, limit)
        let moment = try moment.moment()
        let asked = request
        let finding = try await federation.withFederation { try $0.find(asked, at: moment) }
        try Answers.show(FederatedFindingLayout(finding), format.format)
        guard finding.isComplete else {
            throw LedgerError(.damaged, "Records of some members are missing in the answer.")
        }
    }
}

/// `federation datasets`
struct FederationDatasetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "datasets",
        abstract: "Print the bodies of records that the members hold, and which of them sums count.")

    @OptionGroup(title: "Moment") var moment: FederatedMomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        let moment = try moment.moment()
        let (datasets, pool) = try await federation.withFederation { try $0.datasets(at: moment) }
        try Answers.show(FederatedDatasetsLayout(datasets, pool), format.format)
        try pool.checkComplete()
    }
}

/// `federation duplicates`
struct FederationDuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Find records of different members that are about the same people, and decide.",
        subcommands: [
            FederationDuplicatesFindCommand.self, FederationDecideCommand.self, FederationUndecideCommand.self,
        ])
}

/// `federation duplicates find`
struct FederationDuplicatesFindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "Find records of different members that may be about the same people.",
        discussion: """
            The rules are those of `incident-ledger duplicates find`. Nothing is recorded: pairs within one log are that \
            member's own matter, and pairs between two are decided with `federation duplicates decide`.
            """)

    @OptionGroup(title: "Moment") var moment: FederatedMomentOptions
    @OptionGroup var format: FormatOptions
    @OptionGroup var federation: FederationOptions

    func run() async throws {
        let moment = try moment.moment()
        let search = try await federation.withFederation { try $0.findDuplicates(at: moment) }
        try Answers.show(FederatedSearchLayout(search), format.format)
        try search.pool.checkComplete()
    }
}
