import EventLog
import Forms
import Foundation
import LedgerTesting
import MerkleLog
import Replication
import Testing

/// What is written into a folder that a log is published in, and what is refused.
@Suite struct PublishTests {
    /// Every file under a folder, by its path in it.
    private func files(_ folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let url = URL(filePath: folder + "/" + path)
            if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
                files[path] = try Data(contentsOf: url)
            }
        }
        return files
    }

    /// The names of tiles of hashes and entries.
    private func tiles(_ origin: Origin) throws -> Set<String> {
        Set(try files(origin.published).keys.filter { $0.hasPrefix("tile/") })
    }

    /// That publishing is refused with a code and words, and leaves the folder as it is.
    private func expectRefused(
        _ note: SignedNote, of origin: Origin, in folder: String, _ code: LedgerError.Code, _ words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try files(folder)
        let refused = #expect(throws: (any Error).self, sourceLocation: sourceLocation) {
            try origin.publish(note, in: folder)
        }
        let error = try #require(refused.map { LedgerError.wrapping($0) })
        #expect(error.code == code && error.description.contains(words), "\(error)", sourceLocation: sourceLocation)
        #expect(try files(folder) == before, sourceLocation: sourceLocation)
    }

    @Test func `partial tiles stay for readers of earlier checkpoints until the full one is there, and no longer`()
        async throws
    {
        let origin = try await Origin()
        try await origin.append(100, "a")
        try origin.publish()
        #expect(try tiles(origin) == ["tile/0/000.p/100", "tile/entries/000.p/100"])
        try await origin.append(50, "b")
        try origin.publish()
        let partial = ["tile/0/000.p/", "tile/entries/000.p/"].flatMap { [$0 + "100", $0 + "150"] }
        #expect(try tiles(origin) == Set(partial))
        try await origin.append(150, "c")
        try origin.publish()
        let full: Set = [
            "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44",
        ]
        #expect(try tiles(origin) == full)
        let names = try FileManager.default.contentsOfDirectory(atPath: origin.published + "/tile/entries").sorted()
        #expect(names == ["000", "001.p"], "no empty folder is left")
    }

    @Test func `partial tiles that a stop in the middle left beside the full one go with the next publishing`()
        async throws
    {
        let origin = try await Origin()
        try await origin.append(100, "a")
        try origin.publish()
        let before = try files(origin.published)
        try await origin.append(200, "b")
        try origin.publish()
        let whole = try files(origin.published)
        // As it was when the full tiles had been written, and neither the partial ones taken away nor the checkpoint replaced.
        for (path, bytes) in before {
            let url = URL(filePath: origin.published + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try bytes.write(to: url)
        }
        #expect(try tiles(origin).isSuperset(of: ["tile/entries/000", "tile/entries/000.p/100"]))
        try origin.publish()
        let again = try files(origin.published)
        #expect(Set(again.keys) == Set(whole.keys))
        for (path, bytes) in whole where path != "checkpoint" { #expect(again[path] == bytes, "\(path)") }
    }

    @Test func `what is published already is not written again, and full tiles never`() async throws {
        let origin = try await Origin()
        try await origin.append(300, "a")
        var written = try origin.publish(try origin.note())
        #expect((written.before, written.size, written.files) == (0, 300, 5))
        written = try origin.publish(try origin.note())
        #expect((written.before, written.size, written.files) == (300, 300, 0))
        try await origin.append(1, "b")
        // The bundle and the hashes of the second tile; the level above is as it was.
        written = try origin.publish(try origin.note())
        #expect((written.before, written.size, written.files) == (300, 301, 2))
    }

    @Test func `a folder that publishes more of this log than is signed is left as it is`() async throws {
        let origin = try await Origin()
        try await origin.append(300, "a")
        try origin.publish()
        try expectRefused(
            try origin.note(at: 299), of: origin, in: origin.published, .refused,
            "publishes 300 events, and only 299 are signed here")
    }

    @Test func `a folder that publishes another log, or something else, is left as it is`() async throws {
        let (one, other) = (try await Origin(), try await Origin())
        for origin in [one, other] { try await origin.append(300, "a") }
        try one.publish()
        try expectRefused(try other.note(), of: other, in: one.published, .refused, "does not publish this log")
        for text in ["", "no checkpoint", try one.note().text] {
            let folder = try TemporaryFolder()
            try folder.file("checkpoint", holding: text)
            try expectRefused(try one.note(), of: one, in: folder.path, .refused, "does not publish this log")
        }
    }

    @Test func `a folder with another history under the same key is kept as evidence`() async throws {
        let one = try await Origin()
        let other = try await Origin(key: one.key)
        try await one.append(300, "a")
        try await other.append(400, "b")
        try one.publish()
        for size in [300, 400] as [UInt64] {
            try expectRefused(
                try other.note(at: size), of: other, in: one.published, .damaged, "is not the beginning of this log")
        }
    }

    @Test func `what the log's key has not signed is not published`() async throws {
        let (one, other) = (try await Origin(), try await Origin())
        for origin in [one, other] { try await origin.append(10, "a") }
        let folder = try TemporaryFolder()
        try expectRefused(try other.note(), of: one, in: folder.path, .damaged, one.verifier.name)
    }
}
