import Foundation

/// A temporary directory that is removed with the last reference to it.
final class Scratch: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ledger-e2e-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of something in it.
    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file and returns where it is.
    @discardableResult
    func file(_ name: String, holding data: Data) throws -> URL {
        let file = url.appending(path: name)
        try data.write(to: file)
        return file
    }

    @discardableResult
    func file(_ name: String, holding text: String) throws -> String {
        try file(name, holding: Data(text.utf8)).path
    }

    func text(of name: String) -> String {
        (try? Data(contentsOf: url.appending(path: name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The files and folders in it, for tests that nothing was left half-written.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}
