import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

@Suite struct FiguresFileTests {
    private func guide() throws -> [String: PublishedFigure] {
        let bytes = Array(try Data(contentsOf: RealExports.data.appending(path: "guide/figures.json")))
        let figures = try FiguresFile(bytes, publisher: "The Commission", citation: "E/CN.15/2020").figures
        return Dictionary(uniqueKeysWithValues: figures.map { ($0.record.id, $0.state) })
    }

    private func code(_ json: String) -> ImportError.Code? {
        do {
            _ = try FiguresFile(Array(json.utf8))
            return nil
        } catch {
            return error.code
        }
    }

    private let figure =
        #""id": "X1", "measure": "arrests", "unit": "persons", "publisher": "INTERPOL", "citation": "a release""#

    @Test(.withRealExports) func `the 43 figures of the guide are read, and each can be recorded`() throws {
        let figures = try guide()
        #expect(figures.count == 43)
        for (id, state) in figures {
            let event = Event(
                type: .recorded, record: RecordID(kind: .publishedFigure, id: id), knownAt: day("2020-05-01"),
                actor: "importer", importID: "x", state: .publishedFigure(state))
            #expect(throws: Never.self, "\(id)") { try event.validated(today: nil) }
        }
    }

    @Test(.withRealExports)
    func `figures of the Missing Migrants Project are answered by deaths, in their region and year`() throws {
        let figures = try guide()
        let americas = try #require(figures["S22"])
        #expect(americas.measureCode == "dead-and-missing")
        #expect(americas.region == Region(scheme: "mmp-2014", code: "Americas"))
        #expect(americas.period == Period.year(2019))
        #expect(americas.dataset == "missing-migrants-web-id")
        #expect(americas.count == .exactly(810, unit: "persons"))
        #expect(figures["S21"]?.region == Region(scheme: "mmp-2014", code: "Mediterranean"))
        let world = try #require(figures["S17"])
        #expect(world.region == nil)
        #expect(world.geography == "")
        let toDate = try #require(figures["S23"]?.period)
        #expect(toDate.firstDay == day("2020-01-01"))
        #expect(toDate.lastDay == day("2020-02-17"))
        #expect(toDate.year == 2020)
    }

    @Test(.withRealExports) func `figures of operations name the operation and its measure`() throws {
        let figures = try guide()
        let expected = [
            "S25": "countries", "S26": "", "S27": "checks", "S28": "arrests", "S29": "migrants-identified",
            "S30": "nationalities",
        ]
        for (id, measure) in expected {
            #expect(figures[id]?.operation == "turquesa")
            #expect(figures[id]?.measureCode == measure, "\(id)")
        }
        #expect(figures["S35"]?.operation == "andes")
        #expect(figures["S35"]?.measureCode == "arrests")
        #expect(figures["S36"]?.measureCode == "countries")
        let unanswered = figures.filter { $0.value.measureCode.isEmpty }.count
        #expect(unanswered == 43 - 7 - 5 - 2)
    }

    @Test(.withRealExports) func `qualifiers are read, and what they say beyond is noted`() throws {
        let figures = try guide()
        #expect(figures["S29"]?.count.text == "more than 700")
        #expect(figures["S27"]?.count.text == "nearly 1,000,000")
        #expect(figures["S16"]?.count.qualifier == .upTo)
        #expect(figures["S16"]?.notes.note.contains("up to (estimated)") == true)
        #expect(figures["S10"]?.count == Count(low: 60, high: 47000, qualifier: .between, unit: "USD/person"))
        #expect(figures["S08"]?.count.qualifier == .approximately)
        #expect(figures["S01"]?.asAtText == "2020-02")
        #expect(figures["S01"]?.paragraph == "4")
        #expect(figures["S33"]?.period?.lastDay == day("2019-12-31"))
    }

    @Test func `a file may say once who printed its figures`() throws {
        let own = #""id": "X1", "measure": "arrests", "unit": "persons", "value": 53"#
        let once = #""publisher": "INTERPOL", "citation": "a release", "published_on": "2019-11-12""#
        let file = try FiguresFile(Array("{\(once), \"figures\": [{\(own)}]}".utf8))
        #expect(file.figures.first?.state.publisher == "INTERPOL")
        #expect(file.figures.first?.state.citation == "a release")
        #expect(file.figures.first?.state.publishedOn == day("2019-11-12"))
    }

    @Test func `figures without a publisher or a citation are refused, and nobody's name is put in`() throws {
        let own = #""id": "X1", "measure": "dead", "unit": "persons", "value": 53"#
        for stated in [#""publisher": "IOM""#, #""citation": "a report""#, #""publisher": " ", "citation": "x""#] {
            let error = #expect(throws: ImportError.self) { try FiguresFile(Array("[{\(own), \(stated)}]".utf8)) }
            #expect(error?.code == .missingFigureField && error?.description.contains("Figure X1 does not say") == true)
        }
        let stated = try FiguresFile(
            Array("[{\(own), \"publisher\": \"IOM\"}]".utf8), publisher: "another", citation: "given")
        #expect(stated.figures.first?.state.publisher == "IOM" && stated.figures.first?.state.citation == "given")
    }

    @Test func `a figure says itself what answers it, and then its words are not read`() throws {
        let own = #""unit": "persons", "value": 3289, "publisher": "IOM", "citation": "x", "subject": "MMP deaths""#
        func read(_ fields: String) throws -> PublishedFigure? {
            try FiguresFile(Array("[{\"id\": \"X\", \(own), \(fields)}]".utf8)).figures.first?.state
        }
        let sea = try read(#""measure": "dead-and-missing", "region": "mmp-2014:mediterranean sea", "period": "2014""#)
        #expect(sea?.measureCode == "dead-and-missing" && sea?.dataset == "")
        #expect(sea?.region == Region(scheme: "mmp-2014", code: "Mediterranean"))
        let group = try read(#""measure": "deaths", "measure_code": "dead", "region": "mmp-2014:Americas""#)
        #expect(group?.measureCode == "dead" && group?.region?.code == "Americas")
        let operation = try read(#""measure": "arrests", "operation": "turquesa-v", "dataset": "d""#)
        #expect(
            operation?.measureCode == "arrests" && operation?.operation == "turquesa-v" && operation?.dataset == "d")
        // Deaths of something that the ledger does not know are not answered by all that it holds.
        let other =
            #"[{"id": "X", "unit": "persons", "value": 1, "publisher": "A", "citation": "B", "measure": "dead"}]"#
        #expect(try FiguresFile(Array(other.utf8)).figures.first?.state.measureCode == "")
        #expect(code(#"[{"id": "X", "measure": "dead", \#(own), "region": "mmp-2014:Atlantis"}]"#) == .badFigureField)
    }

    @Test func `a missing unit is refused with the figure's id`() {
        let error = #expect(throws: ImportError.self) {
            try FiguresFile(
                Array(#"[{"id": "S99", "measure": "arrests", "value": 3}]"#.utf8), publisher: "A", citation: "B")
        }
        #expect(error?.code == .missingFigureField)
        #expect(error?.description.contains("S99") == true)
        #expect(error?.description.contains("\"unit\"") == true)
    }

    @Test func `what is not the form is refused`() {
        #expect(code("") == .emptyFile)
        #expect(code("not json") == .notFigures)
        #expect(code("[]") == .notFigures)
        #expect(code("[1]") == .notFigures)
        #expect(code(#"{"a": 1}"#) == .notFigures)
        #expect(code("[{\(figure), \"value\": 3, \"colour\": \"red\"}]") == .unknownFigureField)
        #expect(code("[{\(figure)}]") == .missingFigureField)
        #expect(code("[{\(figure), \"low\": 3}]") == .missingFigureField)
        #expect(code(#"[{"measure": "a", "unit": "b", "value": 1}]"#) == .missingFigureField)
        #expect(code("[{\(figure), \"value\": 3.5}]") == .badFigureField)
        #expect(code("[{\(figure), \"value\": true}]") == .badFigureField)
        #expect(code("[{\(figure), \"value\": \"3\"}]") == .badFigureField)
        #expect(code("[{\(figure), \"value\": 3, \"low\": 1, \"high\": 2}]") == .badFigureField)
        #expect(code("[{\(figure), \"low\": 3, \"high\": 1}]") == .badFigureField)
        #expect(code("[{\(figure), \"value\": 3, \"qualifier\": \"roughly\"}]") == .badFigureField)
        #expect(code("[{\(figure), \"value\": 3, \"qualifier\": \"between\"}]") == .badFigureField)
        #expect(code("[{\(figure), \"value\": 3}, {\(figure), \"value\": 4}]") == .repeatedFigure)
        #expect(code("[{\(figure), \"value\": 3}]") == nil)
    }
}
