import Forms
import Foundation
import LedgerTesting
import Testing

@Suite struct JSONTests {
    @Test func `text that stops being JSON is refused with line and column`() {
        let json = "{\n  // a comment with a \"quote\"\n  \"dead\": 4,\n  \"note\" \"x\"\n}"
        let error = #expect(throws: NotJSON.self) { try JSONValue(parsing: Array(json.utf8)) }
        #expect(error?.reason.contains("line 4, column 10") == true, "\(error?.reason ?? "")")
    }

    @Test func `comments and last commas go, what looks like them in a text stays`() throws {
        let json = #"{"a": "// no /* comment */ ,}", /* one, "two" **/ "b": [1, 2, /* x */ ], // end"# + "\n}"
        let value = try JSONValue(parsing: Array(json.utf8))
        #expect(value.text() == #"{"a":"// no /* comment */ ,}","b":[1,2]}"#)
        for wrong in ["[1,,]", "[,]", "{\"a\": 1,, }", "/* open", "{\"a\": \"open", "{a: 1}", "[0x1]"] {
            #expect(throws: NotJSON.self, "\(wrong)") { try JSONValue(parsing: Array(wrong.utf8)) }
        }
    }

    @Test func `an object that states a name twice is refused, and the name is said`() {
        for json in [#"{"dead": 1, "dead": 100}"#, #"[{"x": {"dead": 1, "y": 2, "d\u0065ad": 100}}]"#] {
            let error = #expect(throws: NotJSON.self) { try JSONValue(parsing: Array(json.utf8)) }
            #expect(error?.reason.contains("\"dead\" is stated twice") == true, "\(error?.reason ?? "")")
        }
    }

    @Test func `long names and texts are read in time that grows with their length alone`() throws {
        let name = String(repeating: "n", count: 4_000_000)
        let start = ContinuousClock.now
        let value = try JSONValue(parsing: Array("{\"\(name)\": \"\(name)\"}".utf8))
        #expect(value[name] == .string(name))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `mutated text is read as another reader reads it, or refused`() throws {
        var random = SeededGenerator(for: "mutated text is read as another reader reads it")
        let text =
            #"{"a": [1, -2.5e3, true, null, "x\u00e9\ud83d\ude00\n"], "b": {"c": "\"", "d": []}, "e": "é😀", "f": 0}"#
        let bytes = Array(text.utf8)
        for _ in 0..<20_000 {
            var changed = bytes
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: changed.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: changed.remove(at: place)
                case 2: changed.insert(bytes.randomElement(using: &random) ?? 0, at: place)
                default: changed.swapAt(place, Int.random(in: changed.indices, using: &random))
                }
            }
            guard let value = try? JSONValue(parsing: changed) else { continue }
            // What it writes is the same to itself, and JSON to Foundation.
            #expect(try JSONValue(parsing: Array(value.text().utf8)) == value)
            #expect(throws: Never.self, "\(String(decoding: changed, as: UTF8.self))") {
                try JSONSerialization.jsonObject(with: Data(value.text().utf8), options: .fragmentsAllowed)
            }
        }
    }

    @Test func `what is not JSON is refused, and what is odd but JSON is read`() throws {
        let wrong = [
            "", " ", "01", "-", "1.", "1e", "+1", "1e999", "tru", "nulls", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
            "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "[1 2]", "{\"a\" 1}", "{\"a\":}", "[1]]", "{1: 2}",
            String(repeating: "[", count: 100_000),
        ]
        for text in wrong {
            #expect(throws: NotJSON.self, "\(text.prefix(20))") { try JSONValue(parsing: Array(text.utf8)) }
        }
        #expect(throws: NotJSON.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        let right: [(String, JSONValue)] = [
            ("0", .integer(0)), ("-0", .integer(0)), ("1.0", .integer(1)), ("1E2", .integer(100)),
            ("0.5", .number(0.5)), ("9223372036854775807", .integer(.max)), (" [ ] ", .array([])), ("{ }", .object([])),
            ("\"\\ud83d\\ude00\\u00e9\\/\"", .string("😀é/")),
            ("\u{FEFF}[true,false,null]", .array([.bool(true), .bool(false), .null])),
        ]
        for (text, value) in right { #expect(try JSONValue(parsing: Array(text.utf8)) == value, "\(text)") }
    }
}
