import Files
public import Forms
import Foundation
import Incidents
package import MerkleLog
import Timeline

/// What several agencies agreed on: whose logs their answers are made of, and how each log is known (a file of JSON, which
/// `FORMAT.md` describes).
public struct FederationFile: Hashable, Sendable {
    /// What a member does.
    public enum Role: String, CaseIterable, Sendable {
        /// Its datasets are counted; as long as they are, it reads what all contribute.
        case contributor
        /// It reads by the leave of the others, such as their secretariat, and contributes nothing.
        case reader
    }

    /// One agency.
    public struct Member: Hashable, Sendable {
        /// Lower-case letters, digits and hyphens: part of what records of it are called.
        public var name: String
        /// The folder of its ledger, or of a copy of it that is held here.
        public var folder: String
        /// The name under which its checkpoints are signed.
        public var origin: String
        /// What verifies them.
        package var key: VerifierKey
        public var role: Role
        /// Those that it contributes, `desk` for what its desk records on its own; in the order of the file.
        public var datasets: [String]
    }

    public var name: String
    /// In which answers are given unless another is asked for; nil: in that of most records.
    public var scheme: String?
    public var members: [Member]

    /// Reads a file. A folder that is not an absolute path is meant from the file's own folder.
    ///
    /// - Throws: `LedgerError` with `notFound` where there is no file, and with `refused` and a line for each fault.
    public static func read(at path: String) throws(LedgerError) -> FederationFile {
        let bytes = try DurableFile.bytes(of: path)
        let document: JSONSource
        do {
            document = try JSONSource(parsing: bytes)
        } catch {
            throw LedgerError(.refused, "\(path): \(error.description)")
        }
        var reading = FederationReading(document, path: path)
        let file = reading.file()
        guard let file, reading.faults.isEmpty else {
            throw LedgerError(.refused, reading.faults.joined(separator: "\n"))
        }
        return file
    }

    /// What answers depend on beside the logs, in 16 hexadecimal digits: of the SHA-256 of CSV with a row for each member. Where the
    /// logs are held here is no part of it, so that it is the same with every agency that has agreed on the same.
    public var digest: String {
        let rows = members.map { member in
            [
                name, scheme ?? "", member.name, member.origin, member.key.description, member.role.rawValue,
                member.datasets.joined(separator: " "),
            ]
        }
        let text = CanonicalCSV.text(
            columns: ["federation", "scheme", "member", "origin", "key", "role", "datasets"], rows: rows)
        return String(CanonicalCSV.digest(text).prefix(16))
    }

    /// The member of a name.
    ///
    /// - Throws: `LedgerError` with `notFound`.
    package func member(_ name: String) throws(LedgerError) -> Member {
        guard let member = members.first(where: { $0.name == name }) else {
            throw LedgerError(
                .notFound,
                "The federation \(self.name) has no member \"\(name)\"; it has: "
                    + members.map(\.name).joined(separator: ", ") + ".")
        }
        return member
    }
}

/// Reads the file, and gathers every fault of it.
private struct FederationReading {
    private let document: JSONSource
    private let path: String
    private(set) var faults: [String] = []

    init(_ document: JSONSource, path: String) {
        self.document = document
        self.path = path
    }

    mutating func file() -> FederationFile? {
        guard check(document.value, "", allowed: ["name", "scheme", "members"]) else { return nil }
        let name = text("name", in: document.value, "")
        let scheme = document.value["scheme"] == nil ? nil : text("scheme", in: document.value, "")
        if let scheme, !RegionCatalog.schemes.contains(where: { $0.name == scheme }) {
            let names = RegionCatalog.schemes.map(\.name).joined(separator: ", ")
            fault("scheme", "there is no region scheme \"\(scheme)\"; there are: \(names)")
        }
        guard case .array(let list)? = document.value["members"], !list.isEmpty else {
            fault("members", "\"members\" is a list of at least one member")
            return nil
        }
        let members = list.indices.compactMap { member(list[$0], "members[\($0)]") }
        for (index, member) in members.enumerated() {
            for other in members[..<index] {
                if other.name == member.name { fault("members[\(index)].name", "\"\(member.name)\" is stated twice") }
                if other.origin == member.origin {
                    fault("members[\(index)].origin", "\(other.name) has the origin \"\(member.origin)\" already")
                }
            }
        }
        return name.map { FederationFile(name: $0, scheme: scheme, members: members) }
    }

    private mutating func member(_ value: JSONValue, _ way: String) -> FederationFile.Member? {
        let allowed = ["name", "folder", "origin", "key", "role", "datasets"]
        guard check(value, way, allowed: allowed) else { return nil }
        let name = text("name", in: value, way)
        if let name, name.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) == nil {
            fault(way + ".name", "\"\(name)\" is not a name of lower-case letters, digits and hyphens")
        }
        let folder = text("folder", in: value, way)
        let origin = text("origin", in: value, way)
        let key = key(text("key", in: value, way), way + ".key")
        let role = role(text("role", in: value, way), way + ".role")
        let datasets = datasets(value["datasets"], of: role, way + ".datasets")
        guard let name, let folder, let origin, let key, let role, let datasets else { return nil }
        return FederationFile.Member(
            name: name, folder: resolved(folder), origin: origin, key: key, role: role, datasets: datasets)
    }

    private func resolved(_ folder: String) -> String {
        URL(filePath: folder, relativeTo: URL(filePath: path).deletingLastPathComponent()).standardizedFileURL.path
    }

    private mutating func key(_ text: String?, _ way: String) -> VerifierKey? {
        guard let text else { return nil }
        do {
            let key = try VerifierKey(text)
            guard key.type == .ed25519 else {
                fault(way, "\(text) is a witness's key; a log's is of type 1")
                return nil
            }
            return key
        } catch {
            fault(way, error.description)
            return nil
        }
    }

    private mutating func role(_ text: String?, _ way: String) -> FederationFile.Role? {
        guard let text else { return nil }
        let role = FederationFile.Role(rawValue: text)
        if role == nil { fault(way, "\"\(text)\" is no role: contributor or reader") }
        return role
    }

    /// A contributor contributes something, a reader nothing.
    private mutating func datasets(_ value: JSONValue?, of role: FederationFile.Role?, _ way: String) -> [String]? {
        var datasets: [String] = []
        switch value {
        case nil: break
        case .array(let list)?:
            for (index, element) in list.enumerated() {
                guard case .string(let id) = element, !id.isEmpty else {
                    fault("\(way)[\(index)]", "a dataset is named by its identifier, in quotes")
                    continue
                }
                if datasets.contains(id) { fault("\(way)[\(index)]", "\"\(id)\" is stated twice") }
                if id != DatasetsInForce.desk, DatasetsInForce.isDesk(id) {
                    fault("\(way)[\(index)]", "\"\(id)\" is no dataset: the member's own desk is called desk")
                }
                datasets.append(id)
            }
        default: fault(way, "\"datasets\" is a list of identifiers")
        }
        switch role {
        case .contributor? where datasets.isEmpty:
            fault(way, "a contributor names the datasets that it contributes, desk for what its desk records by hand")
        case .reader? where !datasets.isEmpty: fault(way, "a reader contributes nothing: leave \"datasets\" out")
        default: break
        }
        return datasets
    }

    private mutating func text(_ key: String, in value: JSONValue, _ way: String) -> String? {
        let place = way.isEmpty ? key : way + "." + key
        guard case .string(let text)? = value[key], !text.isEmpty, DisplayWidth.onOneLine(text) == text else {
            fault(place, "\"\(key)\" is a text of one line, and must be stated")
            return nil
        }
        return text
    }

    /// That a value is an object of no other members.
    private mutating func check(_ value: JSONValue, _ way: String, allowed: [String]) -> Bool {
        guard case .object(let members) = value else {
            fault(way, "an object is expected, with \(allowed.joined(separator: ", "))")
            return false
        }
        for member in members where !allowed.contains(member.key) {
            let place = way.isEmpty ? member.key : way + "." + member.key
            fault(place, "\"\(member.key)\" means nothing here; there are: \(allowed.joined(separator: ", "))")
        }
        return true
    }

    private mutating func fault(_ way: String, _ sentence: String) {
        faults.append("\(path), line \(document.line(of: way)): \(sentence).")
    }
}
