import Incidents
import LedgerSchema
import SwiftProtobuf
import Testing

/// What the in-place reader refuses, and its vocabulary.
@Suite struct FactsRefusalTests {
    private static let deaths = WireEntry.with {
        ($0.position, $0.recordedAt, $0.version, $0.kind, $0.id, $0.type) = (1, 1, 1, .deaths, "a", .recorded)
        $0.deaths = .with {
            $0.dead = .with { ($0.low, $0.qualifier) = (3, .exact) }
            $0.place = .with { $0.regions = [.with { ($0.scheme, $0.code) = ("mmp-2014", "Europe") }] }
        }
    }

    private func code(_ change: (inout WireEntry) -> Void) throws -> FactsError.Code? {
        var entry = Self.deaths
        change(&entry)
        return code(of: try entry.serializedBytes())
    }

    private func code(of bytes: [UInt8]) -> FactsError.Code? {
        do {
            _ = try Facts(entry: bytes.span.bytes, vocabulary: Vocabulary()).regions
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `an entry that contradicts the schema is refused, each in its own way`() throws {
        #expect(try code { _ in } == nil)
        #expect(try code { $0.kind = .unspecified } == .unknownCode)
        #expect(try code { $0.kind = .UNRECOGNIZED(77) } == .unknownCode)
        #expect(try code { $0.type = .unspecified } == .unknownCode)
        #expect(try code { $0.type = .withdrawn } == .badRecord)
        #expect(try code { $0.record = nil } == .badRecord)
        #expect(try code { $0.kind = .incident } == .badRecord)
        #expect(try code { $0.deaths.causeClass = .UNRECOGNIZED(99) } == .unknownCode)
        #expect(try code { $0.deaths.dead.qualifier = .unspecified } == .unknownCode)
        #expect(try code { $0.deaths.dead.qualifier = .between } == .badCount)
        #expect(try code { $0.deaths.dead.high = 4 } == .badCount)
        #expect(try code { $0.deaths.dead.low = .max } == .badCount)
        #expect(try code { $0.deaths.dead.low = .min } == .badCount)
    }

    @Test func `a place that cannot be read keeps nobody from the rest, and whoever asks for a part of it is told`()
        throws
    {
        // A point twice, a country that is a number, a region that is cut short.
        for place: [UInt8] in [[0x12, 0, 0x12, 0], [0x18, 5], [0x22, 9, 1]] {
            let deaths: [UInt8] = [0x12, UInt8(place.count)] + place
            var entry = Self.deaths
            entry.deaths = WireDeaths()
            var bytes: [UInt8] = try entry.serializedBytes()
            #expect(bytes.suffix(3) == [0xAA, 0x01, 0])
            bytes.removeLast()
            bytes += [UInt8(deaths.count)] + deaths
            let facts = try Facts(entry: bytes.span.bytes, vocabulary: Vocabulary())
            #expect(facts.kind == .deaths && facts.position == 1)
            var refusals = 0
            do { _ = try facts.regions } catch { refusals += 1 }
            do { _ = try facts.cell } catch { refusals += 1 }
            do { _ = try facts.country } catch { refusals += 1 }
            #expect(refusals == 3, "\(place)")
        }
    }

    @Test func `an entry cut anywhere or changed in any byte is read or refused, and never stops the program`() throws {
        let bytes: [UInt8] = try Self.deaths.serializedBytes()
        for length in 0..<bytes.count { #expect(code(of: Array(bytes[..<length])) != nil, "\(length)") }
        for index in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] = value
                _ = code(of: changed)
            }
        }
    }

    @Test func `a text that is not UTF-8 is refused`() throws {
        var bytes: [UInt8] = try Self.deaths.serializedBytes()
        let place = try #require(bytes.indices.last { bytes[$0] == UInt8(ascii: "E") })
        bytes[place] = 0xFF
        #expect(code(of: bytes) == .notText)
    }

    @Test func `fields that are not known are stepped over`() throws {
        var bytes: [UInt8] = try Self.deaths.serializedBytes()
        // Field 90, of each wire type.
        bytes += [0xD0, 0x05, 0x01, 0xD1, 0x05, 1, 2, 3, 4, 5, 6, 7, 8, 0xD2, 0x05, 0x02, 9, 9, 0xD5, 0x05, 1, 2, 3, 4]
        #expect(code(of: bytes) == nil)
    }

    @Test func `a vocabulary gives each text one number, however many there are`() {
        let vocabulary = Vocabulary()
        let texts = (0..<20_000).map { "text \($0)" } + ["é", "e\u{301}"]
        let terms = texts.map { vocabulary.term($0) }
        #expect(Set(terms).count == texts.count)
        #expect(vocabulary.count == texts.count + 1)
        #expect(texts.map { vocabulary.term($0) } == terms)
        #expect(zip(texts, terms).allSatisfy { Array($0.utf8) == Array(vocabulary.text($1).utf8) })
        #expect(vocabulary.term("") == .none)
        #expect(vocabulary.text(.none) == "")
    }

    @Test func `a number as a term keeps its order and is told from nothing`() {
        let numbers: [Int32] = [.min + 1, -1, 0, 1, 2_019, .max]
        #expect(numbers.map { Term.number($0).number } == numbers)
        #expect(numbers.map { Term.number($0).raw } == numbers.map { Term.number($0).raw }.sorted())
        #expect(Term.number(0) != .none)
        #expect(Term.none.number == nil)
    }
}
