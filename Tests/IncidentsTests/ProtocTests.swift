import Foundation
import Incidents
import LedgerTesting
import Testing

/// An auditor decodes entries with stock `protoc` and the schema alone.
@Suite struct ProtocTests {
    private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let protoc = ["/usr/bin/protoc", "/usr/local/bin/protoc"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: protoc != nil))
    func `stock protoc decodes an entry and encodes it to the same bytes`() throws {
        var values = RandomValues(generator: .init(for: "protoc"))
        for kind in RecordKind.allCases {
            let event = Event(
                type: .recorded, record: RecordID(kind: kind, id: "a"), knownAt: values.day(), actor: "analyst",
                state: values.record(kind))
            let bytes = try event.callerPart()
            let text = try run("--decode=incidentledger.v1.Entry", input: bytes)
            // A field that the schema does not have would appear under its number.
            #expect(String(decoding: text, as: UTF8.self).firstMatch(of: /(?m)^\s*[0-9]+[:{ ]/) == nil)
            #expect(try run("--encode=incidentledger.v1.Entry", input: text) == bytes)
        }
    }

    @Test(.enabled(if: protoc != nil))
    func `an auditor reads the toll in words`() throws {
        let event = Examples.event(Examples.deaths(), id: "mmp-52682")
        let text = String(
            decoding: try run("--decode=incidentledger.v1.Entry", input: event.callerPart()), as: UTF8.self)
        for line in ["kind: RECORD_KIND_DEATHS", "id: \"mmp-52682\"", "code: \"Mediterranean\"", "low: 4"] {
            #expect(text.contains(line))
        }
    }

    private func run(_ mode: String, input: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("input")
        try Data(input).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(ProtocTests.protoc))
        let schema = ProtocTests.repository.appendingPathComponent("Sources/LedgerSchema").path
        process.arguments = [mode, "--proto_path=\(schema)", "ledger.proto"]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return [UInt8](bytes)
    }
}
