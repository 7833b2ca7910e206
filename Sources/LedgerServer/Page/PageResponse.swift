import Crypto
import Evidence
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Ledger
import NIOCore
import Page

/// How pages go out: nothing of them comes from elsewhere or goes elsewhere, no other site frames them, and nobody but the
/// reader's browser keeps them.
enum PageResponse {
    /// No script and no style stands in a page itself, so that nothing that a record says could ever become one.
    private static let policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    /// Below this it is not worth the packing.
    private static let shortestPacked = 1_000

    static func html(
        _ text: String, status: HTTPResponse.Status = .ok, to request: Request, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentSecurityPolicy] = policy
        headers[.referrerPolicy] = "no-referrer"
        headers[.cacheControl] = status == .ok ? "private, no-cache" : "no-store"
        headers[.vary] = "Accept, Accept-Encoding, Cookie, Authorization"
        let bytes = Array(text.utf8)
        if status == .ok {
            let tag = "\"" + Hex.encode(Array(Array(SHA256.hash(data: bytes)).prefix(16))) + "\""
            headers[.eTag] = tag
            if request.headers[.ifNoneMatch] == tag {
                headers[.contentType] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        guard bytes.count >= shortestPacked, Gzip.isAccepted(request.headers[.acceptEncoding]) else {
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        headers[.contentEncoding] = "gzip"
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: Gzip.compressed(bytes))))
    }

    /// Leads on to another place, which is asked for with GET.
    ///
    /// - Parameter path: of this service.
    static func goOn(to path: String, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.location] = path
        headers[.cacheControl] = "no-store"
        return Response(status: .seeOther, headers: headers)
    }

    /// What went wrong, as who asks can read it: a person at a page is shown a page, and where one to sign in; a program gets
    /// the problem.
    ///
    /// - Parameter isPage: the route that was meant is a page, or none was found.
    static func of(_ problem: Problem, to request: Request, isPage: Bool, from service: LedgerService) -> Response {
        guard isPage, isPerson(request) else { return problem.response }
        if problem.status == .unauthorized, request.method == .get || request.method == .head {
            return goOn(to: PageMoment.address("/sign-in", [("to", PageSession.localPath(request.uri.description))]))
        }
        let content = PageContent(problem.kind.title, "problem", ProblemPage(problem))
        return html(
            service.page(content, nil, for: nil, at: nil, of: request), status: problem.status, to: request,
            headers: problem.headers)
    }

    /// Whether whoever asks wants to read HTML: browsers name it, and programs do not.
    private static func isPerson(_ request: Request) -> Bool {
        (request.headers[.accept] ?? "").lowercased().contains("text/html")
    }

    /// What the template of a problem shows.
    private struct ProblemPage {
        struct Fault {
            var field: String
            /// Nil where the sentence above says it.
            var message: String?
            var allowed: String?
        }

        var detail: String
        var hasFaults: Bool
        var faults: [Fault]

        init(_ problem: Problem) {
            detail = problem.detail
            faults = problem.faults.map { fault in
                Fault(
                    field: fault.field, message: fault.message == problem.detail ? nil : fault.message,
                    allowed: fault.allowed)
            }
            hasFaults = !faults.isEmpty
        }
    }
}

extension PageSection {
    /// What whoever opens it must be allowed.
    var permission: Permission {
        switch self {
        case .overview, .operations, .reconcile, .federation: .views
        case .records, .duplicates, .disputes: .records
        case .enter: .write
        case .audit: .evidence
        case .admin: .tokens
        }
    }
}

extension LedgerService {
    /// A page as HTML, with what stands around it.
    ///
    /// - Parameters:
    ///   - section: in which it stands; nil: none.
    ///   - caller: nil: nobody has signed in.
    ///   - moment: that it shows; nil: it has none.
    ///   - pool: the moment of a page over several logs.
    func page(
        _ content: PageContent, _ section: PageSection?, for caller: Caller?, at moment: PageMoment?,
        pool: PoolMoment? = nil, of request: Request, keeping kept: [(name: String, value: String)] = []
    ) -> String {
        let sections = caller.map { caller in
            PageSection.allCases.filter { section in
                caller.role.permissions.contains(section.permission) && (section != .enter || !ledger.isReplica)
                    && (section != .federation || federation != nil)
            }
        }
        let reader = caller.map {
            PageFrame.Reader(
                name: $0.name, role: $0.role.rawValue, summary: $0.role.summary,
                followsEvents: $0.role.permissions.contains(.records))
        }
        let frame = PageFrame(
            title: content.title, section, of: sections ?? [], reader, origin: ledger.origin,
            logID: caller == nil ? nil : ledger.logID,
            moment, pool: pool, action: request.uri.path, kept: kept, scripts: content.scripts,
            sliders: content.sliders,
            replica: caller == nil ? nil : replica?.sentence, files: pageFiles)
        return pageFiles.page(content, in: frame)
    }
}
