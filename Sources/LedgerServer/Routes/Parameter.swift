import Forms

/// What a request says beside its path and its body.
struct Parameter: Hashable, Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    var name: String
    var place: Place
    /// A sentence.
    var summary: String
    var schema: Schema
    var isRequired: Bool
    /// It may stand several times.
    var isRepeated: Bool
    /// So many times at most.
    static let mostTimes = 100
    /// A value for people who try the service out.
    var example: String?

    private init(
        _ name: String, _ place: Place, _ summary: String, _ schema: Schema, isRequired: Bool = false,
        isRepeated: Bool = false, example: String? = nil
    ) {
        self.name = name
        self.place = place
        self.summary = summary
        self.schema = schema
        self.isRequired = isRequired
        self.isRepeated = isRepeated
        self.example = example
    }

    static func path(_ name: String, _ summary: String, _ schema: Schema = .text(shortest: 1), example: String? = nil)
        -> Parameter
    {
        Parameter(name, .path, summary, schema, isRequired: true, example: example)
    }

    static func query(
        _ name: String, _ summary: String, _ schema: Schema = .text(), isRequired: Bool = false,
        isRepeated: Bool = false,
        example: String? = nil
    ) -> Parameter {
        Parameter(name, .query, summary, schema, isRequired: isRequired, isRepeated: isRepeated, example: example)
    }

    static func header(_ name: String, _ summary: String, _ schema: Schema = .text(), isRequired: Bool = false)
        -> Parameter
    {
        Parameter(name, .header, summary, schema, isRequired: isRequired)
    }

    /// As the document of the service has it.
    var json: JSONValue {
        .object(stating: [
            ("name", .string(name)), ("in", .string(place.rawValue)), ("description", .string(summary)),
            ("required", isRequired ? .bool(true) : nil),
            ("schema", isRepeated ? Schema.list(of: schema, longest: Self.mostTimes).json : schema.json),
            ("explode", isRepeated ? .bool(true) : nil), ("example", example.map { .string($0) }),
        ])
    }
}
