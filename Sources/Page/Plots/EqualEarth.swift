import Foundation

/// The plane of the page's maps: Equal Earth (Šavrič, Patterson and Jenny 2018), in which equal areas are equal, so that what
/// is far from the equator does not look larger than it is. `Tools/world-map` draws the land on the same plane.
enum EqualEarth {
    /// Of the plane, to the right and downwards.
    static let width = 10_000.0
    static let height = 4_867.0

    private static let a = (1.340264, -0.081106, 0.000893, 0.003796)
    private static let m = 3.0.squareRoot() / 2
    private static let scale = width / 2 / unscaled(latitude: 0, longitude: 180).x

    /// - Parameters:
    ///   - latitude: degrees, north positive.
    ///   - longitude: degrees, east positive.
    static func point(latitude: Double, longitude: Double) -> (x: Double, y: Double) {
        let point = unscaled(latitude: latitude, longitude: longitude)
        return (width / 2 + point.x * scale, height / 2 - point.y * scale)
    }

    private static func unscaled(latitude: Double, longitude: Double) -> (x: Double, y: Double) {
        let theta = asin(m * sin(latitude * .pi / 180))
        let t2 = theta * theta
        let t6 = t2 * t2 * t2
        let x =
            longitude * .pi / 180 * cos(theta) / (m * (a.0 + 3 * a.1 * t2 + t6 * (7 * a.2 + 9 * a.3 * t2)))
        return (x, theta * (a.0 + a.1 * t2 + t6 * (a.2 + a.3 * t2)))
    }
}
