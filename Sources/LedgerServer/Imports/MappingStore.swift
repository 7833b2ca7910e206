import Files
import Forms
import Foundation
import Intake

/// The mappings that people have sent, in `mappings` in the ledger's folder: so that an agency can import its own table.
///
/// No part of the log: an import's record says by which mapping it was read, with the mapping's digest.
struct MappingStore: Sendable {
    private let folder: URL

    /// - Parameter path: of the ledger.
    init(ofLedgerAt path: String) { folder = URL(filePath: path).appending(path: "mappings") }

    /// Their names, in alphabetical order.
    func names() throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
            .map { String($0.dropLast(5)) }.sorted()
    }

    /// The file of one; nil where there is none of the name.
    func bytes(of name: String) throws -> [UInt8]? {
        if let text = BuiltInMappings.text(of: name) { return Array(text.utf8) }
        guard Self.isName(name), FileManager.default.fileExists(atPath: place(of: name)) else { return nil }
        return try DurableFile.bytes(of: place(of: name))
    }

    /// The mappings that a name means: of several, the one that knows most of a table's headings reads it.
    ///
    /// - Throws: `LedgerError` with `notFound`.
    func mappings(_ name: String) throws -> [Mapping] {
        if name == Self.anyMissingMigrants { return BuiltInMappings.missingMigrants }
        guard let bytes = try bytes(of: name) else {
            let known = BuiltInMappings.names + [Self.anyMissingMigrants] + (try names())
            throw LedgerError(
                .notFound,
                "There is no mapping \"\(name)\"; there are \(known.joined(separator: ", ")). PUT /v1/mappings/NAME sends another."
            )
        }
        return [try Self.read(bytes)]
    }

    /// Keeps one under its own name.
    func keep(_ bytes: [UInt8], as name: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try DurableFile.replace(place(of: name), with: String(decoding: bytes, as: UTF8.self))
    }

    /// - Throws: `LedgerError` with `refused` and every fault.
    static func read(_ bytes: [UInt8]) throws -> Mapping {
        let reading = try MappingReading(bytes)
        guard let mapping = reading.mapping else {
            throw LedgerError(.refused, reading.faults.map(\.description).joined(separator: "\n"))
        }
        return mapping
    }

    /// What stands for whichever of the Missing Migrants Project's mappings fits.
    static let anyMissingMigrants = "missing-migrants"

    /// Of letters, digits and hyphens: nothing that leads to another folder.
    static func isName(_ name: String) -> Bool { name.wholeMatch(of: /[a-z0-9][a-z0-9-]{0,99}/) != nil }

    private func place(of name: String) -> String { folder.appending(path: name + ".json").path }
}
