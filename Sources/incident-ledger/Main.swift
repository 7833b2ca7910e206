import ArgumentParser
import Files
import Forms
import Foundation
import Incidents
import Ledger

/// Runs a command and turns what comes of it into the documented exit statuses.
@main
enum Main {
    static func main() async {
        // A reader that goes away must show as an error of `write`, which ends the program quietly and in order.
        signal(SIGPIPE, SIG_IGN)
        // And so must a file that may not grow further (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
        exit(await run(Array(CommandLine.arguments.dropFirst())))
    }

    /// - Returns: 0 done, 1 refused, 2 not understood, 3 not found, 4 conflict, 5 the ledger is damaged, 6 the log has forked.
    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            try checkEncoding()
            let arguments = SignedValues.joined(arguments)
            try KindWords.check(arguments)
            var command = try IncidentLedger.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error, of: arguments)
        }
    }

    /// Swift puts a replacement for bytes that are no text: two identifiers could become one.
    private static func checkEncoding() throws(LedgerError) {
        for (index, argument) in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
            .enumerated()
        {
            guard let argument, String(validatingCString: argument) == nil else { continue }
            throw LedgerError(
                .usage,
                "Argument \(index), \(String(cString: argument)), is not UTF-8. Set the terminal, or the file that it comes "
                    + "from, to UTF-8.")
        }
    }

    private static func report(_ error: any Error, of arguments: [String]) -> Int32 {
        switch error {
        case OutputError.readerWentAway:
            return 0
        case let error as LedgerError:
            return report(error.description, status: error.code.rawValue)
        case let error as ValidationErrors:
            return report(error.description, status: LedgerError.Code.refused.rawValue)
        case let error as Incidents.ValidationError:
            return report(error.description, status: LedgerError.Code.refused.rawValue)
        case let error as OutputError:
            return report(error.description, status: LedgerError.Code.refused.rawValue)
        default:
            return reportOfParser(error, of: arguments)
        }
    }

    private static func report(_ message: String, status: Int32) -> Int32 {
        // What files and arguments say may be somebody else's, and not meant for a terminal.
        let lines = message.split(separator: "\n").map { "Error: " + DisplayWidth.onOneLine(String($0)) }
        Output.remark(lines.joined(separator: "\n"))
        return status
    }

    /// Help and version that were asked for go to standard output with status 0; what was not understood is status 2.
    private static func reportOfParser(_ error: any Error, of arguments: [String]) -> Int32 {
        let message = IncidentLedger.fullMessage(for: error)
        guard IncidentLedger.exitCode(for: error) == .success else {
            if KindWords.lackReason(arguments) { Output.remark("Error: " + ReasonOptions.missing) }
            Output.remark(message)
            return IncidentLedger.exitCode(for: error) == .validationFailure
                ? LedgerError.Code.usage.rawValue : LedgerError.Code.refused.rawValue
        }
        do {
            try Output.answer(message + "\n")
            return 0
        } catch {
            return 0
        }
    }
}

/// What can be said of a command before it is parsed, and better than the argument parser says it.
enum KindWords {
    /// - Throws: `LedgerError` with `usage` where what is to be recorded or corrected is of no kind that is entered.
    static func check(_ arguments: [String]) throws(LedgerError) {
        guard arguments.count > 1, ["record", "correct"].contains(arguments[0]), !arguments[1].hasPrefix("-") else {
            return
        }
        guard arguments[0] != "record" || arguments[1] != RecordSeveralCommand.configuration.commandName else { return }
        _ = try RecordKind.byHand(arguments[1])
    }

    /// A change for which no reason is given: that is said first, whatever else is wrong with it.
    static func lackReason(_ arguments: [String]) -> Bool {
        let commands = [
            ["correct"], ["withdraw"], ["reinstate"], ["duplicates", "decide"], ["duplicates", "undecide"],
            ["federation", "duplicates", "decide"], ["federation", "duplicates", "undecide"],
        ]
        guard commands.contains(where: arguments.starts) else { return false }
        return !arguments.contains { $0 == "--reason" || $0.hasPrefix("--reason=") }
    }
}

/// Joins a value that begins with a minus sign to the option before it, as in `--dead -3` and `--crime -robbery`: the
/// argument parser takes every such word for an option.
///
/// No option of these programs has one minus sign and a name, except `-h`; a minus sign alone is standard input.
enum SignedValues {
    static func joined(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" { return joined + [word] + rest }
            if isOption(word), let value = rest.first, isSigned(value) {
                joined.append(word + "=" + value)
                rest.removeFirst()
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    private static func isOption(_ word: String) -> Bool { word.hasPrefix("--") && !word.contains("=") }

    private static func isSigned(_ word: String) -> Bool {
        word.hasPrefix("-") && !word.hasPrefix("--") && word != "-" && word != "-h"
    }
}
