internal import Foundation
internal import GRDB

/// Distances on the globe.
enum GreatCircle {
    /// The mean radius of the earth, in kilometres (IUGG: R₁).
    static let radius = 6_371.0088

    /// Kilometres between two points, by the haversine formula; degrees, north and east positive.
    static func distance(_ from: (latitude: Double, longitude: Double), _ to: (latitude: Double, longitude: Double))
        -> Double
    {
        let radians = Double.pi / 180
        let (north, east) = ((to.latitude - from.latitude) * radians, (to.longitude - from.longitude) * radians)
        let half =
            pow(sin(north / 2), 2) + cos(from.latitude * radians) * cos(to.latitude * radians) * pow(sin(east / 2), 2)
        return 2 * radius * asin(min(1, half.squareRoot()))
    }

    /// `kilometres(latitude, longitude, latitude, longitude)` for SQL; nothing where one of them is nothing.
    static let function = DatabaseFunction("kilometres", argumentCount: 4, pure: true) { values in
        let numbers = values.compactMap { Double.fromDatabaseValue($0) }
        guard numbers.count == 4 else { return nil }
        return distance((numbers[0], numbers[1]), (numbers[2], numbers[3]))
    }

    /// Boxes of latitudes and longitudes that hold every point within a distance: two where they go over the line at which
    /// the longitudes begin again, and all longitudes where they go around a pole.
    static func boxes(
        around centre: (latitude: Double, longitude: Double), within kilometres: Double
    ) -> [(south: Double, north: Double, west: Double, east: Double)] {
        // A little more: what lies on the edge is in.
        let angle = kilometres / radius * 1.000_001 + 1e-9
        let degrees = angle * 180 / .pi
        let (south, north) = (centre.latitude - degrees, centre.latitude + degrees)
        guard angle < .pi / 2, south > -90, north < 90 else {
            return [(max(south, -90), min(north, 90), -180, 180)]
        }
        // How far the circle goes east and west: Bronshtein, Handbook of Mathematics, spherical triangles.
        let east = asin(min(1, sin(angle) / cos(centre.latitude * .pi / 180))) * 180 / .pi
        let (from, to) = (centre.longitude - east, centre.longitude + east)
        if from < -180 { return [(south, north, from + 360, 180), (south, north, -180, to)] }
        if to > 180 { return [(south, north, from, 180), (south, north, -180, to - 360)] }
        return [(south, north, from, to)]
    }
}
