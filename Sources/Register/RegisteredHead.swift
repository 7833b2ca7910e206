internal import Forms
internal import Foundation
package import MerkleLog

/// What a register holds of a log: the head that was signed last, and whose place it is to sign the next.
package struct RegisteredHead: Codable, Hashable, Sendable {
    package var size: UInt64
    /// In lower-case hexadecimal.
    package var root: String
    /// Which ledger's place it is: 32 hexadecimal digits that it made up.
    package var writer: String
    /// What people call it.
    package var name: String
    /// When it took the place: `2026-01-31T14:00:00Z`.
    package var since: String
    /// The size at which it took the place of another; nil: it is the first. Where it is `size`, it has signed nothing yet.
    package var tookAt: UInt64?

    package init(
        head: TreeHead, writer: String, name: String, since: String, tookAt: UInt64?
    ) {
        (size, root) = (head.size, head.root.description)
        (self.writer, self.name, self.since, self.tookAt) = (writer, name, since, tookAt)
    }

    /// Somebody has taken the place of another and has signed nothing since.
    package var isNewlyTaken: Bool { tookAt == size }

    /// For sentences.
    var holder: String { "\(name), since \(since)" }

    func isOf(_ head: TreeHead) -> Bool { size == head.size && root == head.root.description }

    /// - Throws: `LedgerError` with `refused` where it is none.
    init(_ bytes: [UInt8]) throws(LedgerError) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw LedgerError(
                .refused, "What the register holds of this log is no head: somebody else has written there.")
        }
    }

    var bytes: [UInt8] {
        get throws(LedgerError) {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            do {
                return Array(try encoder.encode(self))
            } catch {
                throw LedgerError(.refused, "A head for the register cannot be written: \(error)")
            }
        }
    }
}
