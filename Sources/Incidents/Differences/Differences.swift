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
    switch (left, right) {
    case (.incident(let left), .incident(let right)): return Incident.differences(from: left, to: right, at: "")
    case (.deaths(let left), .deaths(let right)): return Deaths.differences(from: left, to: right, at: "")
    case (.arrests(let left), .arrests(let right)): return Arrests.differences(from: left, to: right, at: "")
    case (.operation(let left), .operation(let right)): return Operation.differences(from: left, to: right, at: "")
    case (.publishedFigure(let left), .publishedFigure(let right)):
        return PublishedFigure.differences(from: left, to: right, at: "")
    case (.import(let left), .import(let right)): return Import.differences(from: left, to: right, at: "")
    case (.dataset(let left), .dataset(let right)): return Dataset.differences(from: left, to: right, at: "")
    case (.importCells(let left), .importCells(let right)):
        return ImportCells.differences(from: left, to: right, at: "")
    case (.link(let left), .link(let right)): return Link.differences(from: left, to: right, at: "")
    case (.settlement(let left), .settlement(let right)): return Settlement.differences(from: left, to: right, at: "")
    default:
        // A stream holds one kind, so this is two records: everything of the one against everything of the other.
        return differences(from: left, to: nil) + differences(from: nil, to: right)
    }
}

extension Record {
    /// A record of the kind that states nothing.
    public static func blank(_ kind: RecordKind) -> Record {
        switch kind {
        case .incident: .incident(Incident())
        case .deaths: .deaths(Deaths())
        case .arrests: .arrests(Arrests())
        case .operation: .operation(Operation())
        case .publishedFigure: .publishedFigure(PublishedFigure())
        case .import: .import(Import())
        case .dataset: .dataset(Dataset())
        case .importCells: .importCells(ImportCells())
        case .link: .link(Link())
        case .settlement: .settlement(Settlement())
        }
    }
}
