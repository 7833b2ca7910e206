extension Region: CustomStringConvertible {
    /// Reads `scheme:code`, for example `mmp-2014:Mediterranean`. Whether the scheme has the code is not checked here.
    ///
    /// - Throws: ``ValidationError`` with code `notARegion`.
    public init(_ text: String) throws(ValidationError) {
        guard let colon = text.firstIndex(of: ":") else { throw Region.refusal(text) }
        let scheme = String(text[..<colon])
        let code = String(text[text.index(after: colon)...])
        guard Region.isSchemeName(scheme), !code.isEmpty else { throw Region.refusal(text) }
        self.init(scheme: scheme, code: code)
    }

    /// `scheme:code`.
    public var description: String {
        "\(scheme):\(code)"
    }

    /// Lower-case letters, digits and hyphens: so that `scheme:code` can be read only one way.
    static func isSchemeName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    private static func refusal(_ text: String) -> ValidationError {
        ValidationError(
            code: .notARegion, given: text, problem: "is not written as a region",
            allowed: "scheme:code, for example mmp-2014:Mediterranean or m49:015")
    }
}
