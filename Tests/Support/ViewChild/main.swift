// Other processes in the tests of views. LEDGER is a ledger's folder.
//
// view-test-child append LEDGER SEED [COUNT]   appends so many random events, else until it is ended
// view-test-child deaths LEDGER                appends records with one dead each until it is ended
// view-test-child batches LEDGER PREFIX        appends requests of a few records until it is ended, and says what was promised
// view-test-child hold LEDGER                  reads the log as it is now until it is ended
// view-test-child poison LEDGER                appends one event that no view can read, and says its position
// view-test-child huge LEDGER                  appends records whose counts are too large to be summed
// view-test-child huge-deaths LEDGER           appends one such deaths record, known on 2019-06-01, and says its position
// view-test-child withdraw LEDGER IMPORT       appends that the record of an import no longer stands
// view-test-child keep LEDGER VERSION CRASHES  keeps the view `tally` of that version; it crashes at records with that id
// view-test-child answer LEDGER VERSION CRASHES   what `tally` answers: version, position, parked, digest
// view-test-child fresh LEDGER VERSION CRASHES    the same of a build that is made for this alone
// view-test-child views LEDGER                 what every view answers, as CSV, one after another
// view-test-child views LEDGER DAY             the same known by a day, with what is said of overlaps and links; of a federation,
//                                              where LEDGER is its file
// view-test-child read LEDGER COUNT            reads `year` over and over, as it stands; says what must not be
import EventLog
import Foundation
import ProjectionEngine

signal(SIGPIPE, SIG_IGN)
let arguments = CommandLine.arguments
do {
    guard arguments.count >= 3 else { throw Usage() }
    let (command, ledger, rest) = (arguments[1], arguments[2], Array(arguments.dropFirst(3)))
    switch (command, rest.count) {
    case ("append", 1): try await Appending.run(ledger, seed: UInt64(rest[0]) ?? 0)
    case ("append", 2): try await Appending.run(ledger, seed: UInt64(rest[0]) ?? 0, count: Int(rest[1]) ?? 0)
    case ("deaths", 0): try await Appending.deaths(ledger)
    case ("batches", 1): try await Appending.batches(ledger, prefix: rest[0])
    case ("hold", 0): try Reading.hold(ledger)
    case ("poison", 0): try await Appending.poison(ledger)
    case ("huge", 0): try await HugeCounts.append(ledger)
    case ("huge-deaths", 0): try await HugeCounts.appendDeaths(ledger)
    case ("withdraw", 1): try await Appending.withdraw(ledger, importNamed: rest[0])
    case ("keep", 2): try await Keeping.run(ledger, CrashingTally(rest[0], crashesOn: rest[1]))
    case ("answer", 2): try Keeping.answer(ledger, CrashingTally(rest[0], crashesOn: rest[1]))
    case ("fresh", 2): try Keeping.fresh(ledger, CrashingTally(rest[0], crashesOn: rest[1]))
    case ("views", 0): try Reading.views(ledger)
    case ("views", 1): try Reading.views(ledger, knownBy: rest[0])
    case ("read", 1): try Reading.run(ledger, count: Int(rest[0]) ?? 0)
    default: throw Usage()
    }
} catch {
    say("failed: \(error)")
    exit(1)
}

struct Usage: Error {}

/// Writes a line in one call, so that a kill cuts none.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
}
