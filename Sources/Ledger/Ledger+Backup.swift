import EventLog
import Foundation

extension Ledger {
    /// Copies the ledger as it is at one position to a new place, while others go on writing to it.
    ///
    /// A backup is a ledger without its views, which are rebuilt where they are asked for. It never holds a signing key.
    ///
    /// - Parameter path: where; nothing may be there yet except an empty directory.
    /// - Returns: what the backup holds.
    /// - Throws: `LedgerError`: `refused` where something is there already or the place cannot be written.
    public func backup(to path: String) throws -> LedgerHead {
        try Self.inNewPlace(path, doing: "back up to") { place in
            try log.backup(to: place.appending(path: "log").path)
            // Last: without it the place is no ledger, so that a backup cut short is not taken for one.
            try file.write(at: place)
        }
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

    /// Fills a new place and opens what is there; leaves nothing behind where that fails.
    private static func inNewPlace(
        _ path: String, doing action: String, _ fill: (URL) throws -> Void
    ) throws -> LedgerHead {
        let place = URL(filePath: path).standardizedFileURL
        let files = FileManager.default
        if let present = try? files.contentsOfDirectory(atPath: place.path), !present.isEmpty {
            throw LedgerError(.refused, "\(place.path) is not empty: a ledger is put in a new place.")
        }
        let isNew = !files.fileExists(atPath: place.path)
        do {
            try files.createDirectory(at: place, withIntermediateDirectories: true)
            try fill(place)
            let copy = try Ledger(openingAt: place.path, access: .readOnly)
            defer { copy.close() }
            try copy.keepLastCheckpoint()
            return try copy.head()
        } catch {
            let left = isNew ? [place] : ["log", LedgerFile.name].map { place.appending(path: $0) }
            // What cannot be removed is reported by the next attempt, which finds the place not empty.
            for url in left { try? files.removeItem(at: url) }
            throw LedgerError.wrapping(error, doing: "\(action) \(place.path)")
        }
    }
}
