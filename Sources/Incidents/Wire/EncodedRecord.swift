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

    /// - Throws: ``ValidationError`` where the state is larger than any message may be.
    package init(_ record: Record) throws(ValidationError) {
        kind = record.kind
        do {
            bytes =
                switch record {
                case .incident(let record): try record.wire.serializedBytes()
                case .deaths(let record): try record.wire.serializedBytes()
                case .arrests(let record): try record.wire.serializedBytes()
                case .operation(let record): try record.wire.serializedBytes()
                case .publishedFigure(let record): try record.wire.serializedBytes()
                case .import(let record): try record.wire.serializedBytes()
                case .dataset(let record): try record.wire.serializedBytes()
                case .importCells(let record): try record.wire.serializedBytes()
                case .link(let record): try record.wire.serializedBytes()
                }
        } catch {
            throw ValidationError(
                code: .unreadableEntry, given: record.kind.code, problem: "could not be written: \(error)",
                allowed: "a message of less than 2 GB")
        }
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
