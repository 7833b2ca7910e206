import Foundation
import LedgerTesting
import Testing

/// Every field that records have can be written by a flag, and changed by it.
struct EveryFieldTests {
    /// A flag, what a record is given first, and what a correction makes of it.
    private struct Values {
        var first: [String]
        var second: [String]

        init(_ first: String..., to second: String) {
            (self.first, self.second) = (first, [second])
        }
    }

    private static let when: [String: Values] = [
        "date": Values("2019-12-30..2020-01-02", to: "2019-12-30..2020-01-03"),
        "date-basis": Values("reported", to: "occurred"), "counted-in": Values("2020-01", to: "2020"),
    ]
    private static let place: [String: Values] = [
        "place": Values("Off Zuwara", to: "Off Sfax"), "point": Values("-35.5, -60.5", to: "35.5,12.6"),
        "point-precision": Values("exact", to: "centroid"), "point-text": Values("35 S, 60 W", to: "35.5 N"),
        "region": Values("m49:005", to: "=mmp-2014:South America"),
    ]
    private static let notes: [String: Values] = [
        "source": Values("IOM", "UNHCR", to: "-UNHCR"), "url": Values("https://iom.int", to: ""),
        "source-as-at": Values("2020-01-05", to: ""), "source-quality": Values("4", to: ""),
        "quality": Values("3", to: "2"), "external-id": Values("own:1", to: "+other:2"),
        "note": Values("seen twice", to: "seen once"),
    ]
    private static let incident: [String: Values] = [
        "incident-kind": Values("interception", to: "other"), "country": Values("LY", to: "TN"),
        "route": Values("Central Mediterranean", to: "="), "mode": Values("sea", to: "land"),
        "from": Values("SY", to: "+AF"), "via": Values("TR", to: "-TR"), "to": Values("GR", to: "=IT"),
        "people": Values("3..4:male:adult:SY", "2:child", to: "+EG"),
        "fee": Values("500..900:EUR:person", to: "1000:USD"), "document": Values("forged", to: "+altered"),
        "conduct": Values("6.1.a", to: "+6.1.c"), "aggravation": Values("6.3.a", to: "="),
        "benefit": Values("alleged", to: "proven"),
        "exemption": Values(
            "humanitarian@exemption-clause:pending:claimed by a volunteer", to: "+humanitarian:rejected"),
        "crime": Values("robbery", to: "=fraud"), "perpetrator": Values("gangs", to: "+traffickers"),
        "corruption": Values("border", to: "=consular"), "operation": Values("andes", to: "="),
    ]
    private static let deaths: [String: Values] = [
        "country": Values("LY", to: "TN"), "dead": Values("3..4", to: "3"), "missing": Values("1..2", to: "0"),
        "survivors": Values("5..6", to: "7"), "females": Values("0..1", to: "1"), "males": Values("1..2", to: "2"),
        "children": Values("0..1", to: "0"), "total": Values("5..6", to: "9"),
        "cause": Values("Drowning", to: "Hypothermia"), "cause-class": Values("drowning", to: "harsh-conditions"),
        "route": Values("Central Mediterranean", to: "="),
        "origin-region": Values("Western Asia", to: "Horn of Africa"),
        "origin": Values("Syria", to: "Eritrea"), "from": Values("SY", to: "=ER"),
        "incident": Values("boat", to: "ship"),
    ]
    private static let arrests: [String: Values] = [
        "country": Values("LY", to: "TN"), "count": Values("8..9", to: "8"), "role": Values("guide", to: "recruiter"),
        "people": Values("3..4:male:adult:EG", "2:TN", to: "-TN"), "stage": Values("arrested", to: "charged"),
        "profile": Values("loose-group", to: "+formerly-smuggled"),
        "conduct": Values("6.1.a", to: "+6.1.c"), "aggravation": Values("6.3.a", to: "="),
        "jurisdiction": Values("IT", to: "MT"), "incident": Values("boat", to: "="),
        "operation": Values("andes", to: "="),
        "phase": Values("action", to: "follow-up"),
    ]
    private static let operation: [String: Values] = [
        "name": Values("Andes", to: "Andes II"), "place-country": Values("CO", to: "PE"),
        "lead": Values("INTERPOL", to: "+UNODC"), "purpose": Values("Borders", to: "Routes"),
        "country": Values("CO", to: "+PE"), "countries": Values("20..21", to: "22"),
        "phase-period": Values("action:2018-11-27..2018-11-30:checks", to: "+follow-up"),
        "result": Values("INTERPOL/assets@action=10..12 USD", "UN/arrests=4", to: "-UN/arrests"),
        "result-url": Values("https://interpol.int", to: ""), "result-as-at": Values("2019-01-01", to: ""),
        "result-note": Values("of 30", to: ""),
    ]
    private static let figure: [String: Values] = [
        "publisher": Values("UNODC", to: "IOM"), "subject": Values("Deaths", to: "Deaths worldwide"),
        "measure": Values("deaths", to: "dead"), "measure-code": Values("dead", to: "dead-and-missing"),
        "count": Values("80..90", to: "85"), "unit": Values("persons", to: "people"),
        "geography": Values("Americas", to: "The Americas"),
        "region": Values("mmp-2014:Americas", to: "mmp-2014:Caribbean"),
        "date-text": Values("that year", to: "="), "as-at": Values("2020-01-16", to: "2020-01-17"),
        "as-at-text": Values("in January", to: "="), "published-on": Values("2020-02-17", to: "2020-02-18"),
        "citation": Values("E/CN.15", to: "E/CN.16"), "paragraph": Values("23", to: "24"),
        "operation": Values("andes", to: "="), "dataset": Values("missing-migrants", to: "="),
    ]
    private static let dataset: [String: Values] = [
        "publisher": Values("Coast guard", to: "Coast guards"), "title": Values("Boats", to: "Ships"),
        "prefix": Values("boat-", to: "ship-"), "identifier-scheme": Values("boats", to: "ships"),
        "region-scheme": Values("mmp-2014", to: "m49"), "succeeds": Values("old", to: "="),
        "beside": Values("other", to: "+third"),
    ]

    private static let courtCase: [String: Values] = [
        "title": Values("Case of the boat", to: "Case of the lorry"), "jurisdiction": Values("IT", to: "MT"),
        "from": Values("SY", to: "+AF"), "via": Values("TR", to: "-TR"), "to": Values("GR", to: "=IT"),
        "country": Values("MT", to: "+TN"), "mode": Values("sea", to: "land"), "conduct": Values("6.1.a", to: "+6.1.c"),
        "aggravation": Values("6.3.a", to: "="), "organized-group": Values("alleged", to: "proven"),
        "transnational": Values("proven", to: "not-proven"), "benefit": Values("alleged", to: "proven"),
        "outcome": Values("pending", to: "convicted"), "migrants": Values("60..64", to: "64"),
        "migrant": Values("3..4:male:adult:SY", to: "+EG"), "defendants": Values("3..4", to: "3"),
        "defendant": Values("1..2:male:adult:EG@transporter", to: "+1:TN@organizer"),
        "incident": Values("boat", to: "+ship"), "operation": Values("andes", to: "="),
        "arrests": Values("crew", to: "-crew"),
    ]
    private static let proceeding: [String: Values] = [
        "case": Values("boat", to: "ship"), "jurisdiction": Values("IT", to: "MT"),
        "stage": Values("appeal", to: "retrial"),
        "court": Values("Court of appeal", to: "Court of cassation"), "appeal-from": Values("first", to: "="),
        "status": Values("appealed", to: "final"), "defendants": Values("3..4", to: "4"),
        "convicted": Values("1..2", to: "2"), "acquitted": Values("0..1", to: "1"),
        "charge": Values(
            "provision=tui-12, text=art. 12, conduct=6.1.a, verdict=convicted, imprisonment=48..60, fine=10..20:EUR, "
                + "confiscation=1..2:EUR, confiscated=the boat", to: "+conduct=6.2.c, verdict=acquitted"),
    ]
    private static let law: [String: Values] = [
        "title": Values("Testo unico", to: "Testo unico II"), "other-title": Values("Act", to: "+Code"),
        "number": Values("286/1998", to: "287/1998"), "jurisdiction": Values("IT", to: "MT"),
        "in-force-from": Values("1998-09-02", to: "1998-09-03"), "in-force-to": Values("2030-01-01", to: "="),
        "amends": Values("old", to: "+older"), "repeals": Values("oldest", to: "="),
        "text-digest": Values(String(repeating: "ab", count: 32), to: "="),
    ]
    private static let provision: [String: Values] = [
        "law": Values("tui", to: "code"), "number": Values("art. 12", to: "art. 13"),
        "title": Values("Aid", to: "Aiding"),
        "jurisdiction": Values("IT", to: "MT"), "in-force-from": Values("1998-09-02", to: "1998-09-03"),
        "in-force-to": Values("2030-01-01", to: "="), "implements": Values("6.1.a:UNODC", to: "+6.1.c:UNODC"),
        "imprisonment": Values("24..72", to: "24..60"), "fine": Values("10..20:EUR", to: "="),
        "benefit": Values("absent", to: "aggravating"), "benefit-omitted": Values("49.a", to: "49.b"),
        "exemption": Values("humanitarian:discretion", to: "+family"),
        "text-digest": Values(String(repeating: "ab", count: 32), to: "="),
    ]
    private static let indicator: [String: Values] = [
        "publisher": Values("IOM", to: "UNODC"), "measure": Values("victims", to: "victims assisted"),
        "population": Values("Victims", to: "Victims assisted"), "value": Values("80..90", to: "85"),
        "unit": Values("persons", to: "percent"), "geography": Values("Americas", to: "The Americas"),
        "region": Values("mmp-2014:Americas", to: "mmp-2014:Caribbean"), "method": Values("survey", to: "model"),
        "as-at": Values("2020-01-16", to: "2020-01-17"), "citation": Values("E/CN.15", to: "E/CN.16"),
    ]
    private static let activity: [String: Values] = [
        "type": Values("training", to: "campaign"), "title": Values("Border guards", to: "Guards"),
        "place-country": Values("CO", to: "PE"), "by": Values("UNODC", to: "+IOM"), "for": Values("Police", to: "="),
        "country": Values("CO", to: "+PE"), "persons": Values("20..24", to: "24"), "quantity": Values("2..3", to: "3"),
        "unit": Values("trainings", to: "courses"), "status": Values("planned", to: "completed"),
        "outcome": Values("A manual", to: "Two manuals"), "incident": Values("boat", to: "="),
        "operation": Values("andes", to: "="), "case": Values("boat", to: "="),
    ]

    private static let kinds: [(kind: String, flags: [String: Values])] = [
        ("incident", merged(when, place, notes, incident)), ("deaths", merged(when, place, notes, deaths)),
        ("arrests", merged(when, place, notes, arrests)), ("operation", merged(when, place, notes, operation)),
        ("published-figure", merged(when, notes, figure)), ("dataset", merged(notes, dataset)),
        ("case", merged(when, notes, courtCase)), ("proceeding", merged(when, notes, proceeding)),
        ("law", merged(when, notes, law)), ("provision", merged(notes, provision)),
        ("indicator", merged(when, notes, indicator)), ("activity", merged(when, place, notes, activity)),
    ]

    private static func merged(_ parts: [String: Values]...) -> [String: Values] {
        parts.reduce(into: [:]) { $0.merge($1) { $1 } }
    }

    /// What only imports and the ledger write, and the units of counts whose field says what is counted.
    private static func isWrittenByFlags(_ path: String) -> Bool {
        let parts = path.split(separator: ".")
        if parts[0] == "flags" || parts[0] == "rawCells" { return false }
        return parts.last != "unit"
            || ["count.unit", "results.count.unit", "value.unit", "quantity.unit"].contains(path)
    }

    @Test(arguments: kinds.map(\.kind)) func `every field of a kind is written by a flag`(_ kind: String) async throws {
        let ledger = try await TestLedger.make()
        let flags = try #require(Self.kinds.first { $0.kind == kind }?.flags)
        #expect(try await Self.flags(of: kind) == Set(flags.keys))
        try await ledger.succeed(["record", kind, "--id", "one"] + Self.words(flags, \.first))
        let written = Self.leaves(try await Self.state(of: kind, in: ledger))
        let all = Set(try await Self.fields(of: kind, ledger)).filter(Self.isWrittenByFlags)
        #expect(all.count > 8)
        // Arrests and incidents have counts of persons alone.
        let missing = all.subtracting(written).filter { kind == "published-figure" || $0 != "count.unit" }
        #expect(missing.isEmpty, "no flag writes \(missing.sorted())")
    }

    @Test(arguments: kinds.map(\.kind)) func `every flag of a kind changes its field`(_ kind: String) async throws {
        let ledger = try await TestLedger.make()
        let flags = try #require(Self.kinds.first { $0.kind == kind }?.flags)
        try await ledger.succeed(["record", kind, "--id", "one"] + Self.words(flags, \.first))
        for (flag, values) in flags.sorted(by: { $0.key < $1.key }) where values.second != [""] {
            let text = try await ledger.succeed(
                ["correct", kind, "one", "--\(flag)", values.second[0], "--reason", "A second report"])
            #expect(text.contains(" → "), "\(flag): \(text)")
        }
        guard kind != "dataset" else { return }
        // What is said in turn is said of the source that is named.
        try await ledger.succeed([
            "correct", kind, "one", "--source", "+BBC", "--url", "https://bbc.com", "--source-as-at", "2020-02-03",
            "--source-quality", "1", "--reason", "A third report",
        ])
        let sources = try #require(try await Self.state(of: kind, in: ledger)["sources"] as? [[String: Any]])
        #expect(sources.last?["locator"] as? String == "https://bbc.com", "\(sources)")
        #expect(sources.last?["quality"] as? Int == 1 && sources.last?["asAt"] as? String == "2020-02-03")
    }

    private static func words(_ flags: [String: Values], _ values: KeyPath<Values, [String]>) -> [String] {
        flags.sorted { $0.key < $1.key }.flatMap { flag in
            flag.value[keyPath: values].flatMap { ["--\(flag.key)", $0] }
        }
    }

    /// The flags that the help of a kind has among its fields.
    private static func flags(of kind: String) async throws -> Set<String> {
        let help = try await Program.ledger.run(["record", kind, "--help"]).output
        let fields = try #require(help.split(separator: "FIELDS:\n").last?.split(separator: "\n\n").first)
        return Set(
            fields.split(separator: "\n").filter { $0.hasPrefix("  --") }
                .map { String($0.dropFirst(4).prefix { $0 != " " }) })
    }

    private static func state(of kind: String, in ledger: TestLedger) async throws -> [String: Any] {
        let json = try await ledger.succeed(["show", kind, "one", "--format", "json"])
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        return try #require(object?["state"] as? [String: Any])
    }

    private static func leaves(_ value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]:
            return object.reduce(into: []) { paths, member in
                let below = leaves(member.value)
                paths.formUnion(below.isEmpty ? [member.key] : Set(below.map { "\(member.key).\($0)" }))
            }
        case let list as [Any]: return list.reduce(into: []) { $0.formUnion(leaves($1)) }
        default: return []
        }
    }

    /// The paths of all fields that the JSON of a kind can have.
    private static func fields(of kind: String, _ ledger: TestLedger) async throws -> [String] {
        var root = JSONField(name: "", isList: false)
        for _ in 0..<4 {
            for isList in [false, true] {
                let run = try await ledger.run(["record", kind, "--json", "-"], input: root.probe(asList: isList))
                for line in run.errors.split(separator: "\n") { root.learn(line, asList: isList) }
            }
        }
        return root.leaves
    }
}

/// A field of a record's JSON: what the program says of a field that it does not have lists those that it has.
private struct JSONField {
    var name: String
    var isList: Bool
    var parts: [JSONField] = []

    private static let unknown = "!!!!!!!!!!!!!!!!"

    var leaves: [String] {
        parts.flatMap { part in part.parts.isEmpty ? [part.name] : part.leaves.map { "\(part.name).\($0)" } }
    }

    /// The record with an unknown field in the place of every value of which it is not known what parts it has.
    func probe(asList: Bool) -> String {
        let object =
            parts.isEmpty
            ? "\"\(Self.unknown)\": 1"
            : parts.map { part in
                "\"\(part.name)\": \(part.probe(asList: asList))"
            }.joined(separator: ", ")
        return (parts.isEmpty ? asList && !name.isEmpty : isList) ? "[{\(object)}]" : "{\(object)}"
    }

    mutating func learn(_ line: Substring, asList: Bool) {
        let said = line.split(separator: "\", which is not a field; allowed: ")
        guard said.count == 2, let path = said[0].split(separator: ": ").dropFirst().first else { return }
        let names = path.replacing("[0]", with: "").split(separator: ".").dropLast().map(String.init)
        add(said[1].split(separator: ", ").map(String.init), at: names[...], asList: asList)
    }

    private mutating func add(_ names: [String], at path: ArraySlice<String>, asList: Bool) {
        if let first = path.first {
            guard let index = parts.firstIndex(where: { $0.name == first }) else { return }
            return parts[index].add(names, at: path.dropFirst(), asList: asList)
        }
        guard parts.isEmpty else { return }
        isList = asList && !name.isEmpty
        parts = names.map { JSONField(name: $0, isList: false) }
    }
}
