import Crypto
import Files
import Forms
import Foundation
public import Ledger

extension Ledger {
    /// What an answer that was kept is called: SHA-256 of its receipt, in lower-case hexadecimal.
    public typealias AnswerDigest = String

    /// Keeps an answer beside the log, so that it can be cited. The same one is kept once.
    ///
    /// - Returns: what it is called.
    /// - Throws: `LedgerError` with `refused` where the place cannot be written.
    public func keep(_ receipt: ViewReceipt) throws -> AnswerDigest {
        let digest = CanonicalCSV.digest(receipt.text)
        try LedgerError.wrapping {
            try FileManager.default.createDirectory(at: keptAnswers, withIntermediateDirectories: true)
            let path = place(of: digest)
            // A file that is there was written whole.
            guard !FileManager.default.fileExists(atPath: path) else { return }
            try DurableFile.replace(path, with: receipt.text)
        }
        return digest
    }

    /// An answer that was kept.
    ///
    /// - Throws: `LedgerError`: `notFound` where there is none of the name, `damaged` where its file was changed.
    public func keptAnswer(_ digest: AnswerDigest) throws -> ViewReceipt {
        let isDigest = digest.utf8.count == 64 && digest.allSatisfy { $0.isHexDigit && !$0.isUppercase && $0.isASCII }
        guard isDigest, FileManager.default.fileExists(atPath: place(of: digest)) else {
            throw LedgerError(
                .notFound, "No answer of the name \(DisplayWidth.onOneLine(digest)) was kept in this ledger.")
        }
        let bytes = try DurableFile.bytes(of: place(of: digest))
        guard CanonicalCSV.digest(bytes) == digest else {
            throw LedgerError(.damaged, "\(place(of: digest)) was changed since the answer was kept.")
        }
        return try ViewReceipt(readingFrom: place(of: digest))
    }

    private var keptAnswers: URL { URL(filePath: path).appending(path: Self.keptAnswersName) }

    private func place(of digest: AnswerDigest) -> String { keptAnswers.appending(path: digest + ".receipt").path }
}
