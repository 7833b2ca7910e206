/// Names the stream of one record: its kind and its identifier among the records of that kind, written `kind/id`.
///
/// Two identifiers are the same only if their UTF-8 bytes are: the log's keys are bytes, so letters that merely look
/// alike, or that Unicode calls equivalent, are different records.
public struct StreamID: Sendable {
    /// The longest identifier, in bytes of UTF-8: what a database key of 511 bytes leaves beside kind and version.
    public static let maximumIDLength = 500

    /// The number of the record's kind, 1 to 255.
    public let kind: UInt8
    /// 1 to ``maximumIDLength`` bytes of UTF-8 without the character NUL.
    public let id: String

    public init(kind: UInt8, id: String) {
        self.kind = kind
        self.id = id
    }
}

extension StreamID: Hashable {
    public static func == (left: StreamID, right: StreamID) -> Bool {
        left.kind == right.kind && left.id.utf8.elementsEqual(right.id.utf8)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        for byte in id.utf8 { hasher.combine(byte) }
    }
}

extension StreamID: CustomStringConvertible {
    /// The kind's number and the identifier: the log does not know what kinds are called.
    public var description: String { "\(kind)/\(id)" }
}
