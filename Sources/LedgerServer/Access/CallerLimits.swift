import Forms
import HTTPTypes
import Synchronization

/// How much one token may ask at a time: requests by a bucket that fills at the rate, and streams by number.
final class CallerLimits: Sendable {
    private struct Account {
        var left: Double
        var at: ContinuousClock.Instant
        var streams = 0
    }

    /// A burst of so many seconds' requests goes through at once.
    private static let burst = 10.0
    /// Those who may ask without a token share one account.
    private static let nobody = "nobody"

    private let rate: Int
    private let streams: Int
    private let accounts = Mutex<[String: Account]>([:])

    /// - Parameters:
    ///   - rate: requests a second; 0: as many as come.
    ///   - streams: at one time.
    init(rate: Int, streams: Int) {
        self.rate = rate
        self.streams = streams
    }

    /// Counts a request.
    ///
    /// - Throws: ``Problem`` where it is one too many, with the seconds to wait.
    func count(_ caller: Caller?) throws {
        guard rate > 0 else { return }
        let most = Double(rate) * Self.burst
        let wait: Double? = accounts.withLock { accounts in
            let now = ContinuousClock.now
            let name = caller?.tokenID ?? Self.nobody
            var account = accounts[name] ?? Account(left: most, at: now)
            let passed = account.at.duration(to: now) / .seconds(1)
            account.left = min(most, account.left + passed * Double(rate))
            account.at = now
            defer { accounts[name] = account }
            guard account.left >= 1 else { return (1 - account.left) / Double(rate) }
            account.left -= 1
            return nil
        }
        guard let wait else { return }
        throw Problem(
            .tooManyRequests, .tooMany,
            "This token may ask \(rate) times a second (--rate), and has asked more often over the last \(Int(Self.burst)).",
            headers: [.retryAfter: "\(max(1, Int(wait.rounded(.up))))"])
    }

    /// A place for one stream, until it is closed.
    func openStream(of caller: Caller?) throws -> StreamPlace {
        let name = caller?.tokenID ?? Self.nobody
        let isOpen = accounts.withLock { accounts in
            var account = accounts[name] ?? Account(left: Double(rate) * Self.burst, at: .now)
            guard account.streams < streams else { return false }
            account.streams += 1
            accounts[name] = account
            return true
        }
        guard isOpen else {
            throw Problem(
                .tooManyRequests, .tooMany,
                "This token has \(streams) streams open (--max-streams): close one before another is opened.",
                headers: [.retryAfter: "1"])
        }
        return StreamPlace { [self] in accounts.withLock { $0[name]?.streams -= 1 } }
    }

    /// Streams that are open now.
    var openStreams: Int { accounts.withLock { $0.values.reduce(0) { $0 + $1.streams } } }
}

/// One of the streams that a token may have. It is given back once, however often it is closed, and also where nobody
/// closes it because its answer was never written.
final class StreamPlace: Sendable {
    private let giveBack: Mutex<(@Sendable () -> Void)?>

    init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = Mutex(giveBack) }

    func close() {
        let give = giveBack.withLock { held in
            defer { held = nil }
            return held
        }
        give?()
    }

    deinit { close() }
}
