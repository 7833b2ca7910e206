import Foundation
import LedgerTesting
import Testing

/// What must not compile. Each piece of code is compiled for real against the module.
@Suite struct MisuseTests {
    private static let frame = """
        import LMDB
        func use(_ span: RawSpan) {}
        func test(_ environment: Environment, _ database: Database) throws {
            var write = try environment.beginWrite()
            let read = try environment.beginRead()
            %CODE%
            _ = write.environment
            _ = read.environment
        }
        """

    private static let moduleMap =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/CLMDB/module.modulemap").path

    /// The compiler's messages about `code`; empty when it compiles.
    private func compile(_ code: String, in directory: TemporaryFolder) throws -> String {
        let source = directory.path("main.swift")
        let text = Self.frame.replacingOccurrences(of: "%CODE%", with: code)
        try text.write(toFile: source, atomically: true, encoding: .utf8)
        let compiler = Process()
        let errors = Pipe()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6", "-parse-as-library",
            "-enable-experimental-feature", "Lifetimes", "-module-cache-path", directory.path("modules"),
            "-Xcc", "-fmodule-map-file=" + Self.moduleMap, "-I",
            Child.buildDirectory.appendingPathComponent("Modules").path, source,
        ]
        compiler.standardError = errors
        try compiler.run()
        let message = errors.fileHandleForReading.readDataToEndOfFile()
        compiler.waitUntilExit()
        let output = String(decoding: message, as: UTF8.self)
        #expect((compiler.terminationStatus == 0) != output.contains("error:"), "\(output)")
        return output
    }

    @Test func `proper use compiles`() throws {
        let directory = try TemporaryFolder()
        let message = try compile(
            """
            try write.put(database, key: 1, value: [1])
            if let value = try write.get(database, key: 1) { use(value) }
            try write.put(database, key: 2, value: [2])
            if let value = try read.get(database, key: 1) { use(value) }
            """, in: directory)
        #expect(!message.contains("error:"), "\(message)")
    }

    @Test(arguments: [
        (
            "let value = try write.get(database, key: 1)!; try write.put(database, key: 2, value: [2]); use(value)",
            "overlapping"
        ),
        (
            "var cursor = try write.cursor(database); try write.delete(database, key: 2); _ = try cursor.next()",
            "overlapping"
        ),
        ("let value = try read.get(database, key: 1)!; read.abort(); use(value)", "'read'"),
        (
            "var kept: RawSpan? = nil; try environment.read { kept = try $0.get(database, key: 1) }; use(kept!)",
            "escape"
        ),
        ("try write.commit(); try write.put(database, key: 1, value: [1])", "consumed"),
        ("let other = read; _ = read.number; other.abort()", "consumed"),
        (
            "var cursor = try read.cursor(database); let key = cursor.key; _ = try cursor.next(); use(key)",
            "overlapping"
        ),
    ])
    func `misuse does not compile`(code: String, reason: String) throws {
        let directory = try TemporaryFolder()
        let message = try compile(code, in: directory)
        #expect(message.contains("error:") && message.contains(reason), "\(code)\n\(message)")
    }
}
