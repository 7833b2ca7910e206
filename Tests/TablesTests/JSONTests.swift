import Foundation
import LedgerTesting
import Testing

@testable import Tables

@Suite struct JSONTests {
    @Test func `a list of objects is a table, of the columns that any of them has`() throws {
        let read = try ReadTable(
            """
            [ {"id": "A1", "dead": 3, "ok": true, "note": null},
              {"lat": 36.50, "dead": -0.5e1, "id": "q\\u00e9\\ud83d\\udea2\\n\\"", "ok": false} ]
            """)
        #expect(
            read.cells == [
                ["id", "dead", "ok", "note", "lat"], ["A1", "3", "TRUE", "", ""],
                ["qé🚢\n\"", "-5", "FALSE", "", "36.5"],
            ])
        #expect(read.types[1] == [.text, .number, .boolean, .text, .number])
        #expect(read.lines == [1, 2])
    }

    @Test func `JSON lines are a table, and what is itself a list stays as it stands`() throws {
        let read = try ReadTable("{\"a\": 1, \"b\": [1, {\"c\": \"x, y\"}]}\n\n{\"a\": 2}\r\n{\"b\":{}}\n")
        #expect(read.cells == [["a", "b"], ["1", "[1,{\"c\":\"x, y\"}]"], ["2", ""], ["", "{}"]])
        #expect(read.lines == [1, 3, 4])
        #expect(read.file.description.container == "JSON")
    }

    @Test func `UTF-16 and a mark are read`() throws {
        #expect(try ReadTable("\u{FEFF}[{\"a\":\"é\"}]").rows == [["é"]])
        let wide = "\u{FEFF}{\"a\":\"é\"}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try ReadTable(wide).rows == [["é"]])
    }

    @Test(arguments: [
        ("[{\"a\":1}", "never closed", "line 1, column 9"),
        ("[{\"a\":1},]", "an object, {…}, is expected", "column 10"),
        ("[[1,2]]", "an object, {…}, is expected as row 1", "column 2"), ("{\"a\":1} x", "an object", "column 9"),
        ("[{\"a\":1}]\n{}", "more after the end", "line 2, column 1"), ("{\"a\":01}", "none of JSON", "column 8"),
        ("{\"a\":1,\"a\":2}", "has \"a\" twice", "column 11"),
        ("{\"a\":\"x\ny\"}", "not closed on its line", "column 8"),
        ("{\"a\":\"x", "not closed: the file was cut", "column 8"),
        ("{\"a\":\"\\x\"}", "\\x means nothing", "column 9"),
        ("{\"a\":\"\\ud800\"}", "is expected", "column 13"), ("{\"a\":tru}", "true is expected", "column 9"),
        ("{\"a\" 1}", ": is expected here", "column 6"), ("{\"a\":1e}", "none of JSON", "column 8"),
        ("{\"a\":[1}", "closes what is not open", "column 8"), ("{\"a\":", "a value is missing", "column 6"),
        ("{", "is expected here", "column 2"), ("[", "never closed", "column 2"),
    ])
    func `what is no list of objects is refused with line and column`(text: String, words: String, place: String) {
        expectRefusal(refusal(text), .badJSON, words, place)
    }

    @Test func `nesting and values are bounded`() {
        expectRefusal(refusal("{\"a\":" + String(repeating: "[", count: 100_000)), .badJSON, "64 deep")
        expectRefusal(refusal("{\"a\":\"" + String(repeating: "x", count: 2 << 20) + "\"}"), .tooLarge, "1 MiB")
        let names = (0..<20_000).map { "\"\($0)\":1" }.joined(separator: ",")
        expectRefusal(refusal("{\(names)}"), .tooLarge, "16384 different names")
    }

    @Test func `an empty list has no header`() {
        expectRefusal(refusal("[]"), .emptyFile)
        expectRefusal(refusal("[{}]"), .emptyFile)
    }

    @Test(arguments: 1...40) func `what Foundation writes is read back`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let characters = Array("ab\"\\/\n\t\u{1}é🚢\u{2028}{}[],: ")
        let objects = (0..<12).map { row in
            (0..<4).reduce(into: ["key": "row \(row)"]) { object, column in
                let text = String((0..<Int.random(in: 0...8, using: &random)).map { _ in random.pick(characters) })
                if random.chance(80) { object["c\(column)"] = text }
            }
        }
        let options: JSONSerialization.WritingOptions = random.chance(50) ? [.prettyPrinted] : []
        let read = try ReadTable(Array(try JSONSerialization.data(withJSONObject: objects, options: options)))
        let back = read.rows.map { row in
            zip(read.header, row).filter { !$0.1.isEmpty }.reduce(into: [String: String]()) { $0[$1.0] = $1.1 }
        }
        #expect(back == objects.map { $0.filter { !$0.value.isEmpty } }, "seed \(seed)")
    }
}
