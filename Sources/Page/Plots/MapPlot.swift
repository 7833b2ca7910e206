import Folding
import Forms
import Foundation

/// Where on earth people died or are missing: a disc for each cell, whose area is their number.
struct MapPlot {
    /// A square of whole degrees.
    struct Cell {
        /// Its south-west corner.
        var south: Int32
        var west: Int32
        /// How wide and high it is, in degrees.
        var size: Int32
        var incidents: Sum
        var toll: Sum

        /// `35–36° N, 12–13° E`.
        var name: String {
            Self.range(south, size, "N", "S") + ", " + Self.range(west, size, "E", "W")
        }

        private static func range(_ from: Int32, _ size: Int32, _ positive: String, _ negative: String) -> String {
            let (low, high) = (from, from + size)
            if low >= 0 { return "\(low)–\(high)° \(positive)" }
            if high <= 0 { return "\(-high)–\(-low)° \(negative)" }
            return "\(-low)° \(negative) to \(high)° \(positive)"
        }

        var middle: (latitude: Double, longitude: Double) {
            (min(Double(south) + Double(size) / 2, 90), Double(west) + Double(size) / 2)
        }
    }

    /// So many discs can be told apart, and sent.
    private static let mostDiscs = 2_500
    private static let largestRadius = 130.0
    private static let smallestRadius = 9.0

    /// The most first.
    let cells: [Cell]
    /// How wide a cell is, in degrees.
    let size: Int32

    /// - Parameter cells: of one degree each; where they are too many they are put together to larger ones.
    init(_ cells: [Cell]) {
        var size: Int32 = 1
        var merged = cells
        while merged.count > Self.mostDiscs, size < 32 {
            size *= 2
            merged = Self.merged(merged, to: size)
        }
        self.size = size
        self.cells = merged.sorted {
            ($0.toll.low, $0.incidents.low, $1.south, $1.west) > ($1.toll.low, $1.incidents.low, $0.south, $0.west)
        }
    }

    private static func merged(_ cells: [Cell], to size: Int32) -> [Cell] {
        struct Corner: Hashable {
            var south: Int32
            var west: Int32
        }
        var found: [Corner: Cell] = [:]
        for cell in cells {
            let corner = Corner(south: floor(cell.south, size), west: floor(cell.west, size))
            var whole =
                found[corner]
                ?? Cell(south: corner.south, west: corner.west, size: size, incidents: .zero, toll: .zero)
            whole.incidents += cell.incidents
            whole.toll += cell.toll
            found[corner] = whole
        }
        return Array(found.values)
    }

    private static func floor(_ value: Int32, _ size: Int32) -> Int32 {
        Int32((Double(value) / Double(size)).rounded(.down)) * size
    }

    /// - Parameters:
    ///   - title: for those who do not see it.
    ///   - world: where the land is, as a drawing on the same plane.
    func markup(_ title: String, world: String) -> Markup {
        let (width, height) = (PlotNumber.of(EqualEarth.width), PlotNumber.of(EqualEarth.height))
        let most = cells.map { Double(max($0.toll.low, 0)) }.max() ?? 0
        let land = Markup.element("image", ["href": world, "width": width, "height": height], [])
        return .element(
            "svg",
            ["viewBox": "0 0 \(width) \(height)", "role": "img", "aria-label": title, "class": "world"],
            [.element("title", [:], title), land] + cells.map { disc($0, most) })
    }

    private func disc(_ cell: Cell, _ most: Double) -> Markup {
        let middle = cell.middle
        let point = EqualEarth.point(latitude: middle.latitude, longitude: middle.longitude)
        let share = most > 0 ? (Double(max(cell.toll.low, 0)) / most).squareRoot() : 0
        let said =
            "\(cell.name): \(FigureText.of(cell.toll)) dead and missing, "
            + FigureText.count(cell.incidents.low, "incident")
        return .element(
            "circle",
            [
                "class": "disc", "cx": PlotNumber.of(point.x.rounded()), "cy": PlotNumber.of(point.y.rounded()),
                "r": PlotNumber.of(max(Self.smallestRadius, Self.largestRadius * share)),
            ], [.element("title", [:], said)])
    }
}
