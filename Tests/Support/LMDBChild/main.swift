// The other process in the tests of LMDB. Usage: lmdb-test-child COMMAND PATH [COUNT]
//
// It says on standard output, a line each, how far it has come; the tests wait for these lines.
import Glibc
import LMDB

let arguments = CommandLine.arguments
guard arguments.count >= 3 else {
    print("usage: lmdb-test-child COMMAND PATH [COUNT]")
    exit(2)
}
let path = arguments[2]
let count = arguments.count > 3 ? UInt64(arguments[3]) ?? 0 : 0

func say(_ line: String) {
    print(line)
    fflush(nil)
}

/// Waits to be killed, or until the tests are gone. To the compiler it returns, so that what is open stays open.
func waitToBeKilled() {
    let parent = getppid()
    while getppid() == parent { sleep(1) }
}

/// Keeps a snapshot until it is killed.
func holdReader() throws {
    let environment = try Environment(path: path, databases: ["entries"])
    let transaction = try environment.beginRead()
    say("reading")
    waitToBeKilled()
    transaction.abort()
}

/// Commits, begins another transaction, and waits to be killed in the middle of it.
func commitThenHang() throws {
    let environment = try Environment(path: path, databases: ["entries"])
    try environment.write { transaction in
        let database = try environment.database("entries")
        for key in 1...count { try transaction.put(database, key: key, value: [UInt8](repeating: 7, count: 100)) }
    }
    var transaction = try environment.beginWrite()
    let database = try environment.database("entries")
    try transaction.put(database, key: count + 1, value: [8])
    say("committed")
    waitToBeKilled()
    transaction.abort()
}

/// Appends values of a kilobyte, a hundred a commit.
func fill() throws {
    try fill(try Environment(path: path, databases: ["entries"]))
    say("filled")
}

/// The same in twelve environments, all of them open.
func fillMany() throws {
    let environments = try (0..<12).map { try Environment(path: "\(path)/\($0)", databases: ["entries"]) }
    for environment in environments { try fill(environment) }
    say("filled \(environments.count)")
}

/// Opens many environments, and tells whether memory and another thread are to be had beside them.
func openMany() throws {
    var options = EnvironmentOptions()
    options.synchronization = .none
    let environments = try (0..<count).map { try Environment(path: "\(path)/\($0)", options: options) }
    let least = try environments.map { try $0.information().mapSize }.min() ?? 0
    // Unsafe in both: a mapping of this function's own, and a thread that does nothing.
    let memory = unsafe mmap(nil, 1 << 33, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    var thread = pthread_t()
    let result = unsafe pthread_create(&thread, nil, { _ in nil }, nil)
    say("opened \(environments.count): \(least >= 1 << 34) \(unsafe memory != MAP_FAILED) \(result == 0)")
}

func fill(_ environment: Environment) throws {
    var next: UInt64 = 0
    while next < count {
        try environment.write { transaction in
            let database = try environment.database("entries")
            next = UInt64(try transaction.count(database))
            for key in next..<min(next + 100, count) {
                try transaction.put(database, key: key, value: [UInt8](repeating: 9, count: 1_000), flags: .append)
            }
        }
        next = min(next + 100, count)
    }
}

/// Creates a database.
func create() throws {
    let environment = try Environment(path: path, databases: ["entries", "from the child"])
    try environment.write { transaction in
        let database = try environment.database("from the child")
        try transaction.put(database, key: 1, value: [1])
    }
    say("created")
}

/// Opens the environment as a user who owns nothing.
func openUnprivileged() throws {
    if geteuid() == 0 && setuid(65_534) != 0 { return say("cannot change user") }
    let environment = try Environment(
        path: path, databases: ["entries"], options: EnvironmentOptions(readOnly: count == 1))
    let entries = try environment.database("entries")
    say("opened \(try environment.read { try $0.count(entries) })")
}

do {
    switch arguments[1] {
    case "hold-reader": try holdReader()
    case "commit-then-hang": try commitThenHang()
    case "fill": try fill()
    case "fill-many": try fillMany()
    case "open-many": try openMany()
    case "create": try create()
    case "open-unprivileged": try openUnprivileged()
    default: say("unknown command")
    }
} catch let error as LMDBError {
    say("error \(error.code)")
}
