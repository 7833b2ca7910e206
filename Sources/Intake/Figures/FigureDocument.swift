import Forms
import Incidents

/// The JSON of a file of figures: who printed them, and the fields of each.
struct FigureDocument {
    /// Empty where each figure says so for itself, or the caller does.
    var publisher = ""
    var citation = ""
    var publishedOn: Day?
    var figures: [[String: JSONValue]] = []

    private static let fields: Set<String> = ["publisher", "citation", "published_on", "figures"]

    /// - Throws: ``ImportError`` `notFigures`, `unknownFigureField`, `badFigureField`.
    init(_ bytes: [UInt8]) throws(ImportError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw ImportError(.notFigures, "The file is not JSON; published figures are an array of objects in JSON.")
        }
        if case .array(let list) = json {
            figures = try FigureDocument.objects(list)
        } else if case .object(let members) = json, case .array(let list)? = json["figures"] {
            try readHead(members)
            figures = try FigureDocument.objects(list)
        } else {
            throw ImportError(
                .notFigures, "The file holds no figures: it must be an array of them, or an object with \"figures\".")
        }
    }

    private static func objects(_ list: [JSONValue]) throws(ImportError) -> [[String: JSONValue]] {
        var objects: [[String: JSONValue]] = []
        for (index, element) in list.enumerated() {
            guard case .object(let members) = element else {
                throw ImportError(.notFigures, "Figure \(index + 1) of the file is not an object with fields.")
            }
            objects.append(Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first })
        }
        guard !objects.isEmpty else { throw ImportError(.notFigures, "The file holds no figures.") }
        return objects
    }

    private mutating func readHead(_ members: [JSONValue.Member]) throws(ImportError) {
        for member in members where member.key != "figures" {
            guard FigureDocument.fields.contains(member.key) else {
                throw ImportError(
                    .unknownFigureField,
                    "The file has the unknown field \"\(member.key)\"; allowed: citation, figures, published_on,"
                        + " publisher.")
            }
            guard case .string(let text) = member.value else {
                throw ImportError(.badFigureField, "The field \"\(member.key)\" of the file is not a text.")
            }
            switch member.key {
            case "publisher": publisher = text
            case "citation": citation = text
            default: publishedOn = try FigureDocument.day(text)
            }
        }
    }

    static func day(_ text: String) throws(ImportError) -> Day {
        guard case .value(let period) = readDate(text, DateForm()), period.precision == .day else {
            throw ImportError(
                .badFigureField, "The field \"published_on\" says \"\(text)\", which is not a day such as 2020-02-24.")
        }
        return period.firstDay
    }
}
