import Forms
import Testing

@Suite struct JSONTests {
    @Test func `text that stops being JSON is refused with line and column`() {
        let json = "{\n  // a comment with a \"quote\"\n  \"dead\": 4,\n  \"note\" \"x\"\n}"
        let error = #expect(throws: NotJSON.self) { try JSONValue(parsing: Array(json.utf8)) }
        #expect(error?.reason.contains("line 4, column 1") == true, "\(error?.reason ?? "")")
    }

    @Test func `comments and last commas go, what looks like them in a text stays`() throws {
        let json = #"{"a": "// no /* comment */ ,}", /* one, "two" **/ "b": [1, 2, /* x */ ], // end"# + "\n}"
        let value = try JSONValue(parsing: Array(json.utf8))
        #expect(value.text() == #"{"a":"// no /* comment */ ,}","b":[1,2]}"#)
        for wrong in ["[1,,]", "[,]", "{\"a\": 1,, }", "/* open", "{\"a\": \"open", "{a: 1}", "[0x1]"] {
            #expect(throws: NotJSON.self, "\(wrong)") { try JSONValue(parsing: Array(wrong.utf8)) }
        }
    }
}
