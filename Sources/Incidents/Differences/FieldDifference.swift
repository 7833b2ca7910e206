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
