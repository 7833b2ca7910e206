import Files
import Forms
import Foundation
import Ledger

/// What a user has set for a ledger: who they are when they do not say.
///
/// A file for each ledger in the user's own folder of settings, `$XDG_CONFIG_HOME/incident-ledger`, else
/// `~/.config/incident-ledger`, by the identifier of its log: so others who use the same ledger have their own, a copy of it has
/// the same, and nothing of it is in backups or bundles.
struct UserConfig: Codable {
    var actor: String?

    /// - Parameter path: of the ledger; where there is none, nothing is set for it.
    init(ofLedgerAt path: String) {
        guard let place = Self.place(ofLedgerAt: path), let data = try? DurableFile.bytes(of: place),
            let config = try? JSONDecoder().decode(UserConfig.self, from: Data(data))
        else { return }
        self = config
    }

    /// - Returns: where it is.
    /// - Throws: `LedgerError` where it cannot be written.
    func save(forLedgerWith logID: String) throws -> String {
        let place = Self.folder + "/" + logID + ".json"
        return try LedgerError.wrapping {
            if actor == nil {
                if FileManager.default.fileExists(atPath: place) { try FileManager.default.removeItem(atPath: place) }
                return place
            }
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try DurableFile.replace(place, with: String(decoding: try encoder.encode(self), as: UTF8.self) + "\n")
            return place
        }
    }

    private static var folder: String {
        let base =
            LedgerOptions.environment("XDG_CONFIG_HOME")
            ?? (LedgerOptions.environment("HOME") ?? NSHomeDirectory()) + "/.config"
        return base + "/incident-ledger"
    }

    private static func place(ofLedgerAt path: String) -> String? {
        struct Named: Decodable { var logID: String }
        guard let data = try? DurableFile.bytes(of: path + "/ledger.json"),
            let file = try? JSONDecoder().decode(Named.self, from: Data(data))
        else { return nil }
        return folder + "/" + file.logID + ".json"
    }
}
