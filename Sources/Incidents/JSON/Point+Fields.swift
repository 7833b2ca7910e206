internal import Forms

extension Point: CustomStringConvertible {
    /// Reads decimal degrees, latitude first: `38.610762, 26.651188`. The text is kept.
    ///
    /// - Throws: ``ValidationError`` with code `notAPoint` or `pointOutsideTheGlobe`.
    public init(_ text: String, precision: PointPrecision = .approximate) throws(ValidationError) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(String(parts[0]).trimmingSpaces()),
            let longitude = Double(String(parts[1]).trimmingSpaces())
        else {
            throw ValidationError(
                code: .notAPoint, given: text, problem: "is not written as a point",
                allowed: "decimal degrees, latitude first: 38.610762, 26.651188")
        }
        guard abs(latitude) <= 90, abs(longitude) <= 180 else {
            throw ValidationError(
                code: .pointOutsideTheGlobe, given: text, problem: "lies outside the globe",
                allowed: "latitude -90 to 90, longitude -180 to 180 degrees")
        }
        self.init(
            latitudeE7: Int32((latitude * 1e7).rounded()), longitudeE7: Int32((longitude * 1e7).rounded()),
            precision: precision, text: text)
    }

    /// Decimal degrees, latitude first.
    public var description: String {
        "\(Point.degrees(latitudeE7)), \(Point.degrees(longitudeE7))"
    }
}

/// An angle that is written in decimal degrees and held in units of 10⁻⁷ degree.
struct Degrees: FieldValue {
    var e7: Int32

    var fieldJSON: JSONValue? { .number(Double(e7) / 1e7) }

    static func read(_ json: JSONValue, at path: String, errors: inout [ValidationError]) -> Degrees? {
        let degrees: Double
        switch json {
        case .integer(let value): degrees = Double(value)
        case .number(let value): degrees = value
        default: return refuseType(json, "a number of degrees", at: path, errors: &errors)
        }
        guard let e7 = Int32(exactly: (degrees * 1e7).rounded()) else {
            errors.append(
                ValidationError(
                    code: .pointOutsideTheGlobe, field: path, given: json.shown, problem: "lies outside the globe",
                    allowed: "-180 to 180 degrees"))
            return nil
        }
        return Degrees(e7: e7)
    }
}

extension Point: FieldObject {
    static let fields: [Field<Point>] = [
        Field("latitude", \.latitude), Field("longitude", \.longitude), Field("precision", \.precision),
        Field("text", \.text),
    ]
    static let blank = Point(latitudeE7: 0, longitudeE7: 0, precision: .approximate)
    static let required: Set<String> = ["latitude", "longitude"]

    static func read(text: String) throws(ValidationError) -> Point? { try Point(text) }

    var fieldText: String { "\(description) (\(precision.code))" + (text.isEmpty ? "" : " \"\(text)\"") }

    var latitude: Degrees {
        get { Degrees(e7: latitudeE7) }
        set { latitudeE7 = newValue.e7 }
    }

    var longitude: Degrees {
        get { Degrees(e7: longitudeE7) }
        set { longitudeE7 = newValue.e7 }
    }
}
