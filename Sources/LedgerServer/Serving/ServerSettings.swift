public import Configuration
public import Forms

/// How the service runs: each setting by a flag, else by the environment, else as a rule.
public struct ServerSettings: Sendable {
    /// One setting: the name that flags, environment and the list at the start share.
    public struct Name: Hashable, Sendable {
        /// `max-body`; the flag is `--max-body`, the variable `INCIDENT_LEDGER_SERVE_MAX_BODY`.
        public var flag: String

        init(_ flag: String) { self.flag = flag }

        /// As swift-configuration names it: its provider for the environment makes `MAX_BODY` of it.
        public var key: AbsoluteConfigKey {
            AbsoluteConfigKey(["incident", "ledger", "serve"] + flag.split(separator: "-").map(String.init))
        }

        public var variable: String {
            "INCIDENT_LEDGER_SERVE_" + flag.uppercased().replacing("-", with: "_")
        }
    }

    public static let host = Name("host")
    public static let port = Name("port")
    public static let tlsCertificate = Name("tls-cert")
    public static let tlsKey = Name("tls-key")
    public static let insecure = Name("insecure")
    public static let noWorker = Name("no-worker")
    public static let openEvidence = Name("open-evidence")
    public static let jwks = Name("jwks")
    public static let jwtRoleClaim = Name("jwt-role-claim")
    public static let jwtIssuer = Name("jwt-issuer")
    public static let jwtAudience = Name("jwt-audience")
    public static let rate = Name("rate")
    public static let maxBody = Name("max-body")
    public static let maxUpload = Name("max-upload")
    public static let maxStreams = Name("max-streams")
    public static let maxConnections = Name("max-connections")
    public static let requestTime = Name("request-time")
    public static let idleTime = Name("idle-time")
    public static let drainTime = Name("drain-time")
    public static let readyLag = Name("ready-lag")
    public static let licence = Name("licence")
    public static let audits = Name("audits")
    public static let follow = Name("follow")
    public static let followInterval = Name("follow-interval")
    public static let mirrorKey = Name("mirror-key")
    public static let federation = Name("federation")

    /// Where it listens: an address of this machine, or a name of one.
    public var host = "127.0.0.1"
    /// 0: one that is free.
    public var port = 8080
    public var tlsCertificate: String?
    public var tlsKey: String?
    /// It may listen beyond this machine without TLS.
    public var insecure = false
    /// No worker runs in this process.
    public var noWorker = false
    /// Checkpoint, tiles and entries are for anybody.
    public var openEvidence = false
    public var jwks: String?
    public var jwtRoleClaim = "role"
    public var jwtIssuer: String?
    public var jwtAudience: String?
    /// Requests a second of one token, over ten seconds; 0: as many as come.
    public var rate = 100
    /// Bytes of a request's body.
    public var maxBody = 1 << 20
    /// Bytes of a table that is imported.
    public var maxUpload = 1 << 31
    /// Streams at one time of one token.
    public var maxStreams = 100
    /// Connections at one time; further ones wait.
    public var maxConnections = 20_000
    /// Seconds in which the body of a request must have come, and for which a reader may take nothing of an answer.
    public var requestTime = 60
    /// Seconds for which a connection may be open without a whole request's head.
    public var idleTime = 30
    /// Seconds that requests have to end when the service is asked to.
    public var drainTime = 30
    /// So many positions a view may be behind the log while the service calls itself ready.
    public var readyLag = 1_000
    /// Under what others may use what is answered: a name such as CC-BY-4.0, an address, or both; nil: it is not stated.
    public var licence: String?
    /// The folder into which auditors put their reports, and witnesses what they cosigned; nil: none is shown.
    public var audits: String?
    /// Of a replica: this process also follows its origin.
    public var follow = false
    /// Seconds from one look at the origin to the next.
    public var followInterval = 1
    /// The file of the key that cosigns what the replica holds; nil: none does.
    public var mirrorKey: String?
    /// The file of the federation of which the ledger is a member's; nil: of none.
    public var federation: String?

    /// All as a rule.
    public init() {}

    /// - Parameter config: what flags say, before what the environment says.
    /// - Throws: `LedgerError` with `usage` where a setting is not what it should be.
    public init(_ config: ConfigReader) throws(LedgerError) {
        let reader = Reader(config: config)
        host = reader.text(Self.host) ?? host
        try reader.number(Self.port, 0...65_535, &port)
        tlsCertificate = reader.text(Self.tlsCertificate)
        tlsKey = reader.text(Self.tlsKey)
        try reader.truth(Self.insecure, &insecure)
        try reader.truth(Self.noWorker, &noWorker)
        try reader.truth(Self.openEvidence, &openEvidence)
        jwks = reader.text(Self.jwks)
        jwtRoleClaim = reader.text(Self.jwtRoleClaim) ?? jwtRoleClaim
        jwtIssuer = reader.text(Self.jwtIssuer)
        jwtAudience = reader.text(Self.jwtAudience)
        try reader.number(Self.rate, 0...1_000_000, &rate)
        try reader.number(Self.maxBody, 1_024...(1 << 30), &maxBody)
        try reader.number(Self.maxUpload, 1_024...(1 << 40), &maxUpload)
        try reader.number(Self.maxStreams, 0...1_000_000, &maxStreams)
        try reader.number(Self.maxConnections, 1...1_000_000, &maxConnections)
        try reader.number(Self.requestTime, 1...86_400, &requestTime)
        try reader.number(Self.idleTime, 1...86_400, &idleTime)
        try reader.number(Self.drainTime, 1...86_400, &drainTime)
        try reader.number(Self.readyLag, 0...1_000_000_000, &readyLag)
        licence = reader.text(Self.licence)
        audits = reader.text(Self.audits)
        try reader.truth(Self.follow, &follow)
        try reader.number(Self.followInterval, 1...86_400, &followInterval)
        mirrorKey = reader.text(Self.mirrorKey)
        federation = reader.text(Self.federation)
        try check()
    }

    private func check() throws(LedgerError) {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw LedgerError(.usage, "TLS needs both --tls-cert and --tls-key.")
        }
        guard tlsCertificate != nil || insecure || Self.isLoopback(host) else {
            throw LedgerError(
                .usage,
                "On \(host) others could read the tokens and answers on their way: give --tls-cert and --tls-key, or listen on "
                    + "127.0.0.1 behind a proxy that has TLS. Where the network is trusted, repeat with --insecure.")
        }
        guard jwks != nil || (jwtIssuer == nil && jwtAudience == nil) else {
            throw LedgerError(
                .usage, "--jwt-issuer and --jwt-audience say what tokens must be; the keys are given by --jwks.")
        }
    }

    /// Whether only this machine can reach an address.
    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.wholeMatch(of: /127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/) != nil
    }

    /// Every setting as it is, for the log: none of them is a secret, and of files only their names are shown.
    var listed: [(name: String, value: String)] {
        [
            (Self.host, host), (Self.port, "\(port)"), (Self.tlsCertificate, tlsCertificate ?? "none"),
            (Self.insecure, "\(insecure)"), (Self.noWorker, "\(noWorker)"), (Self.openEvidence, "\(openEvidence)"),
            (Self.jwks, jwks ?? "none"), (Self.rate, "\(rate)"), (Self.maxBody, "\(maxBody)"),
            (Self.maxUpload, "\(maxUpload)"), (Self.maxStreams, "\(maxStreams)"),
            (Self.maxConnections, "\(maxConnections)"), (Self.requestTime, "\(requestTime)"),
            (Self.idleTime, "\(idleTime)"), (Self.drainTime, "\(drainTime)"), (Self.readyLag, "\(readyLag)"),
            (Self.licence, licence ?? "not stated"), (Self.audits, audits ?? "none"),
            (Self.follow, "\(follow)"), (Self.followInterval, "\(followInterval)"),
            (Self.mirrorKey, mirrorKey ?? "none"), (Self.federation, federation ?? "none"),
        ].map { ($0.0.flag, $0.1) }
    }

    /// Reads settings so that a wrong one says where it came from.
    private struct Reader {
        var config: ConfigReader

        func text(_ name: Name) -> String? {
            guard let text = config.string(forKey: ConfigKey(name.key.components)), !text.isEmpty else { return nil }
            return text
        }

        func number(_ name: Name, _ range: ClosedRange<Int>, _ value: inout Int) throws(LedgerError) {
            guard let text = text(name) else { return }
            guard let number = Int(text), range.contains(number) else {
                throw wrong(name, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            value = number
        }

        func truth(_ name: Name, _ value: inout Bool) throws(LedgerError) {
            guard let text = text(name) else { return }
            switch text {
            case "true", "1", "yes": value = true
            case "false", "0", "no": value = false
            default: throw wrong(name, text, "true or false")
            }
        }

        private func wrong(_ name: Name, _ text: String, _ allowed: String) -> LedgerError {
            LedgerError(.usage, "--\(name.flag) (or $\(name.variable)): \"\(text)\" is not \(allowed).")
        }
    }
}
