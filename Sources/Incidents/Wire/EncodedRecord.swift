internal import LedgerSchema
internal import SwiftProtobuf

/// A record's state as the bytes that an entry carries.
///
/// Equal bytes are equal states, so that what a file says is compared with what the log holds without decoding it.
package struct EncodedRecord: Hashable, Sendable {
    package let kind: RecordKind
    /// The message of the record's kind, fields in the order of their numbers.
    package let bytes: [UInt8]

    package init(kind: RecordKind, bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }

    package init(_ record: Record) {
        kind = record.kind
        bytes = WireWriter.bytes(of: record)
    }

    /// What the bytes say.
    ///
    /// - Throws: ``ValidationError`` as `Event.init(entry:)`.
    package func record() throws(ValidationError) -> Record {
        switch kind {
        case .incident: .incident(try decoded())
        case .deaths: .deaths(try decoded())
        case .arrests: .arrests(try decoded())
        case .operation: .operation(try decoded())
        case .publishedFigure: .publishedFigure(try decoded())
        case .import: .import(try decoded())
        case .dataset: .dataset(try decoded())
        case .importCells: .importCells(try decoded())
        case .link: .link(try decoded())
        case .settlement: .settlement(try decoded())
        case .courtCase: .courtCase(try decoded())
        case .proceeding: .proceeding(try decoded())
        case .law: .law(try decoded())
        case .provision: .provision(try decoded())
        case .indicator: .indicator(try decoded())
        case .activity: .activity(try decoded())
        }
    }

    private func decoded<Value: WireCodable>() throws(ValidationError) -> Value {
        let wire: Value.Wire
        do {
            wire = try Value.Wire(serializedBytes: bytes)
        } catch {
            throw ValidationError(
                code: .unreadableEntry, given: "\(bytes.count) bytes", problem: "are no state of a record: \(error)",
                allowed: "a message of the kind \(kind.code)")
        }
        do { return try Value(wire: wire) } catch { throw error.at("state") }
    }
}
