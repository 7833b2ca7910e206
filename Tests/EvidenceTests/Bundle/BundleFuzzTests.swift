import Forms
import Foundation
import LedgerTesting
import Testing

@testable import Evidence

/// Bundles come from anybody: whatever their files hold, the reader answers, and accepts only what was exported.
@Suite struct BundleFuzzTests {
    /// One thing that is done to a bundle's files.
    private enum Mutation: CaseIterable {
        case flipBit, setBytes, insert, delete, cut, extend, number
        case swap, copyOver, remove, move, link, folder, pipe, hole
    }

    private let bundle: ExportedBundle
    private let original: [String: [UInt8]]

    init() async throws {
        bundle = try await ExportedBundle(events: 270)
        original = Dictionary(
            uniqueKeysWithValues: try bundle.files.map { [bundle] in ($0, try bundle.bytes($0)) })
    }

    @Test func `thousands of mutated bundles are answered, and none is accepted`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of “thousands of mutated bundles”: \(seed)")
        var random = SeededGenerator(seed: seed)
        let names = original.keys.sorted()
        for round in 0..<3_000 {
            var touched: Set<String> = []
            var said: [String] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                said.append(try mutate(names, &touched, &random))
            }
            let outcome = Result { try bundle.verify() }
            if try isChanged(touched) {
                #expect((try? outcome.get().isIntact) != true, "round \(round) of seed \(seed): \(said)")
            }
            if case .failure(let error) = outcome {
                #expect(error is LedgerError, "round \(round) of seed \(seed): \(said): \(error)")
            }
            try restore(touched)
        }
        #expect(try bundle.verify().isIntact)
    }

    /// Whether a file is not what it was, or not there, or not a plain file.
    private func isChanged(_ touched: Set<String>) throws -> Bool {
        try touched.contains { name in
            var status = stat()
            guard lstat(bundle.url(name).path, &status) == 0 else { return original[name] != nil }
            guard status.st_mode & S_IFMT == S_IFREG, let bytes = original[name], status.st_size == bytes.count else {
                return true
            }
            return try bundle.bytes(name) != bytes
        }
    }

    private func restore(_ touched: Set<String>) throws {
        for name in touched {
            try? FileManager.default.removeItem(at: bundle.url(name))
            if let bytes = original[name] { try bundle.put(bytes, in: name) }
        }
    }

    private func mutate(
        _ names: [String], _ touched: inout Set<String>, _ random: inout SeededGenerator
    ) throws -> String {
        let mutation = Mutation.allCases.randomElement(using: &random) ?? .flipBit
        let name = names.randomElement(using: &random) ?? "manifest.json"
        let other = names.randomElement(using: &random) ?? "manifest.json"
        // What an earlier mutation of the round has made a link or a pipe of is left alone.
        guard isPlain(name), isPlain(other) else { return "nothing" }
        touched.insert(name)
        let path = bundle.url(name).path
        switch mutation {
        case .swap:
            touched.insert(other)
            let (one, two) = (try bundle.bytes(name), try bundle.bytes(other))
            try bundle.put(two, in: name)
            try bundle.put(one, in: other)
        case .copyOver: try bundle.put(try bundle.bytes(other), in: name)
        case .remove: try FileManager.default.removeItem(atPath: path)
        case .move:
            let stray =
                ["tile/0/001", "tile/0/x000/000", "tile/entries/002", "stray\u{1B}[31m", "tile/1/001"]
                .randomElement(using: &random) ?? "stray"
            guard !FileManager.default.fileExists(atPath: bundle.url(stray).path) else { break }
            touched.insert(stray)
            try FileManager.default.createDirectory(
                at: bundle.url(stray).deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.moveItem(atPath: path, toPath: bundle.url(stray).path)
        case .link:
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: bundle.url(other).path)
        case .folder:
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .pipe:
            try FileManager.default.removeItem(atPath: path)
            _ = mkfifo(path, 0o600)
        case .hole: _ = truncate(path, off_t(1) << off_t.random(in: 0...42, using: &random))
        default: try bundle.change(name) { change(&$0, mutation, &random) }
        }
        return "\(mutation) \(name) \(other)"
    }

    private func isPlain(_ name: String) -> Bool {
        var status = stat()
        return lstat(bundle.url(name).path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            && status.st_size < 1 << 20
    }

    /// Changes a file's bytes.
    private func change(_ bytes: inout [UInt8], _ mutation: Mutation, _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...max(0, bytes.count - 1), using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...8, using: &random))
        let some = (0..<Int.random(in: 1...8, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        switch mutation {
        case .flipBit where !bytes.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case .setBytes where !bytes.isEmpty:
            let value: UInt8 = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            for index in place..<end { bytes[index] = value }
        case .insert: bytes.insert(contentsOf: some, at: place)
        case .delete where !bytes.isEmpty: bytes.removeSubrange(place..<end)
        case .cut: bytes.removeLast(bytes.count - place)
        case .extend: bytes += some
        case .number: replaceNumber(&bytes, &random)
        default: bytes = some
        }
    }

    /// Puts another number in the place of one that is written in decimal.
    private func replaceNumber(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let places = bytes.indices.filter { digits ~= bytes[$0] && ($0 == 0 || !(digits ~= bytes[$0 - 1])) }
        guard let start = places.randomElement(using: &random) else { return }
        let end = bytes[start...].firstIndex { !(digits ~= $0) } ?? bytes.count
        let numbers = [
            "0", "1", "255", "256", "4294967296", "9223372036854775807", "18446744073709551615", "-1", "1e30",
        ]
        let number = numbers.randomElement(using: &random) ?? "0"
        bytes.replaceSubrange(start..<end, with: Array(number.utf8))
    }
}
