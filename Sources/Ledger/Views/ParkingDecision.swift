import Foundation

/// That a view goes without an event that it could not take in, or is to try it again: who said so, when and why.
///
/// Views are disposable, decisions are not: they lie beside them, in `view-decisions.jsonl` in the ledger's folder, one
/// JSON object a line, and are only ever added. They are no part of the log: what a decision changes is what a view's
/// status asks people to look at, never what it answers.
public struct ParkingDecision: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case drop, retry
    }

    public var decision: Kind
    public var view: String
    public var version: UInt32
    /// The event's.
    public var position: UInt64
    public var reason: String
    public var actor: String
    /// `2026-01-31T14:00:00Z`.
    public var at: String
    public var logID: String

    static let fileName = "view-decisions.jsonl"

    /// The decisions of one view version that hold now, by position: the last one about an event, where it is a drop.
    ///
    /// A line that cannot be read decides nothing, so that its event stays parked for all to see.
    static func standing(in ledger: String, logID: String, view: String, version: UInt32) -> [UInt64: ParkingDecision] {
        guard let data = FileManager.default.contents(atPath: "\(ledger)/\(fileName)") else { return [:] }
        var standing: [UInt64: ParkingDecision] = [:]
        for line in data.split(separator: UInt8(ascii: "\n")) {
            guard let decision = try? JSONDecoder().decode(ParkingDecision.self, from: Data(line)),
                decision.logID == logID, decision.view == view, decision.version == version
            else { continue }
            standing[decision.position] = decision.decision == .drop ? decision : nil
        }
        return standing
    }

    /// Adds the decision after the others; it is on disk when this returns.
    func add(in ledger: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let line = try encoder.encode(self) + Data("\n".utf8)
        let path = "\(ledger)/\(Self.fileName)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { Foundation.close(descriptor) }
        // One call, so that lines of two processes do not mix; the pointer is used within it.
        let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written == line.count, fsync(descriptor) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }
}
