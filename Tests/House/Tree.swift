import Foundation

/// The package's folder as it lies on disk: what the tests of the house read. They import nothing of what they read.
enum Tree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    struct File {
        /// From the package's folder on.
        var path: String
        var text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// What this project's people write by hand; the last holds the tests.
    static let sources = ["Sources", "Projections", "Tools"]
    static let folders = sources + ["Tests"]

    /// Written by `Tools/generate-schema`.
    static func isGenerated(_ path: String) -> Bool { path.hasPrefix("Sources/LedgerSchema/") }

    /// Every file below some folders whose name ends so, in the order of their paths.
    static func files(in folders: [String], suffixes: [String] = [".swift"]) throws -> [File] {
        var files: [File] = []
        for folder in folders {
            let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            for path in paths.sorted() where suffixes.contains(where: { path.hasSuffix($0) }) {
                files.append(try file(folder + "/" + path))
            }
        }
        return files
    }

    static func file(_ path: String) throws -> File {
        File(path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }

    /// The documents at the package's root, and those beside what they describe.
    static func documents() throws -> [File] {
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
        return try names.filter { $0.hasSuffix(".md") }.sorted().map(file) + files(in: folders, suffixes: [".md"])
    }

    /// Every file and folder that is not made by building, from the package's folder on.
    static func places() throws -> Set<String> {
        var places = Set(try FileManager.default.contentsOfDirectory(atPath: root.path))
        for folder in folders {
            places.insert(folder)
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path) {
                places.insert(folder + "/" + path)
            }
        }
        return places
    }
}
