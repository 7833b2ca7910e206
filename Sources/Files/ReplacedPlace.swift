internal import Forms
package import Foundation

/// Files or a folder that are made elsewhere, beside where they are to be, and get their names when they are whole and on
/// disk: until then nothing is to be seen of them, and what was there stays.
package enum ReplacedPlace {
    /// Makes a folder.
    ///
    /// - Parameters:
    ///   - replaces: what a folder must hold a file of this name for another one to take its place; nil: there must be none.
    ///     A power cut between the two renames leaves the old folder under its name with `.old` after it.
    ///   - fill: writes into a new folder.
    /// - Throws: `LedgerError` with `refused` where something is there that is not to be replaced, or the place cannot be
    ///   written; what `fill` throws.
    package static func folder<Result>(
        _ path: String, replacing known: String?, _ fill: (URL) throws -> Result
    ) throws -> Result {
        let place = URL(filePath: path).standardizedFileURL
        try checkFolder(place, known)
        return try beside(place) { made in
            let result = try fill(made)
            try syncFiles(in: made)
            let old = place.path + ".old"
            let isThere = FileManager.default.fileExists(atPath: place.path)
            if isThere { try rename(place.path, to: old) }
            do {
                try rename(made.path, to: place.path)
            } catch {
                if isThere { try rename(old, to: place.path) }
                throw error
            }
            try DurableFile.syncFolder(of: place.path)
            if isThere { try FileManager.default.removeItem(atPath: old) }
            return result
        }
    }

    /// Makes files of one folder: the last that is named comes last, so that where it is, the others are.
    ///
    /// - Parameters:
    ///   - paths: in one folder.
    ///   - replaces: files may be there already.
    ///   - fill: writes files of the same names into a new folder.
    package static func files<Result>(
        _ paths: [String], replacing replaces: Bool, _ fill: (URL) throws -> Result
    ) throws -> Result {
        let places = paths.map { URL(filePath: $0).standardizedFileURL }
        for place in places { try checkFile(place, replaces) }
        return try beside(places[places.count - 1]) { made in
            let result = try fill(made)
            try syncFiles(in: made)
            for place in places {
                // Something may have come there meanwhile.
                try checkFile(place, replaces)
                try rename(made.appending(path: place.lastPathComponent).path, to: place.path)
            }
            try DurableFile.syncFolder(of: places[0].path)
            return result
        }
    }

    /// Runs `body` with a new folder beside a place, which is gone afterwards.
    private static func beside<Result>(_ place: URL, _ body: (URL) throws -> Result) throws -> Result {
        let name = ".\(place.lastPathComponent).\(getpid()).new"
        let made = place.deletingLastPathComponent().appending(path: name)
        defer { try? FileManager.default.removeItem(at: made) }
        do {
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: false)
            return try body(made)
        } catch {
            throw LedgerError.wrapping(error, doing: "write \(place.path)")
        }
    }

    private static func checkFolder(_ place: URL, _ known: String?) throws(LedgerError) {
        let old = place.path + ".old"
        let files = FileManager.default
        guard !files.fileExists(atPath: old) || known == nil else {
            throw LedgerError(
                .refused, "\(old) is there: what an interrupted attempt has put aside. Move it away and repeat.")
        }
        guard files.fileExists(atPath: place.path) else { return }
        let held = try? files.contentsOfDirectory(atPath: place.path)
        guard let held else {
            throw LedgerError(.refused, "\(place.path) is a file, and a folder is to be made: name another place.")
        }
        if held.isEmpty { return }
        guard let known else {
            throw LedgerError(
                .refused,
                "\(place.path) is not empty, and nothing is written over: name another place, or say --replace.")
        }
        guard held.contains(known) else {
            throw LedgerError(
                .refused,
                "\(place.path) holds no \(known), and so nothing that this program would replace: name another place.")
        }
    }

    private static func checkFile(_ place: URL, _ replaces: Bool) throws(LedgerError) {
        var isFolder: ObjCBool = false
        // Unsafe: the system fills the variable during the call.
        guard unsafe FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else { return }
        guard !isFolder.boolValue else {
            throw LedgerError(.refused, "\(place.path) is a folder, and a file is to be made: name another place.")
        }
        guard replaces else {
            throw LedgerError(
                .refused,
                "There is a file at \(place.path) already, and nothing is written over: name another one, or say --replace."
            )
        }
    }

    /// Files that others have written, too.
    private static func syncFiles(in folder: URL) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let path = folder.appending(path: name).path
            // Unsafe: Swift lends the string's bytes to the call.
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw DurableFile.failure("read", path) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw DurableFile.failure("write", path) }
        }
        try DurableFile.syncFolder(of: folder.appending(path: "any").path)
    }

    private static func rename(_ path: String, to other: String) throws(LedgerError) {
        // Unsafe: Swift lends the strings' bytes to the call.
        guard unsafe Foundation.rename(path, other) == 0 else { throw DurableFile.failure("replace", other) }
    }
}
