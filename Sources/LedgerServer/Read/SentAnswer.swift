import Crypto
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Presentation

/// An answer in the form in which it goes out.
struct SentAnswer: Sendable {
    private enum Body: Sendable {
        case bytes(ByteBuffer)
        case pieces(AnswerPieces)
        case file(ScratchFile)
    }

    private var body: Body
    /// All but what depends on how it was asked for.
    private var headers: HTTPFields
    private let question: PinnedQuestion
    private let version: UInt32?
    let isComplete: Bool

    /// So many rows are laid out before the first byte goes out.
    private static let mostRowsAtOnce = 500

    /// - Parameter source: from which it is answered.
    init(_ laid: LaidAnswer, to question: PinnedQuestion, from source: Source) throws {
        let content = try laid.content(question.form, question)
        var headers = Self.headers(laid.standing, question, source)
        switch content {
        case .text(let text): body = .bytes(ByteBuffer(string: text))
        case .pieces(let pieces) where pieces.count <= Self.mostRowsAtOnce:
            body = .bytes(ByteBuffer(string: pieces.text))
        case .pieces(let pieces): body = .pieces(pieces)
        case .file(let file): body = .file(file)
        }
        let digest: [UInt8]? =
            switch body {
            case .bytes(let bytes): Array(SHA256.hash(data: Data(bytes.readableBytesView)))
            case .file(let file): file.digest
            case .pieces: nil
            }
        if let digest {
            headers[.reprDigest] = Self.structured(digest)
        } else {
            headers[.trailer] = HTTPField.Name.reprDigest.canonicalName
        }
        // What is not hashed yet is told apart by its question, which has one answer.
        let tag = digest ?? Array(SHA256.hash(data: Data("\(source.name) \(question.address())".utf8)))
        headers[.eTag] = "\"" + Hex.encode(Array(tag.prefix(16))) + "\""
        self.headers = headers
        self.question = question
        version = laid.standing.version
        isComplete = laid.standing.isComplete
    }

    /// What an answer is had from.
    enum Source: Sendable {
        /// One log, by its identifier.
        case log(String)
        /// Several, by the name of their federation.
        case federation(String)

        fileprivate var name: String {
            switch self {
            case .log(let name), .federation(let name): name
            }
        }
    }

    /// What it takes to hold it.
    enum Size {
        case memory(Int)
        case disk(Int)
        /// It is laid out while it goes out.
        case unknown
    }

    var size: Size {
        switch body {
        case .bytes(let bytes): .memory(bytes.readableBytes)
        case .pieces: .unknown
        case .file(let file): .disk(file.byteCount)
        }
    }

    /// The same answer, once it has gone out and lies in a file.
    private func lying(in file: ScratchFile) -> SentAnswer {
        var answer = self
        answer.body = .file(file)
        answer.headers[.trailer] = nil
        answer.headers[.reprDigest] = Self.structured(file.digest)
        return answer
    }

    /// SHA-256 as RFC 9530 has it.
    private static func structured(_ digest: [UInt8]) -> String {
        "sha-256=:" + Data(digest).base64EncodedString() + ":"
    }

    private static func headers(
        _ standing: LaidAnswer.Standing, _ question: PinnedQuestion, _ source: Source
    ) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: question.form.contentType, .contentLocation: question.address(),
            .vary: "Accept, Authorization", .ledgerPosition: question.place.text,
            .ledgerComplete: standing.isComplete ? "true" : "false",
        ]
        switch source {
        case .log(let logID): headers[.ledgerLog] = logID
        case .federation(let name): headers[.ledgerFederation] = ascii(name)
        }
        if let total = standing.total { headers[.ledgerTotal] = "\(total)" }
        if question.form != .json {
            headers.append(
                HTTPField(
                    name: .link,
                    value: "<\(question.address(as: .json))>; rel=\"describedby\"; type=\"application/json\""))
        }
        if let next = standing.next {
            let address = question.address(with: (name: "after", value: next))
            headers.append(HTTPField(name: .link, value: "<\(address)>; rel=\"next\""))
        }
        var left = 4_096
        for note in standing.notes {
            let text = ascii(note)
            left -= text.utf8.count
            // What has no room here stands in the answer in JSON, which is linked.
            guard left > 0 else { break }
            headers.append(HTTPField(name: .ledgerNotice, value: text))
        }
        if question.form == .xlsx || question.form == .zip {
            headers[.contentDisposition] =
                "attachment; filename=\"ledger-\(question.place.text).\(question.form.rawValue)\""
        }
        return headers
    }

    /// A sentence as a field of a header can have it: what is not ASCII as JSON escapes it.
    private static func ascii(_ text: String) -> String {
        DisplayWidth.onOneLine(text).utf16.map { unit in
            guard !(0x20...0x7E).contains(unit) else { return String(UnicodeScalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    // MARK: Going out

    /// - Parameter call: which may have the answer already.
    func response(to call: Call) -> Response {
        var headers = headers
        // Who may ask is in the answer's own conditions, so that a cache between two who ask keeps their answers apart.
        // Who may read what others contribute is not said by a role alone.
        let whose = call.route.permission == .views && call.route.group != .federation ? "public" : "private"
        let isForEver = call.isPinned && isComplete
        headers[.cacheControl] = whose + (isForEver ? ", max-age=31536000, immutable" : ", no-cache")
        // How old a replica is belongs to what is known now, and to no answer that stays.
        if !call.isPinned, let said = call.service.replica?.sentence {
            headers.append(HTTPField(name: .ledgerNotice, value: Self.ascii(said)))
        }
        if let version, !call.isPinned {
            // What a correction names. It stays while what belongs to the record changes: no answer is spared for it.
            headers[.eTag] = "\"v\(version)\""
        } else if let tag = headers[.eTag], call.hasSeen(tag) {
            for name in [HTTPField.Name.contentType, .reprDigest, .trailer, .contentDisposition] { headers[name] = nil }
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: sent(call))
    }

    private func sent(_ call: Call) -> ResponseBody {
        switch body {
        case .bytes(let bytes): .init(byteBuffer: bytes)
        case .pieces(let pieces):
            .init { writer in
                var hash = SHA256()
                let kept = isComplete ? GrowingScratch(atMost: AnswerCache.longestFile) : nil
                for piece in pieces {
                    let bytes = ByteBuffer(string: piece)
                    hash.update(data: Data(bytes.readableBytesView))
                    kept?.append(bytes)
                    try await writer.write(bytes)
                }
                let digest = Array(hash.finalize())
                if let file = kept?.finish(digest: digest) {
                    call.service.answers.keep(lying(in: file), to: question)
                }
                try await writer.finish([.reprDigest: Self.structured(digest)])
            }
        case .file(let file):
            .init(contentLength: file.byteCount) { writer in
                var done = 0
                while done < file.byteCount {
                    let offset = done
                    let bytes = try await call.asking { _ in try file.bytes(from: offset, atMost: 1 << 18) }
                    guard !bytes.isEmpty else { break }
                    done += bytes.count
                    try await writer.write(ByteBuffer(bytes: bytes))
                }
                try await writer.finish(nil)
            }
        }
    }
}

extension HTTPField.Name {
    static let link = HTTPField.Name("Link")!
    static let reprDigest = HTTPField.Name("Repr-Digest")!
    /// The log's identifier.
    static let ledgerLog = HTTPField.Name("Ledger-Log")!
    /// The name of the federation whose logs are answered from.
    static let ledgerFederation = HTTPField.Name("Ledger-Federation")!
    /// As of which position the answer is; of a federation that of each member.
    static let ledgerPosition = HTTPField.Name("Ledger-Position")!
    /// Nothing is missing because it could not be read.
    static let ledgerComplete = HTTPField.Name("Ledger-Complete")!
    /// How many rows there are, of which the answer may have some.
    static let ledgerTotal = HTTPField.Name("Ledger-Total")!
    /// A sentence that belongs to the figures.
    static let ledgerNotice = HTTPField.Name("Ledger-Notice")!
}
