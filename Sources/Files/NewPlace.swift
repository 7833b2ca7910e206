internal import Forms
package import Foundation

/// A folder that is filled whole, or left as it was.
package enum NewPlace {
    /// Says, as long as it is there, that the folder is not whole: what a process that was killed leaves is told from what
    /// somebody wants to keep.
    private static let marker = ".unfinished"

    /// Fills a folder that is new or empty; leaves nothing behind where that fails.
    ///
    /// - Parameters:
    ///   - what: is put there, such as "a ledger".
    ///   - action: what is being done, such as "back up to", for errors that do not say so themselves.
    /// - Throws: `LedgerError`: `refused` where something is there already or the place cannot be written; what `fill`
    ///   throws.
    package static func fill<Result>(
        _ path: String, with what: String, doing action: String, _ fill: (URL) throws -> Result
    ) throws -> Result {
        let place = URL(filePath: path).standardizedFileURL
        let files = FileManager.default
        if let present = try? files.contentsOfDirectory(atPath: place.path), !present.isEmpty {
            throw LedgerError(
                .refused,
                present.contains(marker)
                    ? "\(place.path) holds what an interrupted attempt to make \(what) left, or one that still runs. "
                        + "Where none does, remove the folder and repeat."
                    : "\(place.path) is not empty: \(what) is put in a new place.")
        }
        let isNew = !files.fileExists(atPath: place.path)
        do {
            try files.createDirectory(at: place, withIntermediateDirectories: true)
            let unfinished = place.appending(path: marker).path
            try DurableFile.replace(unfinished, with: "an interrupted attempt to make \(what)\n")
            let result = try fill(place)
            try files.removeItem(atPath: unfinished)
            try DurableFile.syncFolder(of: unfinished)
            return result
        } catch {
            let inside = (try? files.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)) ?? []
            // What cannot be removed is reported by the next attempt, which finds the place not empty.
            for url in isNew ? [place] : inside { try? files.removeItem(at: url) }
            throw LedgerError.wrapping(error, doing: "\(action) \(place.path)")
        }
    }
}
