import Foundation
import Incidents
import LedgerSchema
import LedgerTesting
import SwiftProtobuf
import Testing

@Suite struct WireTests {
    @Test func `every event survives the wire form`() throws {
        var values = RandomValues(generator: .init(for: "wire round trip"))
        for _ in 0..<1500 {
            let event = values.event()
            let bytes = try event.callerPart()
            #expect(try Event(entry: bytes) == event)
            #expect(try event.callerPart() == bytes)
        }
    }

    @Test func `what is written are the bytes that the protobuf library writes of the same message`() throws {
        var values = RandomValues(generator: .init(for: "wire writer"))
        for _ in 0..<3_000 {
            let bytes = try values.event().callerPart()
            #expect(try WireEntry(serializedBytes: bytes).serializedBytes() == bytes)
        }
    }

    @Test func `a message is as long as it says at every length that needs another byte`() throws {
        for count in [0, 1, 123, 124, 125, 126, 127, 128, 129, 16_380, 16_381, 16_382, 16_383, 16_384, 60_000] {
            var deaths = Deaths()
            deaths.cause = String(repeating: "x", count: count)
            deaths.notes.sources = [Source(publisher: String(repeating: "y", count: count / 2))]
            let event = Event(
                type: .recorded, record: RecordID(kind: .deaths, id: "a"), knownAt: Day(number: -1), actor: "test",
                state: .deaths(deaths))
            let bytes = try event.callerPart()
            #expect(try WireEntry(serializedBytes: bytes).serializedBytes() == bytes)
            #expect(try Event(entry: bytes) == event)
        }
    }

    @Test func `an entry of the log is its 23 bytes followed by the caller's part`() throws {
        var values = RandomValues(generator: .init(for: "entry of the log"))
        let event = values.event()
        var entry: [UInt8] = [0x09] + bytes(of: UInt64(7)) + [0x11] + bytes(of: UInt64(1_578_441_600_000_000))
        entry += [0x1D] + bytes(of: UInt32(3))
        #expect(entry.count == 23)
        entry += try event.callerPart()
        let expected = RecordedEvent(position: 7, recordedAt: 1_578_441_600_000_000, version: 3, event: event)
        #expect(try RecordedEvent(entry: entry) == expected)
        #expect(try RecordedEvent(entry: entry.span.bytes) == expected)
    }

    @Test func `fields of a newer program are passed over`() throws {
        let event = Event(
            type: .recorded, record: RecordID(kind: .deaths, id: "a"), knownAt: Day(number: 1), actor: "test",
            state: .deaths(Deaths()))
        // Field 60, a varint: reserved for nothing, so a newer program might use it.
        let newer = try event.callerPart() + [0xE0, 0x03, 0x01]
        #expect(try Event(entry: newer) == event)
    }

    @Test func `a code of a newer program is an error, not a guess`() throws {
        var wire = WireEntry()
        wire.kind = .incident
        wire.id = "a"
        wire.type = .recorded
        wire.incident.mode = .UNRECOGNIZED(99)
        let bytes: [UInt8] = try wire.serializedBytes()
        let error = #expect(throws: ValidationError.self) { try Event(entry: bytes) }
        #expect(error?.code == .unknownCode)
        #expect(error?.field == "state.mode")
        #expect(error?.given == "99")
    }

    @Test(arguments: [
        ([UInt8]([0xFF, 0xFF]), ValidationError.Code.unreadableEntry), ([], .missing),
        ([0x20, 0x01, 0x30, 0x01], .stateDoesNotFit),
    ])
    func `bytes that are no entry are refused`(bytes: [UInt8], code: ValidationError.Code) throws {
        let error = #expect(throws: ValidationError.self) { try Event(entry: bytes) }
        #expect(error?.code == code)
    }

    @Test func `an entry without a position is no entry of the log`() throws {
        let event = Event(
            type: .withdrawn, record: RecordID(kind: .deaths, id: "a"), knownAt: Day(number: 1), actor: "test",
            reason: "gone", state: nil)
        let error = #expect(throws: ValidationError.self) { try RecordedEvent(entry: event.callerPart()) }
        #expect(error?.code == .unreadableEntry)
    }

    @Test func `a state goes with the kind and the type of its event`() throws {
        let id = RecordID(kind: .deaths, id: "a")
        let cases: [(EventType, Record?)] = [
            (.recorded, nil), (.corrected, nil), (.reinstated, nil), (.withdrawn, .deaths(Deaths())),
            (.recorded, .incident(Incident())),
        ]
        for (type, state) in cases {
            let event = Event(type: type, record: id, knownAt: Day(number: 1), actor: "test", state: state)
            let error = #expect(throws: ValidationError.self) { try event.callerPart() }
            #expect(error?.code == .stateDoesNotFit)
        }
    }

    @Test func `what a link makes of a record goes with an event that is linked, and with no other`() throws {
        let id = RecordID(kind: .deaths, id: "a")
        let part = PartInSums(link: "l", part: .possible, beside: "web")
        let linked = Event(
            type: .linked, record: id, knownAt: Day(number: 1), actor: "test", state: nil, partInSums: part)
        #expect(try Event(entry: linked.callerPart()) == linked)
        for (type, part) in [(EventType.linked, nil), (.confirmed, part)] {
            let event = Event(
                type: type, record: id, knownAt: Day(number: 1), actor: "test", state: nil, partInSums: part)
            let error = #expect(throws: ValidationError.self) { try event.callerPart() }
            #expect(error?.code == .stateDoesNotFit && error?.field == "partInSums")
        }
    }

    @Test func `the wire form of every kind has its number`() throws {
        for kind in RecordKind.allCases {
            let event = Event(
                type: .recorded, record: RecordID(kind: kind, id: "a"), knownAt: Day(number: 0), actor: "t",
                state: .blank(kind))
            let wire = try WireEntry(serializedBytes: event.callerPart())
            #expect(wire.kind.rawValue == Int(kind.rawValue))
            // The field number of the record is 20 + kind - 1; its tag takes two bytes, its type is "bytes".
            let tag = UInt32(20 + kind.rawValue - 1) << 3 | 2
            let part = try event.callerPart()
            #expect(part.suffix(from: 0).contains(subsequence: [UInt8(tag & 0x7F | 0x80), UInt8(tag >> 7)]))
        }
    }

    private func bytes(of value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}

extension Sequence where Element == UInt8 {
    func contains(subsequence: [UInt8]) -> Bool {
        let all = Array(self)
        return all.indices.contains { all[$0...].starts(with: subsequence) }
    }
}
