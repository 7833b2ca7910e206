import ArgumentParser
import Ledger

/// The command and its subcommands.
struct IncidentLedger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident-ledger",
        abstract: "An append-only ledger of migrant-smuggling incidents, deaths, arrests and operations.",
        discussion: """
            It keeps what is known, what was known on any day before, and who changed it on what source. \
            Nothing in it is ever changed or removed.

            Five minutes:
              incident-ledger init --ledger my.ledger
              export INCIDENT_LEDGER=my.ledger
              incident-ledger record deaths --region mmp-2014:Mediterranean \\
                --date 2020-01-11 --dead 12 --missing 17 --survivors 21 \\
                --cause Drowning --source "IOM Greece" --quality 5
              incident-ledger view region-year

            Exit status: 0 done; 1 refused; 2 the command was not understood; 3 not found; 4 conflict (somebody was \
            first, or a key was used for other content); 5 the ledger is damaged; 6 the log has forked.
            """,
        version: ProgramVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Writing",
                subcommands: [
                    InitCommand.self, RecordCommand.self, CorrectCommand.self, WithdrawCommand.self,
                    ReinstateCommand.self, ImportCommand.self, MappingsCommand.self, ConfigCommand.self,
                ]),
            CommandGroup(
                name: "Reading",
                subcommands: [
                    ViewCommand.self, FindCommand.self, ShowCommand.self, HistoryCommand.self, LogCommand.self,
                    HeadCommand.self, FollowCommand.self, FlagsCommand.self, DatasetsCommand.self,
                    DisputesCommand.self,
                ]),
            CommandGroup(name: "Taking along", subcommands: [ExportCommand.self, CiteCommand.self]),
            CommandGroup(
                name: "Comparing",
                subcommands: [ChangesCommand.self, ReconcileCommand.self, DuplicatesCommand.self]),
            CommandGroup(name: "Together", subcommands: [FederationCommand.self]),
            CommandGroup(
                name: "Evidence", subcommands: [CheckpointCommand.self, ProveCommand.self, VerifyCommand.self]),
            CommandGroup(name: "Serving", subcommands: [ServeCommand.self, TokenCommand.self]),
            CommandGroup(
                name: "Past one machine",
                subcommands: [
                    PublishCommand.self, RelayCommand.self, ReplicaCommand.self, PromoteCommand.self,
                ]),
            CommandGroup(name: "Keeping", subcommands: [ViewsCommand.self, BackupCommand.self, RestoreCommand.self]),
        ])
}
