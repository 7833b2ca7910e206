public import Forms
package import Foundation

/// A folder that is filled whole, or left as it was.
package enum NewPlace {
    /// Says, as long as it is there, that the folder is not whole: what a process that was killed leaves is told from what
    /// somebody wants to keep.
    private static let marker = ".unfinished"

    /// Whether a folder holds what an interrupted attempt left.
    package static func isUnfinished(_ path: String) -> Bool {
        let present = try? FileManager.default.contentsOfDirectory(atPath: path)
        return present?.contains { $0.hasPrefix(marker) } ?? false
    }

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
                isUnfinished(place.path)
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

/// A file that is made where none is, piece by piece. Under its name it is there whole and on disk, or not at all; nothing
/// is ever written over.
public final class NewFile {
    private let path: String
    /// Where it is written until it is whole.
    private let unfinished: String
    private let file: GrowingFile

    /// - Throws: `LedgerError` with `refused` where something is there already or the place cannot be written.
    public init(_ path: String) throws(LedgerError) {
        guard !FileManager.default.fileExists(atPath: path) else { throw Self.occupied(path) }
        self.path = path
        unfinished = "\(path).\(getpid()).new"
        // What a killed process of the same number left there is nobody's. Unsafe: Swift lends the string's bytes to the call.
        unsafe unlink(unfinished)
        file = try GrowingFile(unfinished)
    }

    deinit {
        // Unsafe: Swift lends the string's bytes to the call.
        unsafe unlink(unfinished)
    }

    /// Adds to its end.
    ///
    /// - Throws: `LedgerError` with `refused`, for example where the disk is full.
    public func write(_ text: String) throws(LedgerError) { try file.write(Array(text.utf8)) }

    /// Gives it its name, once it is on disk.
    ///
    /// - Throws: `LedgerError` with `refused` where something has come there meanwhile, or the disk refuses it.
    public func finish() throws(LedgerError) {
        try file.sync()
        // A second name, and not a rename, which would take the place of what is there.
        guard unsafe link(unfinished, path) == 0 else {
            throw errno == EEXIST ? Self.occupied(path) : DurableFile.failure("make", path)
        }
        try DurableFile.syncFolder(of: path)
    }

    private static func occupied(_ path: String) -> LedgerError {
        LedgerError(.refused, "There is a file at \(path) already, and nothing is written over it: name another one.")
    }
}
