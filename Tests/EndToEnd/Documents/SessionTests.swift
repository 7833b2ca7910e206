import Foundation
import LedgerTesting
import Testing

/// What the documents show is what happens, word for word.
struct SessionTests {
    private static let documents = ["README.md", "MANUAL.md"]
    private static let mark = "@@@ session "

    private static func text(_ document: String) throws -> String {
        try String(contentsOf: Repository.root.appending(path: document), encoding: .utf8)
    }

    private static let sessions = documents.flatMap { document in
        (try? text(document)).map { Session.all(in: document, $0) } ?? []
    }

    /// Real exports lie beside the repository, or nowhere.
    private static let runnable = sessions.filter { RealExports.arePresent || !$0.needsExports }

    @Test(arguments: runnable)
    func `what a document shows is what happens`(_ session: Session) async throws {
        let folder = try TemporaryFolder()
        try Self.furnish(folder, for: session)
        let script = session.commands.enumerated().map { index, command in
            "\(command.text)\nprintf '\\n\(Self.mark)\(index) %s\\n' $?\n"
        }
        let environment = ProcessInfo.processInfo.environment
        let run = try await Program.shell.run(
            ["-c", "exec 2>&1\ncd '\(folder.url.path)'\n" + script.joined()],
            environment: [
                "PATH": Self.path(environment["PATH"] ?? ""), "HOME": folder.url.path,
                "XDG_CONFIG_HOME": folder.url.path, "TZ": "UTC",
            ])
        var printed = run.output[...]
        for (index, command) in session.commands.enumerated() {
            let mark = "\n\(Self.mark)\(index) "
            let end = try #require(printed.range(of: mark), "\(command.text) does not end: \(printed)")
            let output = printed[..<end.lowerBound]
            printed = printed[end.upperBound...]
            let status = printed.prefix { $0 != "\n" }
            printed = printed.dropFirst(status.count + 1)
            var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            if lines.last == "" { lines.removeLast() }
            let place = "\(session.document):\(command.line): \(command.text)"
            #expect(
                Session.matches(lines[...], command.printed[...]),
                "\(place)\nprints\n\(lines.joined(separator: "\n"))\nand not\n\(command.printed.joined(separator: "\n"))"
            )
            let fails = command.printed.contains { $0.hasPrefix("Error:") }
            #expect((status == "0") != fails, "\(place) ends with status \(status)")
        }
    }

    @Test func `the README has sessions, files and walks, and fits a reader`() throws {
        let readme = Self.sessions.filter { $0.document == "README.md" }
        #expect(readme.count >= 5 && readme.flatMap(\.commands).count > 30)
        #expect(Set(readme.flatMap(\.files).map(\.name)).isSuperset(of: ["conflict.json", "police.json"]))
        #expect(try Self.text("README.md").split(separator: "\n", omittingEmptySubsequences: false).count <= 420)
    }

    @Test func `a session is read as it is typed, and its gaps stand for anything`() {
        let sessions = Session.all(
            in: "x.md",
            """
            ## One

            A file, `a.csv`:

            ```csv
            a,b
            ```

            ```console
            $ echo one \\
                two
            one …
            $ cat <<'END'
            $ x
            END
            …
            three
            ```

            ## Two

            ```
            $ not a session
            ```
            """)
        #expect(sessions.map(\.heading) == ["One"] && sessions[0].files.map(\.text) == ["a,b\n"])
        #expect(sessions[0].commands.map(\.text) == ["echo one \\\n    two", "cat <<'END'\n$ x\nEND"])
        #expect(sessions[0].commands.map(\.printed) == [["one …"], ["…", "three"]])
        for (lines, pattern, isMatch) in [
            (["a", "b"], ["a", "b"], true), (["a", "b"], ["a"], false), (["a", "b", "c"], ["…", "c"], true),
            (["a"], ["…", "a", "…"], true), (["a"], ["…", "b"], false), (["id 7 ok"], ["id … ok"], true),
            (["id 7 no"], ["id … ok"], false), ([], [], true), ([], ["…"], true),
        ] as [([String], [String], Bool)] {
            #expect(Session.matches(lines[...], pattern[...]) == isMatch, "\(lines) \(pattern)")
        }
    }

    /// The programs first, and a Python that has what a researcher's has.
    private static func path(_ own: String) -> String {
        [Program.directory.path, Readers.folder.path, own].joined(separator: ":")
    }

    /// What a reader has at hand: the files that the section shows, the samples, the real exports.
    private static func furnish(_ folder: TemporaryFolder, for session: Session) throws {
        for file in session.files { try folder.file(file.name, holding: file.text) }
        let link = { (target: URL, name: String) in
            try FileManager.default.createSymbolicLink(
                at: folder.url.appending(path: name), withDestinationURL: target)
        }
        try link(Repository.root.appending(path: "Tools/sample"), "sample")
        guard session.needsExports else { return }
        let exports = RealExports.data.appending(path: "missing-migrants")
        for name in try FileManager.default.contentsOfDirectory(atPath: exports.path) where name.hasPrefix("export-") {
            try link(exports.appending(path: name), name)
        }
    }
}

extension Session {
    fileprivate var needsExports: Bool { commands.contains { $0.text.contains("export-20") } }
}
