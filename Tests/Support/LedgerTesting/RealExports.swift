package import Foundation
package import Incidents

/// The four real exports, and what an independent program computed from them.
package enum RealExports {
    package static let days = ["2019-07-09", "2020-01-08", "2020-01-16", "2024-04-10"]
    /// Those whose identifiers join.
    package static let successive = ["2019-07-09", "2020-01-08", "2020-01-16"]

    package static let data = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")

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

/// The day of an ISO date that a test states.
package func day(_ text: String) -> Day {
    let parts = text.split(separator: "-").compactMap { Int32($0) }
    guard parts.count == 3, let day = Day(year: parts[0], month: parts[1], day: parts[2]) else {
        preconditionFailure("a test states a day that is none: \(text)")
    }
    return day
}
