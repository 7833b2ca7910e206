package import Foundation
package import Incidents

/// Whole exports beside the repository, and what an independent program computed from them; a clone has none.
package enum RealExports {
    package static let days = ["2019-07-09", "2020-01-08", "2020-01-16", "2024-04-10"]
    /// Those whose identifiers join.
    package static let successive = ["2019-07-09", "2020-01-08", "2020-01-16"]

    package static let data = Repository.root.deletingLastPathComponent().appending(path: "shared/data")

    /// What a suite asks that needs them.
    package static let arePresent = FileManager.default.fileExists(atPath: data.path)

    package static func bytes(_ day: String) throws -> [UInt8] {
        Array(try Data(contentsOf: data.appending(path: "missing-migrants/export-\(day).csv")))
    }

    package static func expected(_ name: String) throws -> [String: Any] {
        let url = data.appending(path: "missing-migrants/expected/\(name).json")
        let json = try JSONSerialization.jsonObject(with: try Data(contentsOf: url))
        guard let members = json as? [String: Any] else { throw CocoaError(.fileReadCorruptFile) }
        return members
    }
}

/// A cut of two exports, in the repository: see `Tests/Fixtures/missing-migrants/README.md`.
package enum CutExports {
    package static let days = ["2020-01-08", "2020-01-16"]

    package static func file(_ day: String) -> URL { folder.appending(path: "cut-\(day).csv") }

    package static func bytes(_ day: String) throws -> [UInt8] { Array(try Data(contentsOf: file(day))) }

    /// What an independent program computed from it.
    package static func expected(_ day: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: "cut-\(day)-expected.json"))
    }

    private static let folder = Repository.root.appending(path: "Tests/Fixtures/missing-migrants")
}

/// The day of an ISO date that a test states.
package func day(_ text: String) -> Day {
    let parts = text.split(separator: "-").compactMap { Int32($0) }
    guard parts.count == 3, let day = Day(year: parts[0], month: parts[1], day: parts[2]) else {
        preconditionFailure("a test states a day that is none: \(text)")
    }
    return day
}
