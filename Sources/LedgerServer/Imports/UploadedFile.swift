import Forms
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// A table that somebody has sent, in a temporary folder that goes when nobody has it any more.
final class UploadedFile: Sendable {
    private static let prefix = "incident-ledger-upload-"

    /// Its last component is the name that the sender gives it.
    let path: String
    private let folder: URL

    /// - Parameter name: as the sender says; what is no plain name of a file is not taken over.
    init(name: String) throws {
        let place = "\(Self.prefix)\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appending(path: place)
        path = folder.appending(path: name).path
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Removes what services left behind that did not end by themselves.
    static func removeAbandoned() {
        let place = FileManager.default.temporaryDirectory
        for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        where name.hasPrefix(prefix) {
            let process = name.dropFirst(prefix.count).prefix { $0.isNumber }
            guard let id = Int32(process), kill(id, 0) != 0, errno == ESRCH else { continue }
            try? FileManager.default.removeItem(at: place.appending(path: name))
        }
    }
}

extension Call {
    /// Bytes a second, below which a table comes too slowly once the time of any request is over.
    private static let slowest = 16_384

    /// Takes the body into a file, piece by piece.
    ///
    /// - Throws: ``Problem`` where it is too large, too slow, or of a kind that the operation does not take.
    func upload(named name: String) async throws -> UploadedFile {
        try checkMediaType()
        let limit = service.settings.maxUpload
        let tooLarge = Problem(
            .contentTooLarge, .tooLarge, "A table may have \(limit) bytes (--max-upload).")
        if let length = header(.contentLength).flatMap(Int.init), length > limit { throw tooLarge }
        let file = try UploadedFile(name: name)
        guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: file.path)
        else { throw LedgerError(.refused, "\(file.path) could not be made.") }
        defer { try? handle.close() }
        var count = 0
        let begin = ContinuousClock.now
        // Where no piece comes at all, the connection is closed after the time that it may be idle.
        for try await piece in request.body {
            count += piece.readableBytes
            guard count <= limit else { throw tooLarge }
            guard begin.duration(to: .now) < .seconds(service.settings.requestTime + count / Self.slowest) else {
                throw Problem(
                    .requestTimeout, .tooSlow,
                    "The table comes at less than \(Self.slowest) bytes a second, after \(service.settings.requestTime) seconds "
                        + "(--request-time).", headers: [.connection: "close"])
            }
            try handle.write(contentsOf: Data(piece.readableBytesView))
        }
        return file
    }
}
