import Foundation
import Ledger

@testable import Evidence

/// A bundle of a real, signed ledger with generated events, in a temporary folder.
final class ExportedBundle: Sendable {
    let signed: SignedLedger
    var path: String { signed.file("bundle") }

    init(events: Int) async throws {
        signed = try await SignedLedger(events: events)
        try Self.export(signed.path, to: signed.file("bundle"))
    }

    static func export(_ ledger: String, to path: String) throws {
        let open = try Ledger(openingAt: ledger, access: .readOnly)
        defer { open.close() }
        _ = try open.exportBundle(to: path)
    }

    /// The paths of its files, below its folder.
    var files: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: path).sorted().filter { name in
                var isFolder: ObjCBool = false
                _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                return !isFolder.boolValue
            }
        }
    }

    func url(_ file: String) -> URL { URL(filePath: path).appending(path: file) }

    func bytes(_ file: String) throws -> [UInt8] { Array(try Data(contentsOf: url(file))) }

    func put(_ bytes: [UInt8], in file: String) throws { try Data(bytes).write(to: url(file)) }

    func change(_ file: String, _ change: (inout [UInt8]) throws -> Void) throws {
        var bytes = try bytes(file)
        try change(&bytes)
        try put(bytes, in: file)
    }

    func verify(key: String? = nil, against kept: [String] = []) throws -> BundleReport {
        try AuditBundle.verify(at: path, key: key, against: kept)
    }
}
