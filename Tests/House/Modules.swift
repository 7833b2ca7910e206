import Foundation

/// A module, as the table of modules in `ARCHITECTURE.md` has it.
struct Module: Equatable {
    var name: String
    var folder: String
    /// What its files import: modules of this package, of others, and of the system.
    var imports: Set<String>

    /// Reads the table: of each row its first cell is the name, the second the folder, the last what it imports.
    static func table(in document: String) -> [Module] {
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
        guard let head = lines.firstIndex(where: { $0.hasPrefix("| module | folder |") }) else { return [] }
        return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.compactMap { line in
            let cells = line.split(separator: "|").map(code)
            guard cells.count == 4, let name = cells[0].first, let folder = cells[1].first else { return nil }
            return Module(name: name, folder: folder, imports: Set(cells[3]))
        }
    }

    /// What stands between backticks.
    private static func code(_ cell: Substring) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element) }
    }

    /// What comes with the toolchain: `Package.swift` does not name it.
    static let system: Set<String> = [
        "CDispatch", "Dispatch", "Foundation", "FoundationEssentials", "FoundationXML", "Glibc", "Synchronization",
    ]
    /// What only tests import.
    static let testing: Set<String> = ["Testing"]
}

/// A target, as `Package.swift` has it.
struct Target: Equatable {
    var name: String
    var folder: String
    /// Modules of this package and of others.
    var dependencies: Set<String>

    /// Reads every target of a manifest.
    static func all(in manifest: String) -> [Target] {
        let shorthands = shorthands(in: manifest)
        return ["target(", "executableTarget(", "systemLibrary(", "testTarget("].flatMap { kind in
            calls(of: "        ." + kind, in: manifest).compactMap { call -> Target? in
                guard let name = value(of: "name", in: call) else { return nil }
                let parent = kind == "testTarget(" ? "Tests/" : "Sources/"
                let list = call.range(of: "dependencies: [").map { inside(call[$0.upperBound...], "[", "]") } ?? ""
                return Target(
                    name: name, folder: value(of: "path", in: call) ?? parent + name,
                    dependencies: dependencies(in: list, shorthands))
            }
        }
    }

    /// `let crypto: Target.Dependency = .product(name: "Crypto", …)` as `crypto` → `Crypto`.
    private static func shorthands(in manifest: String) -> [String: String] {
        var names: [String: String] = [:]
        for line in manifest.split(separator: "\n") where line.contains(": Target.Dependency = .product(") {
            let word = line.dropFirst("let ".count).prefix { $0 != ":" }
            names[String(word)] = value(of: "name", in: String(line))
        }
        return names
    }

    /// What stands between the brackets of each call that begins so.
    private static func calls(of beginning: String, in text: String) -> [String] {
        var calls: [String] = []
        var rest = text[...]
        while let found = rest.range(of: beginning) {
            rest = rest[found.upperBound...]
            calls.append(inside(rest, "(", ")"))
        }
        return calls
    }

    /// The text up to the bracket that closes one that was opened before it.
    private static func inside(_ text: Substring, _ open: Character, _ close: Character) -> String {
        var depth = 1
        return String(
            text.prefix { character in
                depth += character == open ? 1 : character == close ? -1 : 0
                return depth > 0
            })
    }

    private static func value(of label: String, in call: String) -> String? {
        call.range(of: label + ": \"").map { String(call[$0.upperBound...].prefix { $0 != "\"" }) }
    }

    private static func dependencies(in list: String, _ shorthands: [String: String]) -> Set<String> {
        var names = Set(calls(of: ".product(", in: list).compactMap { value(of: "name", in: $0) })
        var depth = 0
        for word in list.split(separator: ",") {
            let trimmed = String(word.filter { !$0.isWhitespace })
            if depth == 0, !trimmed.hasPrefix(".product(") {
                let name = trimmed.filter { $0 != "\"" }
                if !name.isEmpty { names.insert(shorthands[name] ?? name) }
            }
            depth += trimmed.count { $0 == "(" } - trimmed.count { $0 == ")" }
        }
        return names
    }
}

extension Tree.File {
    /// The modules that a Swift file imports, with the number of the line.
    var imports: [(line: Int, module: String)] {
        lines.enumerated().compactMap { number, line in
            let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
            let place = words.first == "import" ? 0 : 1
            guard words.count == place + 2, words[place] == "import", line.first?.isWhitespace == false,
                place == 0 || ["public", "package", "internal", "private"].contains(words[0])
            else { return nil }
            return (number + 1, String(words[place + 1]))
        }
    }
}
