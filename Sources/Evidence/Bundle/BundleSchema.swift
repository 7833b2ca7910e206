import Crypto
import Forms
import LedgerSchema

/// `ledger.proto`: the schema of entries, so that an auditor needs nothing else to read them with stock `protoc`.
enum BundleSchema {
    /// This program's, byte for byte.
    static var bytes: [UInt8] { Array(LedgerProto.text.utf8) }

    /// In bytes; what is longer is not read.
    static let maximumLength = 1 << 20

    /// SHA-256 in lower-case hexadecimal.
    static func digest(of schema: [UInt8]) -> String {
        Hex.encode(Array(SHA256.hash(data: schema)))
    }
}
