/// The schemes of identifiers whose syntax a standard gives, as they stand in ``ExternalID/scheme``.
///
/// Of any other scheme, such as `docket`, every value will do: each court writes its own.
enum LegalIdentifiers {
    /// What is wrong with the value of an identifier; nil: nothing, or no standard says.
    ///
    /// - Returns: what would be accepted.
    static func allowed(_ id: ExternalID) -> String? {
        switch id.scheme {
        case "ecli":
            isECLI(id.value)
                ? nil
                : "ECLI:country:court:year:ordinal (Council conclusions 2011/C 127/01), for example ECLI:IT:CASS:2020:1234"
        case "akn":
            isAkomaNtoso(id.value)
                ? nil : "an Akoma Ntoso name (OASIS, Naming Convention 1.0), for example /akn/it/act/2002-07-30/189"
        case "eli":
            isELI(id.value)
                ? nil
                : "an HTTP address with /eli/ in it (Council conclusions 2012/C 325/02), for example https://data.example/eli/act/2002/189"
        case "urn-lex":
            isLexURN(id.value)
                ? nil
                : "urn:lex:jurisdiction:authority:measure:details (RFC 9676), for example urn:lex:it:stato:legge:2002-07-30;189"
        default: nil
        }
    }

    /// Five parts: a country or `EU`, a court of one to seven characters that begins with a letter, a year, and an ordinal of
    /// up to 25 letters, digits and dots.
    private static func isECLI(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].uppercased() == "ECLI", parts[1].count == 2,
            parts[1].utf8.allSatisfy(isLetter), (1...7).contains(parts[2].count),
            parts[2].utf8.first.map(isLetter) == true, parts[2].utf8.allSatisfy({ isLetter($0) || isDigit($0) }),
            parts[3].count == 4, parts[3].utf8.allSatisfy(isDigit)
        else { return false }
        let dot = UInt8(ascii: ".")
        return (1...25).contains(parts[4].count)
            && parts[4].utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == dot }
    }

    /// `/akn/` or an address before it, the jurisdiction, the type of document and at least its date or number.
    private static func isAkomaNtoso(_ text: String) -> Bool {
        guard let start = text.firstRange(of: "/akn/"), isPlain(text),
            start.lowerBound == text.startIndex || text.hasPrefix("http://") || text.hasPrefix("https://")
        else { return false }
        let parts = text[start.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, let country = parts[0].split(separator: "-").first else { return false }
        return (2...3).contains(country.count) && country.utf8.allSatisfy(isLetter)
            && parts.dropLast().allSatisfy { !$0.isEmpty }
    }

    private static func isELI(_ text: String) -> Bool {
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), isPlain(text),
            let eli = text.firstRange(of: "/eli/")
        else { return false }
        return eli.upperBound < text.endIndex
    }

    /// `urn:lex:`, the jurisdiction (a country or an organisation), and authority, measure and details.
    private static func isLexURN(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0].lowercased() == "urn", parts[1].lowercased() == "lex", isPlain(text) else {
            return false
        }
        return parts.allSatisfy { !$0.isEmpty } && parts[2].utf8.first.map(isLetter) == true
    }

    /// Without spaces and control characters.
    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && !$0.properties.isWhitespace }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

extension Checker {
    /// An identifier that is not written as its standard says is flagged when a file has it so, and refused when a person
    /// types it.
    mutating func check(_ id: ExternalID, _ field: String) {
        guard let allowed = LegalIdentifiers.allowed(id) else { return }
        if isKept(.malformedIdentifier, field) {
            flag(.malformedIdentifier, field, "\(id.value) is not written as \(id.scheme) has it")
        } else {
            refuse(.badIdentifier, field, given: id.value, "is not written as \(id.scheme) has it", allowed: allowed)
        }
    }
}
