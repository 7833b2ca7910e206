import Forms
import LedgerSchema
import LedgerTesting
package import MerkleLog
import SwiftProtobuf

/// What the reading of each sort of bytes begins with: whole ones, from which others are made.
package enum FuzzSeeds {
    /// Signs the notes. Always the same, so that inputs that were kept mean the same in another run.
    package static let key: SignerKey = {
        do {
            return try SignerKey(
                privateText: "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
        } catch {
            preconditionFailure("a published key: \(error)")
        }
    }()

    static let entries: [[UInt8]] = {
        var history = History(SeededGenerator(seed: 20_191_031))
        return (1...40).compactMap { position in
            var entry = history.next()
            (entry.position, entry.version) = (UInt64(position), 1)
            entry.recordedAt = 1_600_000_000_000_000 + UInt64(position)
            return try? entry.serializedBytes()
        }
    }()

    private static let edge: TreeEdge = {
        var (edge, completed): (TreeEdge, [Tile]) = (TreeEdge(), [])
        for entry in entries { edge.append(.leaf(unsafe entry.span.bytes), completed: &completed) }
        return edge
    }()

    static let noteText = (try? Checkpoint(origin: key.name, head: edge.head).text) ?? ""
    private static let note = (try? Checkpoint(origin: key.name, head: edge.head).signed(by: key).description) ?? ""

    /// Entries that two readers once read differently: a day in more than 32 bits.
    private static let found: [[UInt8]] = [
        "CQgAAAAAAAAAEQgApAcxrwUAHQEAAAAgAioEw6QtNDACOLGZi5EYdbjMmwJCB2FuYWx5c3RKB2JlY2F1c2WqAWIKEQjWiAIQ3IgCGAEgASjiDzAF"
            + "Eg8KDU1lZGl0ZXJyYW5lYW4aC2luY2lkZW50LTM5IgQIAhgBSgQQRBgEYgzOlc67zrvOrM60zrFqAsOpcgNlzIF6DNin2YTYs9in2K3ZhA=="
    ].compactMap { Base64.decode($0) }

    /// Of the first of two entries.
    private static let proof: [UInt8] = {
        var tree = TreeFrontier()
        let leaves = entries.prefix(2).map { TreeHash.leaf(unsafe $0.span.bytes) }
        for leaf in leaves { tree.append(leaf) }
        guard let note = try? Checkpoint(origin: key.name, head: tree.head).signed(by: key) else { return [] }
        let proof = TlogProof(extra: [1], index: 0, inclusion: InclusionProof([leaves[1]]), note: note)
        return Array(proof.description.utf8)
    }()

    package static func bytes(for target: FuzzTarget) -> [[UInt8]] {
        switch target {
        case .table:
            texts(tables) + [[0xFF, 0xFE] + "a;b\r\n\"é\";2\r\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }]
        case .workbook: workbooks
        case .mapping: mappings
        case .json: texts(json)
        case .entry: entries + found
        case .note: [Array(note.utf8)]
        case .proof: [proof]
        case .receipt: [Array(receipt.utf8)]
        case .bundle: [manifest, entryBundle]
        }
    }

    private static func texts(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    private static let json = [
        "{\"occurred\":\"2019-10\",\"dead\":\"12..15\",\"missing\":12,\"place\":{\"regions\":[\"mmp-2014:Europe\"],"
            + "\"point\":\"38.61, 26.65\"},\"sources\":[{\"name\":\"IOM\",\"url\":\"https://a.b\"}],\"sourceQuality\":3}",
        "{\"name\":\"Operation\",\"occurred\":{\"firstDay\":\"2018-11-27\",\"lastDay\":\"2018-11-30\"},"
            + "\"results\":[{\"measure\":\"checks\",\"count\":\"<44000\"}]} // a comment",
        "[1, 2.5e-3, -0, \"\\ud83d\\ude00\", {\"a\":{\"b\":[[],{}]},}, null, true,]",
    ]

    /// Without the line that seals it.
    private static let receipt: String = {
        let members: [(String, JSONValue)] = [
            ("formatVersion", .integer(1)), ("logId", .string(String(repeating: "0", count: 32))),
            ("origin", .string(key.name)),
            ("view", .members([("name", .string("year")), ("version", .integer(1))])),
            ("source", .members([("name", .string("year")), ("version", .integer(1))])),
            (
                "question",
                .members([
                    ("view", .string("year")), ("asOf", .integer(40)), ("knownBy", .string("2020-02-01")),
                    ("years", .array([.integer(2_019)])), ("asPublished", .bool(false)), ("withReported", .bool(true)),
                    ("rank", .integer(2_019)),
                ])
            ),
            ("defaults", .array([.string("asOf")])), ("root", .string("\(edge.root)")),
            ("digest", .string(String(repeating: "0", count: 64))), ("isComplete", .bool(true)),
            ("parked", .integer(0)),
            ("format", .string("csv")), ("answer", .string("year,dead\n2019,1\n")),
        ]
        return String(JSONValue.members(members).formatted.dropLast("\n}\n".count)) + ",\n"
    }()

    private static let manifest = Array(
        JSONValue.members([
            ("formatVersion", .integer(1)), ("logID", .string(String(repeating: "0", count: 32))),
            ("origin", .string(key.name)), ("publicKey", .string(key.verifierKey.description)),
            ("size", .integer(40)), ("root", .string("\(edge.root)")),
            ("schemaDigest", .string(String(repeating: "0", count: 64))), ("checkpoints", .integer(1)),
            ("entryBundles", .integer(1)), ("tiles", .integer(1)),
        ]).formatted.utf8)

    private static let entryBundle: [UInt8] = {
        var bundle: [UInt8] = [UInt8(entries.count)]
        for entry in entries { try? EntryBundle.append(unsafe entry.span.bytes, to: &bundle) }
        return bundle
    }()
}
