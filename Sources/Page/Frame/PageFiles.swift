import Crypto
package import Forms
import Foundation
import Mustache

/// The files of the page: templates, styles, scripts. They are read once, when the service starts.
package struct PageFiles: Sendable {
    /// A file that the browser asks for.
    package struct Asset: Sendable {
        package var mediaType: String
        package var bytes: [UInt8]
    }

    private let templates: MustacheLibrary
    /// By the name in their address, which has a piece of their SHA-256 in it: what is at an address never changes.
    package let assets: [String: Asset]
    private let addresses: [String: String]

    /// - Throws: `LedgerError` with `damaged` where a template is not well-formed, or a file cannot be read.
    package static func read() throws(LedgerError) -> PageFiles {
        do {
            return try PageFiles()
        } catch {
            throw LedgerError(.damaged, "The files of the page cannot be read: \(error). Build the programs again.")
        }
    }

    private init() throws {
        let folder = Bundle.module.bundleURL.appending(path: "Resources")
        var templates = MustacheLibrary()
        for file in try Self.files(in: folder.appending(path: "templates")) {
            let name = String(file.name.dropLast(".mustache".count))
            try templates.register(String(decoding: file.bytes, as: UTF8.self), named: name)
        }
        self.templates = templates
        var assets: [String: Asset] = [:]
        var addresses: [String: String] = [:]
        for file in try Self.files(in: folder.appending(path: "assets")) {
            let digest = Hex.encode(Array(SHA256.hash(data: file.bytes)).prefix(8).map { $0 })
            let name = digest + "-" + file.name
            assets[name] = Asset(mediaType: Self.mediaType(of: file.name), bytes: file.bytes)
            addresses[file.name] = "/assets/" + name
        }
        self.assets = assets
        self.addresses = addresses
    }

    /// - Parameters:
    ///   - model: a value whose members the template names.
    ///   - template: the name of its file, without its ending.
    package func page(_ model: Any, _ template: String) -> String {
        guard let text = templates.render(model, withTemplate: template) else {
            preconditionFailure("there is no template \(template)")
        }
        return text
    }

    /// Where a file of the page is; its name is one of this code.
    package func address(of name: String) -> String {
        guard let address = addresses[name] else { preconditionFailure("there is no file \(name)") }
        return address
    }

    private static func files(in folder: URL) throws -> [(name: String, bytes: [UInt8])] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }

    private static func mediaType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "json": "application/json"
        default: "application/octet-stream"
        }
    }
}
