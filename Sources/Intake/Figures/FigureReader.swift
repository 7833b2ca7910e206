import Forms
import Incidents

/// Reads the fields of one figure.
struct FigureReader {
    private static let allowed: Set<String> = [
        "as_at", "citation", "dataset", "geography", "high", "id", "low", "measure", "measure_code", "note",
        "operation", "para", "period", "published_on", "publisher", "qualifier", "region", "source", "subject", "unit",
        "value",
    ]

    private let fields: [String: JSONValue]
    private let document: FigureDocument
    /// How errors name the figure.
    private let name: String
    private let id: String

    /// - Parameter number: counts from 1 in the file.
    init(_ fields: [String: JSONValue], number: Int, document: FigureDocument) throws(ImportError) {
        self.fields = fields
        self.document = document
        guard case .string(let id)? = fields["id"], !id.isEmpty else {
            throw ImportError(.missingFigureField, "Figure \(number) of the file has no \"id\", a text that names it.")
        }
        guard id.utf8.count <= 200, id.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw ImportError(
                .badIdentifier, "The id of figure \(number) has more than 200 bytes or control characters.")
        }
        self.id = id
        name = "Figure \(id)"
        if let unknown = fields.keys.filter({ !FigureReader.allowed.contains($0) }).min() {
            let list = FigureReader.allowed.sorted().joined(separator: ", ")
            throw ImportError(
                .unknownFigureField, "\(name) has the unknown field \"\(unknown)\"; allowed: \(list).")
        }
    }

    func figure() throws(ImportError) -> FiguresFile.Figure {
        var state = PublishedFigure()
        state.publisher = try stated("publisher", once: document.publisher, "who published it")
        state.citation = try stated("citation", once: document.citation, "where it is printed")
        state.publishedOn = try text("published_on").map(FigureDocument.day) ?? document.publishedOn
        state.subject = try text("subject") ?? ""
        state.measure = try required("measure")
        let (count, remark) = try count(unit: required("unit"))
        state.count = count
        state.geography = try text("geography") ?? ""
        state.paragraph = try paragraph()
        try readTimes(into: &state)
        try readNotes(remark, into: &state)
        state.measureCode = try text("measure_code") ?? ""
        state.operation = try text("operation") ?? ""
        state.dataset = try text("dataset") ?? ""
        state.region = try region()
        FigureMeaning.complete(&state)
        return FiguresFile.Figure(record: RecordID(kind: .publishedFigure, id: id), state: state)
    }

    /// What a figure states itself, or its file once for all.
    private func stated(_ field: String, once: String, _ meaning: String) throws(ImportError) -> String {
        let text = try text(field) ?? once
        guard trimmed(text).isEmpty else { return text }
        throw ImportError(
            .missingFigureField,
            "\(name) does not say \(meaning): give \"\(field)\" in the figure, once for the file, or as --\(field).")
    }

    private func region() throws(ImportError) -> Region? {
        guard let text = try text("region"), !text.isEmpty else { return nil }
        do {
            return try readRegion(text)
        } catch {
            throw ImportError(.badFigureField, "\(name), region: \(error.description)")
        }
    }

    private func readTimes(into state: inout PublishedFigure) throws(ImportError) {
        if let asAt = try text("as_at") {
            if let day = readPeriod(asAt), day.precision == .day {
                state.asAt = day.firstDay
            } else {
                state.asAtText = asAt
            }
        }
        guard let period = try text("period") else { return }
        state.period = readPeriod(period, asAt: state.asAt)
        if state.period == nil { state.periodText = period }
    }

    private func readNotes(_ remark: String, into state: inout PublishedFigure) throws(ImportError) {
        if let source = try text("source"), !source.isEmpty {
            state.notes.sources = [Source(publisher: source)]
        }
        let qualification = remark.isEmpty ? "" : "qualified as \"\(remark)\""
        state.notes.note = [try text("note") ?? "", qualification].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// A text, or nil where the field is absent or null.
    private func text(_ field: String) throws(ImportError) -> String? {
        switch fields[field] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw bad(field, "is not a text")
        }
    }

    private func required(_ field: String) throws(ImportError) -> String {
        guard let text = try text(field), !trimmed(text).isEmpty else {
            throw ImportError(
                .missingFigureField, "\(name) has no \"\(field)\"; every figure states its id, measure, unit and value."
            )
        }
        return text
    }

    private func paragraph() throws(ImportError) -> String {
        switch fields["para"] {
        case nil, .null: return ""
        case .string(let text): return text
        case .integer(let number): return "\(number)"
        default: throw bad("para", "is neither a whole number nor a text")
        }
    }

    private func bad(_ field: String, _ problem: String) -> ImportError {
        let given = fields[field].map { $0.text() } ?? ""
        return ImportError(.badFigureField, "\(name): the field \"\(field)\" says \(given), which \(problem).")
    }

    private func integer(_ field: String) throws(ImportError) -> Int64? {
        switch fields[field] {
        case nil, .null: return nil
        case .integer(let number) where number.magnitude <= Count.largest.magnitude: return number
        case .integer: throw bad(field, Count.tooLarge)
        default: throw bad(field, "is not a whole number")
        }
    }

    /// The count, and what its qualifier says beyond a word that the ledger has.
    private func count(unit: String) throws(ImportError) -> (Count, String) {
        let given = try text("qualifier") ?? ""
        let (value, low, high) = (try integer("value"), try integer("low"), try integer("high"))
        if let value {
            guard low == nil, high == nil else {
                throw bad("value", "stands beside \"low\" or \"high\": give one form")
            }
            let (qualifier, remark) = try qualifier(given, otherwise: .exact)
            return (try count(value, qualifier, unit), remark)
        }
        guard let low, let high else {
            throw ImportError(
                .missingFigureField, "\(name) states no number: give \"value\", or both \"low\" and \"high\".")
        }
        let (qualifier, remark) = try qualifier(given, otherwise: .between)
        guard qualifier == .between else { throw bad("qualifier", "does not fit \"low\" and \"high\"") }
        guard low <= high else { throw bad("low", "is more than \"high\"") }
        return (Count(low: low, high: high, qualifier: .between, unit: unit), remark)
    }

    private func count(_ value: Int64, _ qualifier: Qualifier, _ unit: String) throws(ImportError) -> Count {
        switch qualifier {
        case .exact, .atLeast, .moreThan, .approximately:
            return Count(low: value, qualifier: qualifier, unit: unit)
        case .nearly, .upTo:
            return Count(low: 0, high: value, qualifier: qualifier, unit: unit)
        case .between, .notReported:
            throw bad("qualifier", "does not fit one \"value\"")
        }
    }

    private func qualifier(_ given: String, otherwise: Qualifier) throws(ImportError) -> (Qualifier, String) {
        let words = trimmed(given.prefix { $0 != "(" && $0 != ";" })
        guard let qualifier = FigureReader.qualifiers[normalised(words)] else {
            if normalised(given).isEmpty { return (otherwise, "") }
            throw bad("qualifier", "is none of \(FigureReader.qualifiers.keys.sorted().joined(separator: ", "))")
        }
        return (qualifier, words == trimmed(given) ? "" : given)
    }

    private static let qualifiers: [String: Qualifier] = [
        "exact": .exact, "at least": .atLeast, "at-least": .atLeast, "more than": .moreThan, "more-than": .moreThan,
        "nearly": .nearly, "approximately": .approximately, "about": .approximately, "between": .between,
        "ranged": .between, "up to": .upTo, "up-to": .upTo,
    ]
}
