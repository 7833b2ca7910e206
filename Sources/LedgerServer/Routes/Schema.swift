import Forms

/// What a value looks like, as JSON Schema 2020-12 says it (which OpenAPI 3.1 uses).
struct Schema: Hashable, Sendable {
    var json: JSONValue

    init(_ json: JSONValue) { self.json = json }

    /// A schema that the document names: see ``Schemas``.
    static func named(_ name: String) -> Schema {
        Schema(.object([.init("$ref", .string("#/components/schemas/" + name))]))
    }

    static let anything = Schema(.object([]))

    static func text(
        pattern: String? = nil, oneOf values: [String]? = nil, format: String? = nil, longest: Int? = nil,
        shortest: Int? = nil
    ) -> Schema {
        Schema(
            .object(stating: [
                ("type", .string("string")), ("pattern", pattern.map { .string($0) }),
                ("enum", values.map { .array($0.map { .string($0) }) }), ("format", format.map { .string($0) }),
                ("minLength", shortest.map { JSONValue.integer($0) }),
                ("maxLength", longest.map { JSONValue.integer($0) }),
            ]))
    }

    static func integer(from least: Int64? = nil, through most: Int64? = nil) -> Schema {
        Schema(
            .object(stating: [
                ("type", .string("integer")), ("minimum", least.map { JSONValue.integer($0) }),
                ("maximum", most.map { JSONValue.integer($0) }),
            ]))
    }

    static let number = Schema(.object([.init("type", .string("number"))]))
    static let truth = Schema(.object([.init("type", .string("boolean"))]))
    static let nothing = Schema(.object([.init("type", .string("null"))]))

    /// A day of the proleptic Gregorian calendar: `2026-01-31`.
    static let day = text(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", format: "date")

    static func list(of element: Schema, shortest: Int? = nil, longest: Int? = nil) -> Schema {
        Schema(
            .object(stating: [
                ("type", .string("array")), ("items", element.json),
                ("minItems", shortest.map { JSONValue.integer($0) }),
                ("maxItems", longest.map { JSONValue.integer($0) }),
            ]))
    }

    /// - Parameter isClosed: it has no members but these.
    static func object(
        _ members: [(String, Schema)], required: [String] = [], isClosed: Bool = false
    ) -> Schema {
        Schema(
            .object(stating: [
                ("type", .string("object")),
                ("properties", .object(members.map { .init($0.0, $0.1.json) })),
                ("required", required.isEmpty ? nil : .array(required.map { .string($0) })),
                ("additionalProperties", isClosed ? .bool(false) : nil),
            ]))
    }

    static func either(_ schemas: Schema...) -> Schema { any(of: schemas) }

    static func any(of schemas: [Schema]) -> Schema {
        Schema(.object([.init("anyOf", .array(schemas.map(\.json)))]))
    }

    /// The same of an object that has at least one of some members.
    func with(anyOf members: [String]) -> Schema {
        guard case .object(let own) = json else { return self }
        let needed = members.map { JSONValue.object([.init("required", .array([.string($0)]))]) }
        return Schema(.object(own + [.init("anyOf", .array(needed))]))
    }

    /// Whether a text is as short, as long and one of those that the schema says; what its pattern says, whoever reads it
    /// finds out.
    func admits(_ text: String) -> Bool {
        if case .array(let values)? = json["enum"], !values.contains(.string(text)) { return false }
        let length = text.unicodeScalars.count
        if case .integer(let least)? = json["minLength"], length < Int(least) { return false }
        if case .integer(let most)? = json["maxLength"], length > Int(most) { return false }
        return true
    }

    var orNothing: Schema { .either(self, .nothing) }

    /// The same with a sentence of what it means.
    func described(_ text: String) -> Schema {
        guard case .object(let members) = json else { return self }
        return Schema(.object(members + [.init("description", .string(text))]))
    }
}
