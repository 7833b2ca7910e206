import Forms
import HTTPTypes
import Hummingbird

/// A form in which an answer goes out.
enum AnswerForm: String, CaseIterable, Hashable, Sendable {
    case json, csv, ndjson, geojson, xlsx, zip

    var mediaType: String {
        switch self {
        case .json: "application/json"
        case .csv: "text/csv"
        case .ndjson: "application/x-ndjson"
        case .geojson: "application/geo+json"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .zip: "application/zip"
        }
    }

    /// As Content-Type has it.
    var contentType: String { self == .csv ? "text/csv; charset=utf-8; header=present" : mediaType }

    /// The form that the ending of a path's last part names, and the part without it.
    static func ending(of part: String) -> (stem: String, form: AnswerForm)? {
        guard let dot = part.lastIndex(of: "."), dot != part.startIndex,
            let form = AnswerForm(rawValue: String(part[part.index(after: dot)...]))
        else { return nil }
        return (String(part[..<dot]), form)
    }

    /// The form that Accept asks for (RFC 9110, 12.5.1): of several that it likes as much, the one that stands first in the
    /// list of those that there are.
    ///
    /// - Returns: nil: none that there is.
    static func accepted(_ accept: String?, among forms: [AnswerForm]) -> AnswerForm? {
        let wishes = (accept ?? "").split(separator: ",").map(Wish.init)
        guard !wishes.isEmpty else { return forms.first }
        let liked = forms.compactMap { form -> (form: AnswerForm, quality: Double)? in
            // The most specific range decides.
            let best = wishes.compactMap { wish in wish.precision(for: form.mediaType).map { ($0, wish.quality) } }
                .max { $0.0 < $1.0 }
            return best.flatMap { $0.1 > 0 ? (form, $0.1) : nil }
        }
        let most = liked.map(\.quality).max()
        return liked.first { $0.quality == most }?.form
    }

    /// One range of Accept.
    private struct Wish {
        private let range: String
        let quality: Double

        init(_ text: Substring) {
            let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            range = parts.first ?? ""
            quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
        }

        /// How closely it names a media type; nil: it does not.
        func precision(for mediaType: String) -> Int? {
            if range == mediaType { return 2 }
            if range == "*/*" { return 0 }
            return range.hasSuffix("/*") && mediaType.hasPrefix(range.dropLast()) ? 1 : nil
        }
    }
}

extension Call {
    /// The form in which the answer goes out: by the path's ending, else by Accept.
    ///
    /// - Throws: ``Problem``: 406 with those that there are.
    func form() throws -> AnswerForm {
        let forms = route.forms
        if let ending { return ending }
        if let form = AnswerForm.accepted(header(.accept), among: forms) { return form }
        throw Problem(
            .notAcceptable, .notAcceptable,
            "This answer goes out as \(alternatives(forms.map(\.mediaType))), which Accept does not take.",
            [
                .init(
                    field: "Accept", given: header(.accept), allowed: forms.map(\.mediaType).joined(separator: ", "),
                    message: "None of these is accepted.")
            ])
    }
}
