/// A region under a scheme, for example `mmp-2014:Mediterranean`. Schemes do not map onto each other without loss.
public struct Region: Hashable, Sendable {
    public var scheme: String
    public var code: String

    public init(scheme: String, code: String) {
        self.scheme = scheme
        self.code = code
    }
}

/// A point on WGS 84, kept with the text that its source published.
public struct Point: Hashable, Sendable {
    /// Units of 10⁻⁷ degree, north positive.
    public var latitudeE7: Int32
    /// Units of 10⁻⁷ degree, east positive.
    public var longitudeE7: Int32
    public var precision: PointPrecision
    /// As published; empty where a person entered the numbers.
    public var text: String

    public init(latitudeE7: Int32, longitudeE7: Int32, precision: PointPrecision, text: String = "") {
        self.latitudeE7 = latitudeE7
        self.longitudeE7 = longitudeE7
        self.precision = precision
        self.text = text
    }
}

/// Where something occurred.
public struct Place: Hashable, Sendable {
    public var description: String
    public var point: Point?
    /// ISO 3166-1 alpha-2; empty where not stated.
    public var country: String
    /// At most one region a scheme.
    public var regions: [Region]

    public init(description: String = "", point: Point? = nil, country: String = "", regions: [Region] = []) {
        self.description = description
        self.point = point
        self.country = country
        self.regions = regions
    }
}

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
