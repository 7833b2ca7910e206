import Folding
import Foundation
import Testing

@testable import Page

/// The map's plane, and what becomes of more cells than can be told apart.
@Suite struct MapTests {
    /// Published with the projection: half the width is 2.7066 and half the height 1.3173 of the globe's radius.
    @Test func `the plane has the shape of Equal Earth`() {
        let north = EqualEarth.point(latitude: 90, longitude: 0)
        let east = EqualEarth.point(latitude: 0, longitude: 180)
        #expect(abs(east.x - EqualEarth.width) < 0.001)
        #expect(abs(east.y - EqualEarth.height / 2) < 0.001)
        #expect(abs(north.y) < 0.5)
        let half = EqualEarth.height / EqualEarth.width
        #expect(abs(half - 1.3173 / 2.7066) < 0.001)
    }

    /// Measured on the plane: a cell at the equator and one at 60° north differ in area as they do on the globe.
    @Test func `equal areas are equal`() {
        for south in [0.0, 30, 60, 75] {
            let drawn = Self.area(south) / Self.area(0)
            let real = Self.areaOnGlobe(south) / Self.areaOnGlobe(0)
            #expect(abs(drawn - real) < 0.001, "\(south)")
        }
    }

    private static func area(_ south: Double) -> Double {
        let width = { (latitude: Double) -> Double in
            let east = EqualEarth.point(latitude: latitude, longitude: 11).x
            return east - EqualEarth.point(latitude: latitude, longitude: 10).x
        }
        let low = EqualEarth.point(latitude: south, longitude: 10).y
        let high = EqualEarth.point(latitude: south + 1, longitude: 10).y
        return (width(south) + width(south + 1)) / 2 * (low - high)
    }

    private static func areaOnGlobe(_ south: Double) -> Double {
        sin((south + 1) * Double.pi / 180) - sin(south * Double.pi / 180)
    }

    @Test func `cells that are too many are put together, and nobody is lost`() {
        var cells: [MapPlot.Cell] = []
        for index in Int32(0)..<9_000 {
            cells.append(
                MapPlot.Cell(
                    south: index / 120 - 40, west: index % 120 - 60, size: 1, incidents: Sum(exactly: 1),
                    toll: Sum(exactly: Int64(index % 7))))
        }
        let plot = MapPlot(cells)
        #expect(plot.cells.count < cells.count)
        #expect(Self.toll(plot.cells) == Self.toll(cells))
        for cell in plot.cells {
            #expect(cell.size == plot.size)
            #expect(cell.south % plot.size == 0 && cell.west % plot.size == 0)
        }
        // Those on either side of nought are no neighbours of one cell.
        let west = plot.cells.filter { $0.west < 0 }
        #expect(west.allSatisfy { cell in cell.west + cell.size <= 0 })
    }

    private static func toll(_ cells: [MapPlot.Cell]) -> Sum {
        cells.reduce(into: Sum.zero) { $0 += $1.toll }
    }

    @Test func `a cell is named by the degrees between which it lies`() {
        let name = { (south: Int32, west: Int32) in
            MapPlot.Cell(south: south, west: west, size: 1, incidents: .zero, toll: .zero).name
        }
        #expect(name(35, 12) == "35–36° N, 12–13° E")
        #expect(name(-36, -13) == "35–36° S, 12–13° W")
        #expect(name(0, -1) == "0–1° N, 0–1° W")
    }

    @Test func `a scale is read by round numbers`() {
        #expect(PlotScale.ticks(0...8_606, atMost: 5) == [0, 2_000, 4_000, 6_000, 8_000])
        #expect(PlotScale.range(to: 8_606) == 0...10_000)
        #expect(PlotScale.range(to: 0) == 0...1)
        // Nobody is half a person.
        #expect(PlotScale.ticks(0...2, atMost: 5) == [0, 1, 2])
        let scale = PlotScale(10...20, from: 100, to: 0)
        #expect(scale.place(10) == 100 && scale.place(15) == 50 && scale.place(20) == 0)
    }

    @Test func `names of fields become words`() {
        #expect(FieldWords.of("dead_and_missing") == "Dead and missing")
        #expect(FieldWords.of("place.point") == "Place: point")
        #expect(FieldWords.of("sourceQuality") == "Source quality")
        #expect(FieldWords.of("sources[0].publisher") == "Sources 1: publisher")
    }

    @Test func `addresses in a text can be followed, and nothing else of it`() {
        #expect(
            FieldWords.linked("see https://example.org/a?b=1&c=2, \"x\" javascript:alert(1)").source
                == "see <a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">https://example.org/a?b=1&amp;c=2</a>, "
                + "&quot;x&quot; javascript:alert(1)")
    }
}
