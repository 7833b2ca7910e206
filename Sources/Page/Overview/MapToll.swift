import Folding
import Forms

/// The answer of the view `grid-year`, added up over all years, as the overview shows it: a map, and its table.
struct MapToll {
    private let plot: MapPlot
    /// What lies in no cell.
    private let elsewhere: Answer.Row?
    private let answer: Answer
    private static let mostRows = 25

    /// - Parameter answer: by south and west alone.
    init(_ answer: Answer) {
        var cells: [MapPlot.Cell] = []
        var elsewhere: Answer.Row?
        for row in answer.rows {
            guard let south = Int32(row.key[0]), let west = Int32(row.key[1]) else {
                elsewhere = row
                continue
            }
            cells.append(
                MapPlot.Cell(
                    south: south, west: west, size: 1, incidents: answer.sum(of: "incidents", over: [row]),
                    toll: answer.sum(of: "dead_and_missing", over: [row])))
        }
        plot = MapPlot(cells)
        self.elsewhere = elsewhere
        self.answer = answer
    }

    var hasCells: Bool { !plot.cells.isEmpty }

    func markup(world: String) -> Markup {
        plot.markup("Where on earth people died or are missing", world: world)
    }

    /// How the map is to be read, in sentences.
    var reading: String {
        let size = FigureText.count(plot.size, "degree")
        return
            "The area of a disc is the number of dead and missing. Incidents are gathered in cells of \(size), which is "
            + "no finer than sources know where they were. Equal areas are equal (projection Equal Earth)."
    }

    /// What is not on the map; nil: nothing.
    var missing: String? {
        guard let elsewhere else { return nil }
        let toll = answer.sum(of: "dead_and_missing", over: [elsewhere])
        let incidents = answer.sum(of: "incidents", over: [elsewhere])
        return "Not on the map, since no source says as precisely where: \(FigureText.of(toll)) dead and missing, "
            + "\(FigureText.of(incidents)) \(incidents.low == 1 && incidents.high == 1 ? "incident" : "incidents")."
    }

    /// The cells with the highest tolls.
    ///
    /// - Parameter address: of the records of a cell; nil: who reads may not see them.
    func table(_ address: (_ latitude: Double, _ longitude: Double, _ kilometres: Int32) -> String?) -> Markup {
        let shown = plot.cells.prefix(Self.mostRows)
        let caption =
            shown.count < plot.cells.count
            ? "The \(shown.count) of \(plot.cells.count) cells with the highest tolls" : "All cells"
        return PageTable(
            caption,
            [.init("Cell"), .init("Incidents", isNumber: true), .init("Dead and missing", isNumber: true)],
            shown.map { cell in
                // Half of a cell's diagonal at the equator, in whole kilometres.
                let address = address(cell.middle.latitude, cell.middle.longitude, 79 * cell.size)
                return [
                    .init(cell.name, to: address), .init(FigureText.of(cell.incidents)),
                    .init(FigureText.of(cell.toll)),
                ]
            }
        ).markup
    }
}
