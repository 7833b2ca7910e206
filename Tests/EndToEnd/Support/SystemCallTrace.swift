import Foundation
import LedgerTesting
import Testing

/// What a program asked of the system while it ran, as `strace` saw it, and may have been refused on purpose.
struct SystemCallTrace {
    /// A system call, in the order of time.
    struct Call {
        /// The thread that made it.
        var thread: Substring
        var name: String
        var text: String
        /// The path of the first argument's file.
        var path: String
        var hasFailed: Bool
        /// It was not the system that refused it, but the test.
        var isInjected: Bool

        init?(_ line: Substring) {
            // `1234 pwrite64(7</a/b>, "…", 4096, 8192) = 4096`
            guard let open = line.firstIndex(of: "("), let result = line.range(of: ") = ", options: .backwards) else {
                return nil
            }
            hasFailed = line[result.upperBound...].hasPrefix("-1") || line[result.upperBound...].hasPrefix("?")
            isInjected = line.hasSuffix("(INJECTED)")
            thread = line.prefix { $0 != " " }
            name = String(line[..<open].split(separator: " ").last ?? "")
            text = String(line[open...])
            let file = text.prefix { $0 != "," && $0 != ")" }
            path = file.firstIndex(of: "<").map { String(file[file.index(after: $0)...].dropLast()) } ?? ""
        }

        /// The name that a call makes, takes away or moves to.
        var named: String? {
            text.split(separator: "\"").dropFirst(name.hasPrefix("rename") ? 3 : 1).first.map(String.init)
        }

        var isSync: Bool { name == "fsync" || name == "fdatasync" }
        var isWrite: Bool { name.hasPrefix("pwrite") || name == "writev" || name == "write" }
    }

    private static let traced =
        "openat,pwrite64,pwritev,pwritev2,writev,write,fsync,fdatasync,msync,ftruncate,fallocate,rename,renameat,renameat2,"
        + "link,linkat,unlink"

    private static let strace = Program(url: URL(filePath: "/usr/bin/strace"))

    let run: Program.Run
    let calls: [Call]
    /// What was below the folder before.
    let existing: Set<String>

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - scratch: what it works in.
    ///   - inject: as `strace` takes it, such as `fsync:error=EIO:when=2`.
    init(
        of program: Program, _ arguments: [String], in scratch: TemporaryFolder, inject: String? = nil
    ) async throws {
        let file = scratch.path("trace")
        try? FileManager.default.removeItem(atPath: file)
        existing = Set(try FileManager.default.subpathsOfDirectory(atPath: scratch.path).map(scratch.path))
        run = try await Self.strace.run(
            ["-f", "-y", "-o", file, "-e", "trace=" + Self.traced] + (inject.map { ["-e", "inject=" + $0] } ?? [])
                + [program.url.path] + arguments)
        // A call that another thread interrupted is told in two lines: the second has its result.
        var begun: [Substring: Substring] = [:]
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        var told = text.split(separator: "\n").compactMap { line -> Call? in
            let thread = line.prefix { $0 != " " }
            if line.hasSuffix("<unfinished ...>") {
                begun[thread] = line.dropLast("<unfinished ...>".count)
                return nil
            }
            if let end = line.range(of: "resumed>"), let start = begun.removeValue(forKey: thread) {
                return Call(Substring(String(start) + String(line[end.upperBound...])))
            }
            return Call(line)
        }
        // A call that the process ended in has no second line: it was made all the same.
        told += begun.sorted { $0.key < $1.key }.compactMap { Call(Substring(String($0.value) + ") = ?")) }
        calls = told
    }

    /// How often the thread made a call that made it most often: `strace` counts by threads.
    func count(of name: String) -> Int {
        Dictionary(grouping: calls.filter { $0.name == name }, by: \.thread).values.map(\.count).max() ?? 0
    }
}
