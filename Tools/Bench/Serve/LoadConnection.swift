import Foundation

/// One HTTP/1.1 connection that asks and waits, over and over: as little work as that takes, since it runs on the same
/// processors as what is measured.
///
/// What came is in one piece of memory, of which nothing is copied: heads are searched in place.
final class LoadConnection {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    /// What came and was not looked at yet.
    private var unread = 0..<0

    struct Failure: Error, CustomStringConvertible {
        var description: String

        init(_ what: String) { description = "\(what): \(String(cString: strerror(errno)))" }
    }

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure("socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure("connect") }
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(socket) }

    /// Asks, and reads the whole answer.
    ///
    /// - Parameter request: head and body, as they go over the connection.
    /// - Returns: the answer's status and how many bytes its body had.
    func ask(_ request: [UInt8]) throws -> (status: Int, bytes: Int) {
        try send(request)
        let first = try line()
        // `HTTP/1.1 201 Created`
        guard first.count >= 12, let status = number(in: first.dropFirst(9).prefix(3), radix: 10) else {
            throw Failure("what came back is no HTTP")
        }
        var length = 0
        var isChunked = false
        while case let field = try line(), !field.isEmpty {
            if let value = value(of: field, "content-length:") {
                length = number(in: value, radix: 10) ?? 0
            } else if value(of: field, "transfer-encoding:") != nil {
                isChunked = true
            }
        }
        if isChunked { return (status, try skipChunks()) }
        try skip(length)
        return (status, length)
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure("send") }
            sent += count
        }
    }

    /// Reads more, after what is not looked at yet.
    private func fill() throws {
        if unread.upperBound == buffer.count || unread.isEmpty {
            // Only the beginning of a line is ever moved.
            buffer.replaceSubrange(0..<unread.count, with: Array(buffer[unread]))
            unread = 0..<unread.count
        }
        let end = unread.upperBound
        let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress! + end, $0.count - end, 0) }
        guard count > 0 else { throw Failure("the connection was closed") }
        unread = unread.lowerBound..<end + count
    }

    /// Where the next line lies, without its end.
    private func line() throws -> Range<Int> {
        var searched = 0
        while true {
            for place in unread.lowerBound + searched..<unread.upperBound where buffer[place] == UInt8(ascii: "\n") {
                let line = unread.lowerBound..<max(unread.lowerBound, place - 1)
                unread = place + 1..<unread.upperBound
                return line
            }
            searched = unread.count
            try fill()
        }
    }

    /// The value of a field of a head, whose name is given in lower case.
    private func value(of line: Range<Int>, _ name: StaticString) -> Range<Int>? {
        guard line.count > name.utf8CodeUnitCount else { return nil }
        for place in 0..<name.utf8CodeUnitCount
        where buffer[line.lowerBound + place] | 0x20 != name.utf8Start[place] | 0x20 {
            return nil
        }
        return line.dropFirst(name.utf8CodeUnitCount)
    }

    /// The number that some bytes spell, which may have spaces before them and a semicolon with more behind them.
    private func number(in bytes: Range<Int>, radix: Int) -> Int? {
        var text = String(decoding: buffer[bytes], as: UTF8.self)[...]
        text = text.drop { $0 == " " }
        return Int(text.prefix { $0 != ";" }, radix: radix)
    }

    private func skip(_ count: Int) throws {
        var left = count
        while left > 0 {
            if unread.isEmpty { try fill() }
            let part = min(left, unread.count)
            unread = unread.dropFirst(part)
            left -= part
        }
    }

    private func skipChunks() throws -> Int {
        var bytes = 0
        while let size = number(in: try line(), radix: 16), size > 0 {
            bytes += size
            // With the end of its line.
            try skip(size + 2)
        }
        // Trailers, to the empty line.
        while case let field = try line(), !field.isEmpty {}
        return bytes
    }
}

/// What many connections at once were answered.
struct Load {
    var requests = 0
    var bytes = 0
    var seconds = 0.0
    /// Of each request, sorted.
    var latencies: [Double] = []

    var perSecond: Double { Double(requests) / seconds }
    var p99: Double { latencies.isEmpty ? 0 : latencies[min(latencies.count - 1, latencies.count * 99 / 100)] }

    /// Has each of some connections ask so many times.
    ///
    /// - Parameter request: by the connection's number and the request's.
    static func run(
        port: Int, connections: Int, each: Int, expecting status: Int,
        _ request: @escaping @Sendable (Int, Int) -> [UInt8]
    ) throws -> Load {
        let threads = try (0..<connections).map { number in
            try LoadThread(port: port) { request(number, $0) }
        }
        let begin = ContinuousClock.now
        for thread in threads { thread.start(each, expecting: status) }
        for thread in threads { thread.wait() }
        var load = Load(seconds: begin.duration(to: .now) / .seconds(1))
        for thread in threads {
            if let problem = thread.problem { throw BenchError(problem) }
            load.requests += thread.latencies.count
            load.bytes += thread.bytes
            load.latencies += thread.latencies
        }
        load.latencies.sort()
        return load
    }
}

/// One connection on a thread. What it has counted is read after it has ended.
private final class LoadThread: @unchecked Sendable {
    private let connection: LoadConnection
    private let request: @Sendable (Int) -> [UInt8]
    private let ended = DispatchSemaphore(value: 0)
    private(set) var latencies: [Double] = []
    private(set) var bytes = 0
    private(set) var problem: String?

    init(port: Int, _ request: @escaping @Sendable (Int) -> [UInt8]) throws {
        connection = try LoadConnection(port: port)
        self.request = request
    }

    func start(_ count: Int, expecting status: Int) {
        let thread = Thread { [self] in
            do {
                for number in 0..<count {
                    let bytes = request(number)
                    let begin = ContinuousClock.now
                    let answer = try connection.ask(bytes)
                    latencies.append(begin.duration(to: .now) / .seconds(1))
                    self.bytes += answer.bytes
                    guard answer.status == status else { throw BenchError("answered with \(answer.status)") }
                }
            } catch {
                problem = "\(error)"
            }
            ended.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
    }

    func wait() { ended.wait() }
}
