import EventLog
import Files
import Forms
package import Foundation
import Signing

extension Ledger {
    /// Copies the ledger as it is at one position to a new place, while others go on writing to it.
    ///
    /// A backup is a ledger without its views, which are rebuilt where they are asked for; answers that were kept are in it. It never holds a signing key. Who
    /// may read the ledger may read the backup, and nobody else.
    ///
    /// - Parameter path: where; nothing may be there yet except an empty directory.
    /// - Returns: what the backup holds.
    /// - Throws: `LedgerError`: `refused` where something is there already or the place cannot be written.
    public func backup(to path: String) throws -> LedgerHead {
        let place = Self.resolved(URL(filePath: path).standardizedFileURL)
        let own = Self.resolved(URL(filePath: self.path))
        guard place != own, !place.hasPrefix(own + "/") else {
            throw LedgerError(
                .refused,
                "\(place) lies inside the ledger's own folder: a backup is put elsewhere, best on another disk.")
        }
        let isNew = !FileManager.default.fileExists(atPath: place)
        return try NewPlace.fill(path, with: "a ledger", doing: "back up to") { place in
            try log.backup(to: place.appending(path: "log").path)
            let head = try Self.complete(place, file)
            for name in [LedgerFile.name, CheckpointFile.name] { try copyMode(of: name, to: place) }
            let kept = URL(filePath: self.path).appending(path: Self.keptAnswersName)
            if FileManager.default.fileExists(atPath: kept.path) {
                try FileManager.default.copyItem(at: kept, to: place.appending(path: Self.keptAnswersName))
            }
            // A folder that somebody has made for it keeps its own.
            if isNew { try copyMode(of: "", to: place) }
            return head
        }
    }

    /// The folder of answers that are cited.
    package static let keptAnswersName = "answers"

    /// Gives a file of a copy the permissions that it has in the ledger; its owner may write to it in any case.
    private func copyMode(of name: String, to copy: URL) throws {
        let files = FileManager.default
        let (own, other) = (URL(filePath: path).appending(path: name).path, copy.appending(path: name).path)
        guard files.fileExists(atPath: own), files.fileExists(atPath: other),
            let mode = try files.attributesOfItem(atPath: own)[.posixPermissions] as? Int
        else { return }
        try files.setAttributes([.posixPermissions: mode | (name.isEmpty ? 0o700 : 0o600)], ofItemAtPath: other)
    }

    /// A path without links, also where its end is not there yet.
    private static func resolved(_ url: URL) -> String {
        guard !FileManager.default.fileExists(atPath: url.path), url.pathComponents.count > 1 else {
            return url.resolvingSymlinksInPath().path
        }
        return resolved(url.deletingLastPathComponent()) + "/" + url.lastPathComponent
    }

    /// Makes a ledger from a backup.
    ///
    /// - Parameters:
    ///   - backup: what `backup(to:)` made; it is checked as any ledger is when it is opened.
    ///   - path: where; nothing may be there yet except an empty directory.
    /// - Throws: `LedgerError`.
    public static func restore(from backup: String, to path: String) throws -> LedgerHead {
        let source = try Ledger(openingAt: backup, access: .readOnly)
        defer { source.close() }
        return try source.backup(to: path)
    }

    /// Makes a ledger of a new folder that holds its log, and opens it.
    ///
    /// - Returns: what it holds.
    package static func complete(_ place: URL, _ file: LedgerFile) throws -> LedgerHead {
        // Last: without it the place is no ledger, so that one cut short is not taken for one.
        try file.write(at: place)
        let copy = try Ledger(openingAt: place.path, access: .readOnly)
        defer { copy.close() }
        try copy.signing.keepLastCheckpoint()
        return try copy.head()
    }
}
