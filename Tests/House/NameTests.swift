import Testing

/// One name a thing: no two types whose names do not tell them apart.
@Suite struct NameTests {
    @Test func `no two modules have a type of the same name`() throws {
        let modules = Module.table(in: try Tree.file("ARCHITECTURE.md").text)
        let files = try Tree.files(in: modules.map(\.folder)).filter { !Tree.isGenerated($0.path) }
        #expect(files.flatMap(Self.types).count > 300)
        let repeated = Self.repeated(modules, files)
        #expect(repeated == [])
    }

    @Test func `the check finds what is wrong`() {
        let modules = [
            Module(name: "A", folder: "Sources/A", imports: []), Module(name: "B", folder: "Sources/B", imports: []),
        ]
        let files = [
            Tree.File(path: "Sources/A/One.swift", text: "public struct Report: Sendable {\n    struct Part {}\n}\n"),
            Tree.File(path: "Sources/B/Two.swift", text: "@safe\nfinal class Report {\n}\nenum Part {}\n"),
            Tree.File(
                path: "Sources/B/Three.swift", text: "private struct Report {}\nextension Report {}\nenum Main {}\n"),
            Tree.File(path: "Sources/A/Main.swift", text: "enum Main {}\n"),
        ]
        #expect(Self.repeated(modules, files) == ["Report: A, B"])
    }

    // MARK: The check

    /// The entry of each program, which no other imports.
    private static let entry = "Main"

    private static func repeated(_ modules: [Module], _ files: [Tree.File]) -> [String] {
        var homes: [String: Set<String>] = [:]
        for file in files {
            guard let module = modules.first(where: { file.path.hasPrefix($0.folder + "/") }) else { continue }
            for type in types(file) where type != entry { homes[type, default: []].insert(module.name) }
        }
        return homes.filter { $0.value.count > 1 }
            .map { "\($0.key): \($0.value.sorted().joined(separator: ", "))" }.sorted()
    }

    /// The types that a file declares outside any other and lets other files see.
    private static func types(_ file: Tree.File) -> [String] {
        file.lines.compactMap { line in
            guard let first = line.first, !first.isWhitespace else { return nil }
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
            guard !words.contains("private"), !words.contains("fileprivate"),
                let place = words.firstIndex(where: { keywords.contains($0) }), words.indices.contains(place + 1),
                words[..<place].allSatisfy({ modifiers.contains($0) })
            else { return nil }
            return String(words[place + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        }
    }

    private static let keywords: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    private static let modifiers: Set<Substring> = ["public", "package", "internal", "final", "indirect"]
}
