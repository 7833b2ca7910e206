import EventLog
import Finding
import Forms
import Foundation
import Incidents
import LedgerTesting
import Testing

/// What a question finds, and what it says of what it leaves out.
@Suite struct FindTests {
    @Test func `text is found without case, accents and vowel marks, in any script`() async throws {
        let fixture = try Fixture("text")
        try await fixture.say(deaths { $0.place = place("Off Málaga; boat 'São João'") }, of: "a")
        try await fixture.say(deaths { $0.cause = "غَرَق قرب الإسكندريّة" }, of: "b")
        try await fixture.say(deaths { $0.notes.note = "Тело найдено у посёлка Новый Свет" }, of: "c")
        for (text, id) in [
            ("malaga", "a"), ("SAO joao", "a"), ("\"boat sao\"", "a"), ("mal*", "a"), ("غرق", "b"), ("الاسكندرية", "b"),
            ("поселка", "c"), ("НОВЫЙ", "c"), ("новыи", "c"),
        ] {
            #expect(try fixture.find { $0.text = text } == [id], "\(text)")
        }
        #expect(try fixture.find { $0.text = "\"joao sao\"" } == [])
        #expect(try fixture.find { $0.text = "mal" } == [])
    }

    @Test func `no text that people type is a mistake of the index`() async throws {
        let fixture = try Fixture("odd text")
        try await fixture.say(deaths { $0.cause = "AND NOT (NEAR) a:b" }, of: "a")
        for text in [
            "AND", "NOT", "a AND NOT", "NEAR(a b)", "body:and", "\"", "\"and", "and\"", "(", "and)", "a*b", "*and",
            "^and",
            "a-b", "{a}", "a + b", "'; DROP TABLE record; --", "and\u{0}", "\\", "a\"\"b", "and**",
        ] {
            do {
                _ = try fixture.find { $0.text = text }
            } catch let error as FindError {
                #expect(error.code == .notUnderstood, "\(text): \(error)")
                #expect(!text.unicodeScalars.contains { $0.properties.isAlphabetic }, "\(text)")
            }
        }
        #expect(try fixture.find { $0.text = "and \"not near\"" } == ["a"])
        #expect(throws: FindError.self) { try fixture.find { $0.text = " -- " } }
    }

    @Test func `what lies near is found across the line of longitudes and around the poles, nearest first`()
        async throws
    {
        let fixture = try Fixture("near")
        let points: [(String, Double, Double)] = [
            ("fiji", -17.0, 179.9), ("tonga", -17.0, -179.8), ("pole", 89.5, 10), ("other side", 89.5, -170),
            ("lampedusa", 35.5, 12.6), ("tunis", 36.8, 10.2),
        ]
        for (id, latitude, longitude) in points {
            try await fixture.say(deaths { $0.place = place(id, latitude, longitude) }, of: id)
        }
        try await fixture.say(deaths { $0.place = place("somewhere") }, of: "no point")
        func near(_ latitude: Double, _ longitude: Double, _ kilometres: Double) throws -> FoundRecords {
            try fixture.answer(.deaths, [.id, .distance]) {
                $0.near = .init(latitude: latitude, longitude: longitude, kilometres: kilometres)
            }
        }
        let east = try near(-17, 180, 60)
        #expect(east.rows.map { $0[0].plain } == ["fiji", "tonga"])
        // A tenth of a degree of longitude at 17° south: 0.1 × 111.195 km × cos 17°.
        #expect(abs((Double(east.rows[0][1].plain) ?? 0) - 10.634) < 0.01, "\(east.rows)")
        #expect(east.leftOut.map { "\($0.count) \($0.what)" } == ["1 have no point"])
        #expect(try near(-17, -180, 60).rows.map { $0[0].plain } == ["fiji", "tonga"])
        #expect(Set(try near(89.9, 100, 80).rows.map { $0[0].plain }) == ["pole", "other side"])
        #expect(try near(35.5, 12.6, 10).rows.map { $0[0].plain } == ["lampedusa"])
        #expect(try near(35.5, 12.6, 300).rows.map { $0[0].plain } == ["lampedusa", "tunis"])
        #expect(try near(35.5, 12.6, 20_100).matched == 6)
    }

    @Test func `of a random circle it finds the points that a walk finds`() async throws {
        let fixture = try Fixture("circles")
        var points: [(id: String, latitude: Double, longitude: Double)] = []
        for index in 0..<300 {
            let latitude = Double.random(in: -90...90, using: &fixture.random)
            let longitude =
                fixture.random.chance(30)
                ? fixture.random.pick([-180, -179.9, 179.9, 180])
                : Double.random(in: -180...180, using: &fixture.random)
            points.append(("\(index)", (latitude * 1e7).rounded() / 1e7, (longitude * 1e7).rounded() / 1e7))
            try await fixture.say(deaths { $0.place = place("", latitude, longitude) }, of: "\(index)")
        }
        for _ in 0..<80 {
            let centre = fixture.random.pick(points)
            let kilometres = Double.random(in: 50...12_000, using: &fixture.random)
            let expected = points.filter {
                chord($0.latitude, $0.longitude, centre.latitude, centre.longitude) <= kilometres
            }
            let found = try fixture.find {
                $0.near = .init(latitude: centre.latitude, longitude: centre.longitude, kilometres: kilometres)
            }
            #expect(
                Set(found) == Set(expected.map(\.id)), "\(centre) \(kilometres), seed \(fixture.random.seed)")
        }
    }

    /// By way of the straight line through the earth, and not by the haversine.
    private func chord(_ latitude: Double, _ longitude: Double, _ otherLatitude: Double, _ otherLongitude: Double)
        -> Double
    {
        func vector(_ latitude: Double, _ longitude: Double) -> [Double] {
            let (north, east) = (latitude * .pi / 180, longitude * .pi / 180)
            return [cos(north) * cos(east), cos(north) * sin(east), sin(north)]
        }
        let (here, there) = (vector(latitude, longitude), vector(otherLatitude, otherLongitude))
        let square = zip(here, there).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return 2 * 6_371.0088 * asin(min(1, square.squareRoot() / 2))
    }

    @Test func `a count that is a range matches where it can lie in what is asked`() async throws {
        let fixture = try Fixture("ranges")
        for text in ["7", "8", "12", "13", "~10", "5..9", "13..20", "10..", ">11", ">12", "<9", "..8", "..7", "-"] {
            let count = try Count(text)
            try await fixture.say(deaths { $0.dead = count }, of: text)
        }
        let found = try fixture.answer { $0.dead = NumberRange("8..12") }
        #expect(
            Set(found.rows.map { $0[0].plain }) == ["8", "12", "~10", "5..9", "10..", ">11", "<9", "..8"])
        #expect(found.leftOut.map { "\($0.count) \($0.what)" } == ["1 do not report how many died"])
        #expect(Set(try fixture.find { $0.dead = NumberRange("13..") }) == ["13", "13..20", "10..", ">11", ">12"])
        #expect(Set(try fixture.find { $0.dead = NumberRange("..7") }) == ["7", "5..9", "<9", "..8", "..7"])
        #expect(NumberRange("12..8") == nil)
        #expect(NumberRange("about") == nil)
    }

    @Test func `what does not say when, where or in which region is counted among what was left out`() async throws {
        let fixture = try Fixture("left out")
        let sea = Region(scheme: "mmp-2014", code: "Mediterranean")
        func say(_ id: String, year: Int32?, _ region: Region?, _ point: (Double, Double)?) async throws {
            try await fixture.say(
                deaths {
                    $0.occurred = year.flatMap { Period.year($0) }
                    $0.place = place("", point?.0, point?.1)
                    if let region { $0.place.regions = [region] }
                }, of: id)
        }
        try await say("all", year: 2019, sea, (35, 12))
        try await say("no year", year: nil, sea, (35, 12))
        try await say("no region", year: 2019, nil, (35, 12))
        try await say("no point", year: 2019, sea, nil)
        try await say("nothing", year: nil, nil, nil)
        try await say("elsewhere", year: nil, Region(scheme: "mmp-2014", code: "Europe"), (35, 12))
        try await say("withdrawn", year: 2019, sea, (35, 12))
        try await fixture.say(nil, of: "withdrawn", .withdrawn, kind: .deaths)
        for usesDays in [false, true] {
            let found = try fixture.answer {
                $0.regions = [sea]
                $0.near = .init(latitude: 35, longitude: 12, kilometres: 10)
                if usesDays {
                    $0.from = Day(year: 2019, month: 2, day: 1)
                    $0.to = Day(year: 2019, month: 3, day: 1)
                } else {
                    $0.years = 2019...2019
                }
            }
            #expect(found.rows.map { $0[0].plain } == ["all"])
            #expect(
                found.leftOut.map { "\($0.count) \($0.what)" } == [
                    "1 state no region", "1 have no point", "1 do not say when",
                ])
            #expect(found.withdrawn == 1)
        }
    }

    @Test func `of an incident the dead are those of its records together`() async throws {
        let fixture = try Fixture("tolls")
        for id in ["a", "b", "c"] { try await fixture.say(.incident(Incident()), of: id) }
        for (id, incident, dead) in [("a1", "a", Int64(6)), ("a2", "a", 5), ("b1", "b", 6)] {
            try await fixture.say(
                deaths {
                    $0.incident = incident
                    $0.dead = .exactly(dead)
                }, of: id)
        }
        let found = try fixture.answer(.incident, [.id, .dead]) { $0.dead = NumberRange("10..12") }
        #expect(found.rows.map { $0.map(\.plain) } == [["a", "11", "11", "11"]])
        let all = try fixture.answer(.incident, [.id, .dead], order: FindOrder(field: .dead))
        #expect(all.rows.map { $0[0].plain + " " + $0[1].plain } == ["b 6", "a 11", "c "])
        #expect(found.leftOut.map(\.count) == [1])
        try await fixture.say(nil, of: "a2", .withdrawn, kind: .deaths)
        #expect(try fixture.find(.incident) { $0.dead = NumberRange("10..12") } == [])
        #expect(try fixture.find(.incident, asOf: 6) { $0.dead = NumberRange("10..12") } == ["a"])
    }

    @Test func `who said something, what was changed and what was recorded are found by the log's positions`()
        async throws
    {
        let fixture = try Fixture("speakers")
        try await fixture.say(deaths(), of: "a", actor: "coast guard")
        try await fixture.say(deaths(), of: "b")
        try await fixture.say(deaths { $0.cause = "Drowning" }, of: "b", .corrected, on: 1, actor: "coast guard")
        try await fixture.say(nil, of: "a", .withdrawn, on: 2, kind: .deaths, actor: "analyst", reason: "a double")
        #expect(try fixture.find { $0.actor = "coast guard" } == ["b"])
        #expect(try fixture.find(asOf: 3) { $0.actor = "coast guard" } == ["a", "b"])
        #expect(try fixture.find(asOf: 2) { $0.actor = "coast guard" } == ["a"])
        #expect(try fixture.find(knownBy: 0) { $0.actor = "coast guard" } == ["a"])
        #expect(try fixture.find { $0.recorded = 2...3 } == ["b"])
        #expect(try fixture.find { $0.changed = 1...2 } == [])
        #expect(try fixture.find { $0.changed = 3...4 } == ["b"])
        let withdrawn = try fixture.answer(.deaths, [.id, .reason, .actor]) {
            $0.isWithdrawn = true
            $0.changed = 4...4
        }
        #expect(withdrawn.rows.map { $0.map(\.plain) } == [["a", "a double", "analyst"]])
        #expect(try fixture.answer().withdrawn == 1)
        #expect(try fixture.find { $0.text = "double" } == [])
    }

    @Test
    func `what desk and dataset say differently is found as disputed, and flags, sources and datasets find theirs`()
        async throws
    {
        let fixture = try Fixture("disputes")
        try await fixture.say(deaths { $0.dead = .exactly(3) }, of: "a", by: "mmp")
        try await fixture.say(deaths { $0.dead = .exactly(4) }, of: "a", .corrected, on: 1)
        try await fixture.say(
            deaths {
                $0.dead = .exactly(4)
                $0.notes.flags = [Flag(code: "no-source")]
                $0.notes.sources = [Source(publisher: "Guardia Civil"), Source(publisher: "IOM Spain")]
            }, of: "b", by: "mmp")
        #expect(try fixture.find { $0.isDisputed = true } == [])
        try await fixture.say(deaths { $0.dead = .exactly(9) }, of: "a", .corrected, on: 2, by: "mmp")
        let disputed = try fixture.answer(.deaths, [.id, .dead, .disputed, .dataset]) { $0.isDisputed = true }
        #expect(disputed.rows.map { $0.map(\.plain) } == [["a", "4", "4", "4", "dead", "mmp"]])
        #expect(try fixture.find { $0.flags = ["no-source"] } == ["b"])
        #expect(try fixture.find { $0.source = "iom spain" } == ["b"])
        #expect(try fixture.find { $0.source = "guardia" } == ["b"])
        #expect(try fixture.find { $0.publishers = .init(names: ["IOM Spain"], datasets: []) } == [])
        #expect(try fixture.find { $0.publishers = .init(names: [], datasets: ["mmp"]) } == ["a", "b"])
        #expect(try fixture.find { $0.datasets = ["mmp"] } == ["a", "b"])
        #expect(try fixture.find { $0.datasets = [""] } == [])
        #expect(try fixture.answer { $0.years = 2019...2019 }.leftOut.map(\.what) == ["do not say when"])
        #expect(try fixture.answer(order: FindOrder(field: .dead, isDescending: true), limit: 1).matched == 2)
    }
}
