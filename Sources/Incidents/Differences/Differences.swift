/// One field that changed between two states of a record.
public struct FieldDifference: Hashable, Sendable {
    /// The field's path in lowerCamelCase, for example `place.point`.
    public var field: String
    /// As a person would write it; empty where nothing was stated.
    public var old: String
    /// As a person would write it; empty where nothing is stated.
    public var new: String

    public init(field: String, old: String, new: String) {
        self.field = field
        self.old = old
        self.new = new
    }
}

/// The fields in which two states of a record differ, in the order in which records are written.
///
/// Values are compared, not their texts: days as days, counts as counts, text exactly. Lists are one field each; the
/// fields of a place and of an import's summary are listed one by one.
///
/// - Parameters:
///   - old: nil where there was no state: the record is new, or was withdrawn.
///   - new: nil where there is no state: the record is withdrawn.
/// - Returns: empty where the states are equal. Where one is nil, every field that the other states.
public func differences(from old: Record?, to new: Record?) -> [FieldDifference] {
    guard let kind = (new ?? old)?.kind else { return [] }
    let blank = Record.blank(kind)
    let (left, right) = (old ?? blank, new ?? blank)
    // A stream holds one kind, so otherwise these are two records: everything of the one against everything of the other.
    return left.state.differences(to: right) ?? differences(from: left, to: nil) + differences(from: nil, to: right)
}

extension FieldRecord {
    /// Nil where the other is of another kind.
    fileprivate func differences(to other: Record) -> [FieldDifference]? {
        Self(other).map { Self.differences(from: self, to: $0, at: "") }
    }
}
