import Forms
import Foundation
import Incidents

/// Records as people and programs write and read them: JSON with keys in lowerCamelCase, and fields one a line.
enum RecordText {
    static func template(of kind: RecordKind) -> String { RecordJSON.template(for: kind) }

    static func parse(_ data: Data, kind: RecordKind) throws -> Record {
        try RecordJSON.record(kind, from: [UInt8](data))
    }

    static func json(of record: Record) -> JSONValue { RecordJSON.value(of: record) }

    /// The fields that the record states, by their path in JSON.
    static func fields(of record: Record?) -> [(field: String, value: String)] {
        differences(from: nil, to: record).map { ($0.field, $0.new) }
    }
}
