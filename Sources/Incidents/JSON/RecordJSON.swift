public import Forms

/// Records and events as JSON: keys in lowerCamelCase, in the order of the record's fields; what is not stated is left
/// out.
public enum RecordJSON {
    /// Reads the state of a record.
    ///
    /// Counts may be written `12`, `"12..15"` or as an object; periods `"2019-10"` or as an object; points
    /// `"38.61, 26.65"` or as an object. Comments (`//`) and a comma after the last member are accepted.
    ///
    /// - Throws: ``ValidationErrors``, one error for each field that cannot be read, with its path.
    public static func record(_ kind: RecordKind, from bytes: [UInt8]) throws(ValidationErrors) -> Record {
        let json: JSONValue
        do { json = try JSONValue(parsing: bytes) } catch { throw ValidationErrors([ValidationError(error)]) }
        return try record(kind, from: json)
    }

    /// Reads the state of a record from JSON that is parsed already, for example one element of a file's list.
    ///
    /// - Throws: ``ValidationErrors``, one error for each field that cannot be read, with its path.
    public static func record(_ kind: RecordKind, from json: JSONValue) throws(ValidationErrors) -> Record {
        var errors: [ValidationError] = []
        let record = kind.state.record(from: json, errors: &errors)
        guard let record else { throw ValidationErrors(errors) }
        return record
    }

    /// The state of a record: what ``record(_:from:)`` reads.
    public static func value(of record: Record) -> JSONValue {
        .object(record.state.members)
    }

    /// The names of the fields that a record of a kind can have, as paths, and of what they are parts of.
    public static func fieldNames(of kind: RecordKind) -> Set<String> {
        func paths(_ value: JSONValue, _ prefix: String) -> [String] {
            guard case .object(let members) = value else { return [] }
            return members.flatMap { [prefix + $0.key] + paths($0.value, prefix + $0.key + ".") }
        }
        return Set((try? JSONValue(parsing: Array(template(for: kind).utf8))).map { paths($0, "") } ?? [])
    }

    /// An event; its state under `state`, null where it carries none, and under `partInSums` what a link makes of it.
    public static func value(of event: Event) -> JSONValue {
        .object(members(of: event))
    }

    /// An event as the log holds it: position, recording time and version first.
    public static func value(of recorded: RecordedEvent) -> JSONValue {
        .object(
            [
                JSONValue.Member("position", .integer(recorded.position)),
                JSONValue.Member("recordedAt", .string(Instant.text(microseconds: recorded.recordedAt))),
                JSONValue.Member("version", .integer(recorded.version)),
            ] + members(of: recorded.event))
    }

    /// The differences between two states: a list of objects with `field`, `old` and `new`.
    public static func value(of differences: [FieldDifference]) -> JSONValue {
        .array(
            differences.map { difference in
                .object([
                    JSONValue.Member("field", .string(difference.field)),
                    JSONValue.Member("old", .string(difference.old)),
                    JSONValue.Member("new", .string(difference.new)),
                ])
            })
    }

    private static func members(of event: Event) -> [JSONValue.Member] {
        [
            JSONValue.Member("kind", .string(event.record.kind.code)),
            JSONValue.Member("id", .string(event.record.id)),
            JSONValue.Member("type", .string(event.type.code)),
            JSONValue.Member("knownAt", .string(event.knownAt.description)),
            JSONValue.Member("actor", .string(event.actor)),
            JSONValue.Member("reason", .string(event.reason)),
            JSONValue.Member("importId", .string(event.importID)),
            JSONValue.Member("dataset", .string(event.dataset)),
            JSONValue.Member("state", event.state.map(value(of:)) ?? .null),
        ] + (event.partInSums.map { [JSONValue.Member("partInSums", $0.json)] } ?? [])
    }
}

extension FieldRecord {
    fileprivate static func record(from json: JSONValue, errors: inout [ValidationError]) -> Record? {
        readObject(json, at: "", errors: &errors)?.asRecord
    }

    fileprivate var members: [JSONValue.Member] { Self.members(of: self) }
}
