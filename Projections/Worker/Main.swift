import ArgumentParser
import Files
import Forms
import Foundation

/// Turns what comes of the worker into the exit statuses that the command line has.
@main
enum Main {
    static func main() async {
        // A reader of the log that goes away must not end the worker.
        signal(SIGPIPE, SIG_IGN)
        // And so must a file that may not grow further (`ulimit -f`).
        signal(SIGXFSZ, SIG_IGN)
        do {
            let worker = try ProjectionWorker.parse()
            try await worker.run()
        } catch let error as LedgerError {
            Output.remark(error.description.split(separator: "\n").map { "Error: \($0)" }.joined(separator: "\n"))
            exit(error.code.rawValue)
        } catch {
            let message = ProjectionWorker.fullMessage(for: error)
            switch ProjectionWorker.exitCode(for: error) {
            case .success:
                print(message)
                exit(0)
            case .validationFailure:
                Output.remark(message)
                exit(LedgerError.Code.usage.rawValue)
            default:
                Output.remark(message)
                exit(LedgerError.Code.refused.rawValue)
            }
        }
    }
}
