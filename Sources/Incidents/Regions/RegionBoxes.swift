/// A coarse rectangle on the globe, in whole degrees.
struct RegionBox {
    var south: Int32
    var north: Int32
    var west: Int32
    var east: Int32

    init(_ south: Int32, _ north: Int32, _ west: Int32, _ east: Int32) {
        (self.south, self.north, self.west, self.east) = (south, north, west, east)
    }

    func contains(_ point: Point) -> Bool {
        let unit: Int32 = 10_000_000
        return (south * unit...north * unit).contains(point.latitudeE7)
            && (west * unit...east * unit).contains(point.longitudeE7)
    }
}

extension Point {
    /// Whether it lies outside the rectangle of a region; false where the region has none.
    ///
    /// The rectangles hold each region's countries and the seas that the Missing Migrants Project counts with them, with a
    /// few degrees to spare: only a point that is certainly elsewhere contradicts its region. A contradiction is flagged,
    /// and the point and the region are kept.
    package func contradicts(_ region: Region) -> Bool {
        guard boxedSchemes.contains(region.scheme), let box = regionBoxes[region.code.lowercased()] else {
            return false
        }
        return !box.contains(self)
    }
}

private let boxedSchemes: Set<String> = [RegionScheme.mmp2014.name, RegionScheme.mmp2021.name]

/// South, north, west, east; by the code of the region in lower case, of both schemes.
private let regionBoxes: [String: RegionBox] = [
    // Exports until 2021.
    "us-mexico border": RegionBox(14, 50, -125, -80),
    "north africa": RegionBox(3, 39, -30, 40),
    "sub-saharan africa": RegionBox(-36, 28, -30, 60),
    "horn of africa": RegionBox(-6, 25, 21, 61),
    "middle east": RegionBox(11, 44, 24, 64),
    "south asia": RegionBox(3, 41, 43, 98),
    "southeast asia": RegionBox(-13, 30, 89, 143),
    "east asia": RegionBox(16, 56, 72, 155),
    // Both.
    "mediterranean": RegionBox(29, 47, -11, 38),
    "europe": RegionBox(33, 73, -33, 61),
    "caribbean": RegionBox(7, 31, -98, -57),
    "central america": RegionBox(4, 35, -120, -75),
    "south america": RegionBox(-57, 15, -94, -32),
    "north america": RegionBox(14, 84, -180, -50),
    "central asia": RegionBox(34, 57, 45, 90),
    // Exports since 2021.
    "northern africa": RegionBox(3, 39, -31, 40),
    "western africa": RegionBox(-1, 29, -36, 19),
    "middle africa": RegionBox(-20, 25, -2, 34),
    "eastern africa": RegionBox(-30, 25, 20, 66),
    "southern africa": RegionBox(-37, -14, 9, 37),
    "western asia": RegionBox(11, 45, 24, 64),
    "southern asia": RegionBox(3, 41, 43, 98),
    "south-eastern asia": RegionBox(-13, 30, 89, 143),
    "eastern asia": RegionBox(16, 56, 72, 155),
]
