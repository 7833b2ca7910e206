import Foundation
import Testing

/// Data flows down the table of modules in `ARCHITECTURE.md`, once: nothing below calls up.
@Suite struct ModuleTests {
    @Test func `every file imports what the table allows its module, and the table allows nothing else`() throws {
        let modules = Module.table(in: try Tree.file("ARCHITECTURE.md").text)
        #expect(modules.count > 15)
        let files = try Tree.files(in: modules.map(\.folder))
        let problems = Self.problems(modules, files)
        #expect(problems == [])
    }

    @Test func `every source file is in the folder of a module`() throws {
        let folders = Module.table(in: try Tree.file("ARCHITECTURE.md").text).map { $0.folder + "/" }
        let homeless = try Tree.files(in: Tree.sources).map(\.path).filter { path in
            !folders.contains { path.hasPrefix($0) }
        }
        #expect(homeless == [])
    }

    @Test func `Package.swift has the modules of the table, with the same imports`() throws {
        let modules = Module.table(in: try Tree.file("ARCHITECTURE.md").text)
        let manifest = try Tree.file("Package.swift").text
        let problems = Self.problems(modules, Target.all(in: manifest))
        #expect(problems == [])
    }

    @Test func `what a test imports is declared`() throws {
        let targets = Target.all(in: try Tree.file("Package.swift").text).filter { $0.folder.hasPrefix("Tests/") }
        #expect(targets.count > 10)
        var undeclared: [String] = []
        for target in targets {
            for file in try Tree.files(in: [target.folder]) {
                for (line, module) in file.imports
                where !target.dependencies.union(Module.system).union(Module.testing).contains(module) {
                    undeclared.append("\(file.path):\(line): \(module)")
                }
            }
        }
        #expect(undeclared == [])
    }

    @Test func `only the module of LMDB calls liblmdb, and the plain loop that the bench compares with`() throws {
        let callers = Self.callers(try Tree.files(in: Tree.folders, suffixes: [".swift", ".h", ".c"]))
        #expect(callers == [])
    }

    @Test func `the checks find what is wrong`() {
        let table = """
            | module | folder | what lives there | imports |
            |---|---|---|---|
            | `Low` | `Sources/Low` | a | `Foundation` |
            | `High` | `Sources/High` | b | `Low`, `Crypto` |

            """
        let modules = Module.table(in: table)
        #expect(
            modules == [
                Module(name: "Low", folder: "Sources/Low", imports: ["Foundation"]),
                Module(name: "High", folder: "Sources/High", imports: ["Low", "Crypto"]),
            ])
        let low = Tree.File(path: "Sources/Low/A.swift", text: "public import High\nimport Foundation\n")
        let high = Tree.File(path: "Sources/High/B.swift", text: "internal import Low\n")
        #expect(
            Self.problems(modules, [low, high]) == [
                "Sources/Low/A.swift:1: Low may not import High", "no file of High imports Crypto",
            ])
        let upward = Module(name: "Low", folder: "Sources/Low", imports: ["High"])
        #expect(
            Self.problems([upward, modules[1]], [low, high]).contains("Low stands above High and may not import it"))

        let manifest = """
            let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
                    .target(name: "High", dependencies: ["Low", .product(name: "Logging", package: "swift-log")]),
                    .target(name: "Low", dependencies: [crypto], path: "Elsewhere"),
                    .executableTarget(name: "Other"),
            """
        #expect(
            Target.all(in: manifest) == [
                Target(name: "High", folder: "Sources/High", dependencies: ["Low", "Logging"]),
                Target(name: "Low", folder: "Elsewhere", dependencies: ["Crypto"]),
                Target(name: "Other", folder: "Sources/Other", dependencies: []),
            ])
        #expect(
            Self.problems(modules, Target.all(in: manifest)) == [
                "Low: Package.swift says Elsewhere, the table Sources/Low",
                "Low: Package.swift says Crypto, the table nothing",
                "High: Package.swift says Logging, Low, the table Crypto, Low",
                "Other is not in the table",
            ])
        let call = Tree.File(path: "Sources/Low/C.swift", text: "let code = \(Self.prefix)open()\n")
        #expect(Self.callers([call]) == ["Sources/Low/C.swift"])
    }

    // MARK: The checks

    private static func problems(_ modules: [Module], _ files: [Tree.File]) -> [String] {
        var problems: [String] = []
        for (place, module) in modules.enumerated() {
            for below in modules[place...] where module.imports.contains(below.name) {
                problems.append("\(module.name) stands above \(below.name) and may not import it")
            }
            var unused = module.imports
            for file in files where file.path.hasPrefix(module.folder + "/") {
                for (line, imported) in file.imports {
                    unused.remove(imported)
                    if !module.imports.contains(imported) {
                        problems.append("\(file.path):\(line): \(module.name) may not import \(imported)")
                    }
                }
            }
            problems += unused.sorted().map { "no file of \(module.name) imports \($0)" }
        }
        return problems
    }

    private static func problems(_ modules: [Module], _ targets: [Target]) -> [String] {
        var problems: [String] = []
        for module in modules {
            guard let target = targets.first(where: { $0.name == module.name }) else {
                problems.append("\(module.name) is not in Package.swift")
                continue
            }
            if target.folder != module.folder {
                problems.append("\(module.name): Package.swift says \(target.folder), the table \(module.folder)")
            }
            let (declared, allowed) = (target.dependencies, module.imports.subtracting(Module.system))
            if declared != allowed {
                problems.append("\(module.name): Package.swift says \(list(declared)), the table \(list(allowed))")
            }
        }
        let known = Set(modules.map(\.name))
        for target in targets where !known.contains(target.name) && !target.folder.hasPrefix("Tests/") {
            problems.append("\(target.name) is not in the table")
        }
        return problems
    }

    private static func list(_ names: some Sequence<String>) -> String {
        let text = names.sorted().joined(separator: ", ")
        return text.isEmpty ? "nothing" : text
    }

    /// In two pieces, so that this file is none of those that have it.
    private static let prefix = "mdb" + "_"

    private static func callers(_ files: [Tree.File]) -> [String] {
        let homes = ["Sources/CLMDB/", "Sources/LMDB/", "Tools/Bench/Floor/"]
        return files.filter { file in
            file.text.contains(prefix) && !homes.contains { file.path.hasPrefix($0) }
        }.map(\.path)
    }
}
