import Testing

/// A file is one idea that a reader can hold, and a function one step of it.
@Suite struct SizeTests {
    static let longestFile = 400
    static let longestFunction = 60
    static let shortestFile = 30

    /// What may be shorter, and why.
    static let short = [
        "Projections/Views/": "a view is a file of its own, however short"
    ]

    @Test func `no file is longer than a reader can hold`() throws {
        let long = Self.longFiles(try Tree.files(in: Tree.folders))
        #expect(long == [])
    }

    @Test func `no file is a fragment of an idea`() throws {
        let fragments = Self.fragments(try Tree.files(in: Tree.sources))
        #expect(fragments == [])
    }

    @Test func `no function is longer than a page`() throws {
        let files = try Tree.files(in: Tree.folders)
        #expect(files.flatMap(Self.functions).count > 2_000)
        let long = Self.longFunctions(files)
        #expect(long == [])
    }

    @Test func `the checks find what is wrong`() {
        let file = { (lines: Int) in
            Tree.File(path: "Sources/A.swift", text: String(repeating: "x\n", count: lines))
        }
        #expect(Self.longFiles([file(400)]) == [] && Self.longFiles([file(401)]) == ["Sources/A.swift: 401 lines"])
        #expect(Self.fragments([file(30)]) == [] && Self.fragments([file(29)]) == ["Sources/A.swift: 29 lines"])
        #expect(Self.fragments([Tree.File(path: "Projections/Views/A.swift", text: "x\n")]) == [])
        let code = """
            protocol P {
                func required() -> Int
            }
            struct S {
                var one: Int { 1 }
                func short(
                    a: Int
                ) -> Int { a }
                @inline(__always)
                package static func long(
                    a: Int
                ) throws(E) -> Int
                where A: B {
                    if a > 0 {
                        a
                    }
                }
                var computed: Int {
                    2
                }
                private init?(_ text: String) {
                }
                let stored = 3
            }
            """
        let found = Self.functions(Tree.File(path: "A.swift", text: code))
        #expect(found.map(\.line) == [6, 10, 18, 21])
        #expect(found.map(\.length) == [3, 8, 3, 2])
        let body = String(repeating: "        step()\n", count: 59)
        let long = Tree.File(path: "A.swift", text: "struct S {\n    func f() {\n\(body)    }\n}\n")
        #expect(Self.longFunctions([long]) == ["A.swift:2: 61 lines"])
    }

    // MARK: The checks

    private static func length(_ file: Tree.File) -> Int { file.text.utf8.count { $0 == UInt8(ascii: "\n") } }

    private static func longFiles(_ files: [Tree.File]) -> [String] {
        files.filter { !Tree.isGenerated($0.path) && length($0) > longestFile }.map {
            "\($0.path): \(length($0)) lines"
        }
    }

    private static func fragments(_ files: [Tree.File]) -> [String] {
        files.filter { file in
            !Tree.isGenerated(file.path) && length(file) < shortestFile
                && !short.keys.contains { file.path.hasPrefix($0) }
        }.map { "\($0.path): \(length($0)) lines" }
    }

    private static func longFunctions(_ files: [Tree.File]) -> [String] {
        files.filter { !Tree.isGenerated($0.path) }.flatMap { file in
            functions(file).filter { $0.length > longestFunction }.map {
                "\(file.path):\($0.line): \($0.length) lines"
            }
        }
    }

    /// Functions, initialisers, subscripts and computed properties over more than one line. The formatter indents what
    /// is inside, so a body ends at the first brace that stands as far left as its beginning.
    private static func functions(_ file: Tree.File) -> [(line: Int, length: Int)] {
        let lines = file.lines
        return lines.indices.compactMap { first in
            guard isFunction(lines[first]), let last = end(of: first, in: lines), last > first else { return nil }
            return (first + 1, last - first + 1)
        }
    }

    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private", "static", "final", "override", "mutating",
        "borrowing", "consuming", "nonisolated", "convenience", "required", "isolated",
    ]

    private static func isFunction(_ line: Substring) -> Bool {
        let words = line.split(separator: " ").drop { modifiers.contains($0) || $0.hasPrefix("@") }
        guard let word = words.first else { return false }
        if word == "var" { return line.hasSuffix("{") }
        return word == "func" || word == "deinit"
            || ["init(", "init?(", "init<", "subscript("].contains { word.hasPrefix($0) }
    }

    /// Nil where it has no body.
    private static func end(of first: Int, in lines: [Substring]) -> Int? {
        let margin = indentation(lines[first])
        if lines[first].hasSuffix("}") { return first }
        for place in lines.indices[(first + 1)...] where !lines[place].isEmpty {
            let (line, own) = (lines[place].dropFirst(margin), indentation(lines[place]))
            if own > margin { continue }
            guard own == margin else { return nil }
            if line.hasPrefix("}") { return place }
            // The rest of a declaration that takes several lines; anything else is the next one.
            guard line.hasPrefix(")") || line.hasPrefix("where ") || line.hasPrefix("{") || line.hasPrefix("async ")
            else { return nil }
            if line.hasSuffix("}") { return place }
        }
        return nil
    }

    private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
