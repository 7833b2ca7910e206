internal import LedgerSchema
internal import SwiftProtobuf

/// What is written as a message of the wire form.
protocol WireWritable {
    /// Writes its fields in the order of their numbers, so that equal values have equal bytes.
    func write(to writer: inout WireWriter)
}

/// A value with a message of the wire form.
protocol WireCodable: WireWritable {
    associatedtype Wire: SwiftProtobuf.Message

    /// - Throws: ``ValidationError`` with code `unknownCode` where the message holds a code of a newer program, and
    ///   `missing` where it lacks what the value cannot be without.
    init(wire: Wire) throws(ValidationError)
}

/// The enumeration's case; nil for 0, "not stated".
///
/// A code that a newer program added cannot be stated in this one's types: it is an error, so that a view parks the
/// event instead of counting it wrongly. The entry's bytes keep the code.
func code<Value: Coded>(_ wire: some SwiftProtobuf.Enum, _ field: String) throws(ValidationError) -> Value? {
    guard wire.rawValue != 0 else { return nil }
    guard let value = Int32(exactly: wire.rawValue).flatMap(Value.init(rawValue:)) else {
        throw ValidationError(
            code: .unknownCode, field: field, given: String(wire.rawValue),
            problem: "is a code that this version of the program does not know", allowed: Value.allowedCodes)
    }
    return value
}

/// As `code`, for a field that must be stated.
func requiredCode<Value: Coded>(_ wire: some SwiftProtobuf.Enum, _ field: String) throws(ValidationError) -> Value {
    if let value: Value = try code(wire, field) { return value }
    throw ValidationError(
        code: .missing, field: field, given: "", problem: "must be stated", allowed: Value.allowedCodes)
}

func codes<Value: Coded>(_ wire: [some SwiftProtobuf.Enum], _ field: String) throws(ValidationError) -> [Value] {
    var values: [Value] = []
    for element in wire { values.append(try requiredCode(element, field)) }
    return values
}

func values<Value: WireCodable>(_ wire: [Value.Wire], _ field: String) throws(ValidationError) -> [Value] {
    var values: [Value] = []
    for (index, element) in wire.enumerated() {
        do { values.append(try Value(wire: element)) } catch { throw error.at("\(field)[\(index)]") }
    }
    return values
}

func value<Value: WireCodable>(_ wire: Value.Wire, _ field: String) throws(ValidationError) -> Value {
    do { return try Value(wire: wire) } catch { throw error.at(field) }
}
