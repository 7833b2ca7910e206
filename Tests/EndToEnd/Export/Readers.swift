import Foundation
import LedgerTesting
import Testing

/// What reads exports apart from this project: Python with packages of PyPI, in a place of their own beside the build, and
/// GDAL. `Tools/prerequisites` installs both.
enum Readers {
    static let folder = Repository.root.appending(path: ".build/readers/bin")
    private static let python = folder.appending(path: "python")

    /// Runs a script; it gets the arguments, and what it prints is JSON.
    static func json(
        _ script: String, _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Any {
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "pandas, frictionless and datasette are missing: need_readers in Tools/prerequisites installs them",
            sourceLocation: sourceLocation)
        let run = try await Program(url: python).run(["-c", script] + arguments)
        try #require(run.status == 0, "\(run.errors.suffix(2_000))", sourceLocation: sourceLocation)
        return try JSONSerialization.jsonObject(with: Data(run.output.utf8), options: .fragmentsAllowed)
    }

    /// The rows of a question in SQL, as texts; nothing where there is nothing.
    static func rows(of sql: String, in file: String) async throws -> [[String: String]] {
        try await rows(ofAll: [sql], in: file)[0]
    }

    /// The same of several questions, asked by one program.
    static func rows(ofAll questions: [String], in file: String) async throws -> [[[String: String]]] {
        let script = """
            import json, sqlite3, sys
            file = sqlite3.connect(sys.argv[1])
            def rows(sql):
                found = file.execute(sql)
                names = [column[0] for column in found.description]
                return [{n: "" if v is None else str(v) for n, v in zip(names, row)} for row in found]
            print(json.dumps([rows(sql) for sql in sys.argv[2:]]))
            """
        return try #require(try await json(script, [file] + questions) as? [[[String: String]]])
    }

    /// Starts datasette on a free port of this machine, waits until it answers, and asks it.
    ///
    /// - Returns: for each path what it answered as JSON.
    static func datasette(_ file: String, _ paths: [String]) async throws -> [Any] {
        let script = """
            import json, socket, subprocess, sys, time, urllib.request
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            server = subprocess.Popen(
                [sys.executable, "-m", "datasette", sys.argv[1], "--port", str(port)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            def ask(path):
                return json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60))
            try:
                for attempt in range(600):
                    try:
                        ask("/-/versions.json")
                        break
                    except OSError:
                        time.sleep(0.1)
                print(json.dumps([ask(path) for path in sys.argv[2:]]))
            finally:
                # What a test starts may have every other signal blocked.
                server.kill()
                server.wait()
            """
        return try #require(try await json(script, [file] + paths) as? [Any])
    }

    /// What `ogrinfo` says of a file, as QGIS reads it.
    static func ogrinfo(_ arguments: [String]) async throws -> String {
        let program = URL(filePath: "/usr/bin/ogrinfo")
        try #require(
            FileManager.default.isExecutableFile(atPath: program.path),
            "ogrinfo is missing: need_gdal in Tools/prerequisites installs it")
        let run = try await Program(url: program).run(arguments)
        try #require(run.status == 0, "\(run.errors)")
        return run.output + run.errors
    }
}
