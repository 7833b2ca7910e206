import Foundation
import Incidents
import Ledger

/// What a record is compared by.
struct Sighting: Hashable, Sendable {
    var record: RecordID
    /// Empty: the desk's.
    var dataset: String
    /// Of its incident; empty where none is stated.
    var incident: String
    /// The year that it counts in.
    var year: Int32?
    /// First and last; nil where the record says less than a month.
    var days: ClosedRange<Day>?
    /// The dead and missing, or those arrested, at least; nil where not reported.
    var persons: Int64?
    var point: GeoPoint?
    /// The words of the place, in lower case and without what stands between them.
    var place: String
    /// In one form.
    var addresses: Set<String>

    /// The longest period that is compared by its days.
    private static let longestPeriod: Int32 = 31

    /// Nil of a kind that is not compared.
    init?(_ record: RecordID, _ state: Record, dataset: String) {
        let place: Place
        switch state {
        case .deaths(let deaths): (place, incident) = (deaths.place, deaths.incident)
        case .arrests(let arrests): (place, incident) = (arrests.place, arrests.incident)
        default: return nil
        }
        self.record = record
        self.dataset = dataset
        persons = state.persons
        year = state.occurrence?.year
        point = place.point.map(GeoPoint.init)
        self.place = Self.words(of: place.description)
        addresses = Set(state.notes.sources.flatMap { Self.addresses(in: $0.locator) })
        if let period = state.occurrence, period.lastDay.number - period.firstDay.number < Self.longestPeriod,
            period.firstDay <= period.lastDay
        {
            days = period.firstDay...period.lastDay
        }
    }

    /// Days between two records; 0 where their periods touch, nil where one has none.
    func daysApart(_ other: Sighting) -> Int32? {
        guard let days, let others = other.days else { return nil }
        return max(
            0, days.lowerBound.number - others.upperBound.number, others.lowerBound.number - days.upperBound.number)
    }

    private static func words(of text: String) -> String {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.joined(separator: " ")
    }

    /// The pages that a text names, without the scheme, `www.` and a slash at the end. An address that names no page but a
    /// whole site says too little.
    private static func addresses(in text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.compactMap { part in
            var address = part
            for prefix in ["http://", "https://", "www."] where address.lowercased().hasPrefix(prefix) {
                address = address.dropFirst(prefix.count)
            }
            while address.last == "/" { address = address.dropLast() }
            guard let slash = address.firstIndex(of: "/") else { return nil }
            // The host is the same in any case, the page is not.
            return address[..<slash].lowercased() + String(address[slash...])
        }
    }
}

/// A point on the globe, in degrees.
struct GeoPoint: Hashable, Sendable {
    var latitude: Double
    var longitude: Double

    init(_ point: Point) {
        latitude = Double(point.latitudeE7) / 1e7
        longitude = Double(point.longitudeE7) / 1e7
    }

    private static let earthRadius = 6_371.0

    /// Kilometres along a great circle (haversine).
    func distance(to other: GeoPoint) -> Double {
        let radians = Double.pi / 180
        let (up, across) = ((other.latitude - latitude) * radians, (other.longitude - longitude) * radians)
        let half =
            sin(up / 2) * sin(up / 2)
            + cos(latitude * radians) * cos(other.latitude * radians) * sin(across / 2) * sin(across / 2)
        return Self.earthRadius * 2 * asin(min(1, sqrt(half)))
    }
}
