import Forms
import Incidents
import Ledger
import Testing

/// Several records in JSON, wherever they come from.
@Suite struct RecordsInJSONTests {
    private let said = Statement(actor: "desk", idempotencyKey: "a key")

    @Test func `a record has the identifier of the one that it names`() throws {
        var faults = Faults()
        let records = list(
            """
            [{ "kind": "arrests", "state": { "incident": "@boat", "count": 2 } },
             { "kind": "incident", "name": "boat", "state": { "kind": "interception", "occurred": "2020-02-03" } }]
            """, &faults)
        try faults.check()
        try #require(records.count == 2)
        guard case .arrests(let arrests) = records[0].state else {
            Issue.record("\(records[0])")
            return
        }
        #expect(arrests.incident == records[1].record.id)
        #expect(arrests.occurred == Period.day(try Day("2020-02-03")), "of its incident, since it states none")
        #expect(records.map(\.record.id) == (0...1).map { Ledger.newIdentifier(key: "a key", number: $0) })
    }

    @Test func `what is wrong is told in the words of whoever took the list`() {
        let cases: [(json: String, sentence: String)] = [
            ("[", "the body: it is not JSON"), ("{}", "the body: a list of records is expected"),
            (
                """
                [{ "kind": "deaths", "state": { "incident": "@boot", "dead": 1 } },
                 { "kind": "incident", "name": "boat", "state": { "occurred": "2020-02-03" } }]
                """, "record 1 (deaths): incident: no incident of the request has the name \"boot\". Did you mean boat?"
            ),
            (
                """
                [{ "kind": "incident", "name": "boat", "state": { "occurred": "2020-02-03" } },
                 { "kind": "incident", "name": "boat", "state": { "occurred": "2020-02-04" } }]
                """, "record 2 (incident): another incident of the request has the name \"boat\"."
            ),
        ]
        for (json, sentence) in cases {
            var faults = Faults()
            _ = list(json, &faults)
            #expect(faults.text.contains(sentence), "\(faults.text)")
            #expect(!faults.text.contains("--") && !faults.text.contains("file"), "\(faults.text)")
        }
    }

    @Test func `a part of the statement is called as whoever took the list calls it`() {
        var faults = Faults()
        let list = RecordsInJSON(
            Array(#"[{ "kind": "arrests", "state": { "count": 2, "occurred": "2020-02-03" } }]"#.utf8),
            from: .init(name: "the body", noun: "request") { field in
                field == "actor" ? (owner: "actor", name: "the token") : nil
            }, &faults)
        _ = list.records(Statement(actor: ""), &faults)
        #expect(faults.text.hasPrefix("record 1 (arrests): the token: "), "\(faults.text)")
    }

    private func list(_ json: String, _ faults: inout Faults) -> [NewRecord] {
        RecordsInJSON(Array(json.utf8), from: .init(name: "the body", noun: "request") { _ in nil }, &faults)
            .records(said, &faults)
    }
}
