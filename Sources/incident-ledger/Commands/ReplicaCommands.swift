import ArgumentParser
import Evidence
import Files
import Forms
import Foundation
import Ledger
import Presentation
import Replication

/// `incident-ledger replica create|follow|status|key|check`
struct ReplicaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replica", abstract: "Hold a copy of a log that is published, and answer from it.",
        discussion: """
            A replica takes nothing on trust but its origin's verifier key: what a checkpoint that the key has signed does not \
            vouch for is not taken in. It refuses to record, and answers everything else as the origin does.

            Where a service does not publish for everybody, its token is given by $INCIDENT_LEDGER_FEED_TOKEN.
            """,
        subcommands: [Create.self, Follow.self, Status.self, Key.self, Check.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a replica, which holds nothing yet.",
            discussion: """
                The key is had from whoever owns the log, and not from where it is published. `replica follow` takes in what \
                is signed.

                Example:
                  incident-ledger replica create --from https://ledger.example.org --key "$KEY" copy.ledger
                """)

        @Option(
            help: ArgumentHelp(
                "Where the log is published: https://, http:// or file:. May be repeated: they are tried in turn.",
                valueName: "address"))
        var from: [String]

        @Option(help: ArgumentHelp("The origin's verifier key.", valueName: "key"))
        var key: String

        @Option(help: ArgumentHelp("The log's identifier, where the key's name does not state it.", valueName: "id"))
        var logID: String?

        @Option(help: ArgumentHelp("What people call it.", valueName: "text"))
        var title: String?

        @Option(
            help: ArgumentHelp(
                "The region scheme in which answers are given unless another is asked for; the origin's own, for the same answers.",
                valueName: "scheme"))
        var scheme: String?

        @Argument(help: "Where it is put. Nothing may be there yet, except an empty folder.", completion: .directory)
        var path: String

        func run() async throws {
            let size = try await Ledger.createReplica(
                at: path, key: key, from: from, logID: logID, title: title, regionScheme: scheme,
                token: FeedOptions.token)
            try Output.answer(afterMaking: "The replica is there all the same.") {
                try Output.show(
                    "Made a replica at \(path). Its origin has signed \(size) events; `incident-ledger replica follow` takes them in.\n"
                )
            }
        }
    }

    struct Follow: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in what the origin has signed, and go on until stopped.",
            discussion: """
                Where two checkpoints that the key has signed contradict each other, both are kept in the replica's folder, \
                nothing is taken in any more, and the exit status is 6.

                Examples:
                  incident-ledger replica follow --ledger copy.ledger --once
                  incident-ledger replica follow --ledger copy.ledger --interval 5
                  incident-ledger replica follow --ledger copy.ledger --bus nats://127.0.0.1:4222
                """)

        @ArgumentParser.Flag(help: "Look once, and end with what is signed taken in.")
        var once = false

        @Option(help: ArgumentHelp("From one look to the next. Default: 1.", valueName: "seconds"))
        var interval: Int = 1

        @Option(
            help: ArgumentHelp(
                "Take in what comes by this message bus, too: nats://HOST:PORT. The published files stay what counts.",
                valueName: "address"))
        var bus: String?

        @Option(
            help: ArgumentHelp("Cosign what is held with this key (`replica key`).", valueName: "file"),
            completion: .file())
        var mirrorKey: String?

        @OptionGroup var ledger: LedgerOptions

        func validate() throws {
            guard !once || bus == nil else {
                throw ArgumentParser.ValidationError("--once looks at the published files; leave --bus out.")
            }
            guard (1...86_400).contains(interval) else {
                throw ArgumentParser.ValidationError("--interval is from 1 to 86400 seconds.")
            }
        }

        func run() async throws {
            let ledger = try Ledger(openingAt: ledger.path, access: .following)
            defer { ledger.close() }
            guard once else { return try await follow(ledger) }
            let outcome = try await ledger.followOnce(mirrorKey: mirrorKey, token: FeedOptions.token) { done in
                if Output.showsProgress { Output.overwriteLine("\(done) events verified") }
            }
            if Output.showsProgress { Output.overwriteLine("") }
            outcome.problems.forEach(Output.remark)
            try Output.show("Took in \(outcome.taken) events; \(outcome.position) are held.\n")
        }

        private func follow(_ ledger: Ledger) async throws {
            let task = Task {
                try await ledger.follow(
                    every: .seconds(interval), bus: bus, mirrorKey: mirrorKey, token: FeedOptions.token
                ) { look in
                    switch look {
                    case .success(let outcome):
                        if outcome.taken > 0 {
                            try? Output.show("Took in \(outcome.taken) events; \(outcome.position) are held.\n")
                        }
                        outcome.problems.forEach(Output.remark)
                    case .failure(let error): Output.remark(error.description)
                    }
                }
            }
            let signals = StopSignals { task.cancel() }
            defer { withExtendedLifetime(signals) {} }
            do { try await task.value } catch is CancellationError {}
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how a replica stands to its origin: what it holds, and how old that is.")

        @OptionGroup var format: FormatOptions
        @OptionGroup var ledger: LedgerOptions

        func run() async throws {
            let open = try Ledger(openingAt: ledger.path, access: .readOnly)
            defer { open.close() }
            guard let status = try open.replicaStatus() else {
                throw LedgerError(.refused, "\(ledger.path) is no replica.")
            }
            try Answers.show(ReplicaLayout(status), format.format)
            if let fork = status.fork { throw LedgerError(.fork, fork) }
        }
    }

    struct Key: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key with which a replica cosigns what it holds.",
            discussion: """
                Whoever cosigns promises that all entries of the checkpoint are on its disk, and served (C2SP tlog-mirror). The \
                public half is printed: whoever relies on the mirror needs it.
                """)

        @Option(help: ArgumentHelp("Whose it is, such as archive.example.org/mirror.", valueName: "name"))
        var name: String

        @Argument(help: "The new file.", completion: .file())
        var path: String

        func run() throws {
            let key = try MirrorKey(makingAt: path, name: name)
            try Output.answer(afterMaking: "The key is there all the same.") {
                try Output.answer(key.publicText + "\n")
            }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that bodies which cosign a log hold all of its entries.",
            discussion: """
                Every entry is read from every one of them, and hashed. Anybody can do it, with the log's key and theirs.

                Example:
                  incident-ledger replica check --key "$KEY" --mirror https://a.example.org="$A" --mirror file:/mnt/b="$B"
                """)

        @Option(help: ArgumentHelp("The log's verifier key.", valueName: "key"))
        var key: String

        @Option(
            help: ArgumentHelp(
                "Where a mirror serves the log, and its verifier key. May be repeated.", valueName: "address=key"))
        var mirror: [String]

        @OptionGroup var format: FormatOptions

        func run() async throws {
            let mirrors = try mirror.map { text throws(LedgerError) in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else {
                    throw LedgerError(
                        .usage, "--mirror is an address, =, and the verifier key of whoever cosigns there.")
                }
                return try MirrorCheck.Mirror(at: parts[0], key: parts[1], token: FeedOptions.token)
            }
            let found = await (try MirrorCheck(key: key)).found(of: mirrors)
            try Answers.show(MirrorsLayout(found), format.format)
            if let forked = found.first(where: \.isFork) {
                throw LedgerError(.fork, "\(forked.mirror): \(forked.finding ?? "")")
            }
            guard found.allSatisfy({ $0.finding == nil }) else {
                throw LedgerError(.refused, "Not every mirror holds what it cosigned.")
            }
        }
    }
}

/// What is shown to a service that does not publish its log for everybody.
enum FeedOptions {
    static var token: String? { LedgerOptions.environment("INCIDENT_LEDGER_FEED_TOKEN") }
}

/// Calls back where the program is asked to end.
final class StopSignals {
    private let sources: [any DispatchSourceSignal]

    init(_ stop: @escaping @Sendable () -> Void) {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: stop)
            source.resume()
            return source
        }
    }
}
