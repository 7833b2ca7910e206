import Foundation

/// One HTTP/1.1 connection that asks and waits, over and over: as little work as that takes, since it runs on the same
/// processors as what is measured.
final class LoadConnection {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    private var unread: ArraySlice<UInt8> = []

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
        let head = try head()
        let lines = head.split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure("what came back is no HTTP")
        }
        var length: Int?
        var isChunked = false
        for line in lines.dropFirst() {
            let field = line.lowercased()
            if field.hasPrefix("content-length:") {
                length = Int(field.dropFirst(15).trimmingCharacters(in: .whitespaces))
            }
            if field.hasPrefix("transfer-encoding:") { isChunked = field.contains("chunked") }
        }
        return (status, isChunked ? try skipChunks() : try skip(length ?? 0))
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

    private func fill() throws {
        let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { throw Failure("the connection was closed") }
        unread = buffer[0..<count]
    }

    private func byte() throws -> UInt8 {
        if unread.isEmpty { try fill() }
        return unread.removeFirst()
    }

    private func line() throws -> String {
        var bytes: [UInt8] = []
        while true {
            let next = try byte()
            if next == 0x0A { break }
            if next != 0x0D { bytes.append(next) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func head() throws -> String {
        var head = ""
        while true {
            let line = try line()
            if line.isEmpty { return head }
            head += line + "\r\n"
        }
    }

    private func skip(_ count: Int) throws -> Int {
        var left = count
        while left > 0 {
            if unread.isEmpty { try fill() }
            let part = min(left, unread.count)
            unread = unread.dropFirst(part)
            left -= part
        }
        return count
    }

    private func skipChunks() throws -> Int {
        var bytes = 0
        while true {
            let size = try line().split(separator: ";").first.flatMap { Int($0, radix: 16) } ?? 0
            if size == 0 { break }
            bytes += try skip(size)
            _ = try line()
        }
        // Trailers, to the empty line.
        _ = try head()
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
