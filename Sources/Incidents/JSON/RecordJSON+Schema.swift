public import Forms

extension RecordJSON {
    /// What ``record(_:from:)`` reads as the state of a record of a kind, as JSON Schema 2020-12 says it: made of the same
    /// tables of fields as the reading. What validation refuses beyond that is not in it.
    public static func schema(of kind: RecordKind) -> JSONValue { kind.state.objectSchema }
}

/// The few forms of JSON Schema that fields need.
private enum FieldSchema {
    static func type(_ name: String, _ others: (String, JSONValue)...) -> JSONValue {
        .members([("type", .string(name))] + others)
    }

    static func either(_ schemas: [JSONValue]) -> JSONValue { .members([("anyOf", .array(schemas))]) }

    static func text(_ summary: String, pattern: String? = nil) -> JSONValue {
        .object(stating: [
            ("type", .string("string")), ("pattern", pattern.map { .string($0) }), ("description", .string(summary)),
        ])
    }

    static let nothing = type("null")
}

extension FieldObject {
    static var schema: JSONValue { objectSchema }

    static var objectSchema: JSONValue {
        let members = fields.map { field in
            // Null is how programs write "nothing", but where something must be stated.
            (
                field.name,
                required.contains(field.name)
                    ? field.schema() : FieldSchema.either([field.schema(), FieldSchema.nothing])
            )
        }
        let needed = fields.map(\.name).filter(required.contains)
        return .object(stating: [
            ("type", .string("object")), ("properties", .members(members)),
            ("required", needed.isEmpty ? nil : .array(needed.map { .string($0) })),
            ("additionalProperties", .bool(false)),
        ])
    }

    /// Of an object that a text may stand for.
    fileprivate static func schema(orText summary: String, pattern: String? = nil) -> JSONValue {
        FieldSchema.either([FieldSchema.text(summary, pattern: pattern), objectSchema])
    }
}

extension String {
    static var schema: JSONValue { FieldSchema.type("string") }
}

extension Bool {
    static var schema: JSONValue { FieldSchema.type("boolean") }
}

extension FieldInteger {
    static var schema: JSONValue {
        FieldSchema.type("integer", ("minimum", .integer(Self.min)), ("maximum", .integer(Self.max)))
    }
}

extension Optional where Wrapped: FieldValue {
    static var schema: JSONValue { Wrapped.schema }
}

extension Array where Element: FieldValue {
    static var schema: JSONValue { FieldSchema.type("array", ("items", Element.schema)) }
}

extension FieldValue where Self: Coded {
    static var schema: JSONValue {
        FieldSchema.type("string", ("enum", .array(allCases.map { .string($0.code) })))
    }
}

extension Day {
    static var schema: JSONValue {
        FieldSchema.type(
            "string", ("format", .string("date")), ("pattern", .string("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")))
    }
}

extension Region {
    static var schema: JSONValue {
        FieldSchema.text("scheme:code, for example mmp-2014:Mediterranean", pattern: "^[^:]+:.+$")
    }
}

extension Degrees {
    static var schema: JSONValue {
        FieldSchema.type("number", ("minimum", .integer(-180)), ("maximum", .integer(180)))
    }
}

extension HexBytes {
    static var schema: JSONValue {
        FieldSchema.text("Bytes as hexadecimal digits.", pattern: "^([0-9a-f]{2})*$")
    }
}

extension ClosedRange<Int32> {
    static var schema: JSONValue {
        FieldSchema.text("A year, or the first and the last: 2019..2021.", pattern: "^[0-9]{1,4}([.][.][0-9]{1,4})?$")
    }
}

extension Count {
    static var schema: JSONValue {
        FieldSchema.either([
            Int64.schema,
            FieldSchema.text(
                "A count as people write it: 12, 12..15 (between), 12.. (at least), ..15 (up to), >700 (more than), <44000 "
                    + "(nearly), ~12 (about)."), objectSchema,
        ])
    }
}

extension Period {
    static var schema: JSONValue {
        schema(
            orText: "A day, a month, a year, or first and last day: 2019-10-28, 2019-10, 2019, 2019-10-28..2019-10-31.")
    }
}

extension Point {
    static var schema: JSONValue { schema(orText: "Decimal degrees, latitude first: 38.610762, 26.651188") }
}

extension Source {
    static var schema: JSONValue { schema(orText: "The publisher.") }
}

extension Flag {
    static var schema: JSONValue { schema(orText: "The flag's code.") }
}
