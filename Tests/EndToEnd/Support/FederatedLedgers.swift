import Foundation
import LedgerTesting

extension TestLedger {
    /// As a federation's file lists it: a contributor, or a reader where it contributes nothing.
    ///
    /// - Parameter folder: where its log is read; nil: where it is.
    func member(_ name: String, _ datasets: [String], in folder: String? = nil) throws -> [String: Any] {
        struct File: Decodable { var origin: String }
        let file = try JSONDecoder().decode(File.self, from: Data(scratch.text(of: "a.ledger/ledger.json").utf8))
        var member: [String: Any] = [
            "name": name, "folder": folder ?? path, "origin": file.origin, "key": try verifierKey,
            "role": datasets.isEmpty ? "reader" : "contributor",
        ]
        if !datasets.isEmpty { member["datasets"] = datasets }
        return member
    }

    /// Writes a federation's file beside the ledger.
    func federation(_ members: [[String: Any]], _ name: String = "federation.json") throws -> String {
        let path = scratch.path(name)
        try JSONSerialization.data(withJSONObject: ["name": "sea", "members": members]).write(to: URL(filePath: path))
        return path
    }
}
