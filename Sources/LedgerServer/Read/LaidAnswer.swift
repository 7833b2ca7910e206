import Crypto
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Presentation

/// What a route answers, before its form is chosen.
struct LaidAnswer {
    /// What is to be known of it in every form.
    struct Standing: Sendable {
        var isComplete = true
        /// Sentences.
        var notes: [String] = []
        /// How many rows there are in all, where the answer has some of them.
        var total: Int?
        /// The position after which the next page begins; nil: this is the last.
        var next: String?
        /// The version of the one record that it shows, which a correction names.
        var version: UInt32?
    }

    var standing: Standing
    /// Lays it out.
    var content: (_ form: AnswerForm, _ question: PinnedQuestion) throws -> Content

    /// What goes out.
    enum Content: Sendable {
        case text(String)
        case pieces(AnswerPieces)
        /// A file that is removed when it is not needed any more.
        case file(ScratchFile)
    }
}

extension LaidAnswer {
    /// A layout in the forms that every layout has.
    ///
    /// - Parameter members: those of its JSON that say as of when it is, before its own.
    init(_ layout: some AnswerLayout, _ standing: Standing, members: [(String, JSONValue)]) {
        self.standing = standing
        content = { form, _ in
            switch form {
            case .ndjson:
                guard case .array(let rows) = try layout.table.json else { return .text("") }
                return .pieces(.lines(rows.count) { rows[$0] })
            case .csv: return .pieces(.csv(try layout.table))
            default: return .text(Self.merged(members, try layout.json).text() + "\n")
            }
        }
    }

    /// An object of what is known of the answer and of the answer's own members; a list is its member `rows`.
    private static func merged(_ members: [(String, JSONValue)], _ json: JSONValue) -> JSONValue {
        guard case .object(let own) = json else { return .members(members + [("rows", json)]) }
        let names = Set(members.map(\.0))
        return .members(members + own.filter { !names.contains($0.key) }.map { ($0.key, $0.value) })
    }
}

/// A file that lives as long as this value.
final class ScratchFile: Sendable {
    let path: String
    let byteCount: Int
    /// SHA-256.
    let digest: [UInt8]
    private let folder: URL

    /// - Parameter write: makes the file at the path that it is given, and may leave other files beside it meanwhile.
    init(_ name: String, _ write: (_ path: String, _ folder: String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-answer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            let place = folder.appending(path: name)
            try write(place.path, folder.path)
            let handle = try FileHandle(forReadingFrom: place)
            defer { try? handle.close() }
            var (hash, count) = (SHA256(), 0)
            while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
                hash.update(data: piece)
                count += piece.count
            }
            (path, byteCount, digest) = (place.path, count, Array(hash.finalize()))
        } catch {
            try? FileManager.default.removeItem(at: folder)
            throw error
        }
        self.folder = folder
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Bytes from a place on; empty after the end.
    func bytes(from offset: Int, atMost count: Int) throws -> [UInt8] {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        defer { try? handle.close() }
        try handle.seek(toOffset: UInt64(offset))
        return Array(try handle.read(upToCount: count) ?? Data())
    }
}
