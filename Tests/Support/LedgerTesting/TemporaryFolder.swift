public import Foundation

/// A folder for one test, removed with the last reference to it.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        // Resolved, since LMDB tells its path resolved.
        let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        url = root.appending(path: "ledger-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    public var path: String { url.path }

    /// The path of something in it.
    public func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns where it is.
    @discardableResult
    public func file(_ name: String, holding data: Data) throws -> URL {
        let file = url.appending(path: name)
        try data.write(to: file)
        return file
    }

    @discardableResult
    public func file(_ name: String, holding text: String) throws -> String {
        try file(name, holding: Data(text.utf8)).path
    }

    public func text(of name: String) -> String {
        (try? Data(contentsOf: url.appending(path: name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The files and folders in it, for tests that nothing was left half-written.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }
}
