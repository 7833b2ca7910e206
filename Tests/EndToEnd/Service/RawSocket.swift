import Foundation
import Synchronization

/// A connection that says what no library would say. What comes back is read by a thread of its own.
final class RawSocket: Sendable {
    private struct Held {
        var received = Data()
        var isEnded = false
    }

    private let socket: Int32
    private let held = Mutex(Held())

    struct Failure: Error {
        var call: String
        var code = errno
    }

    /// - Parameter url: `http://127.0.0.1:PORT`.
    init(_ url: String) throws {
        guard let port = URL(string: url)?.port else { throw Failure(call: "no port in \(url)") }
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Failure(call: "socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure(call: "connect") }
        let thread = Thread { [self] in readAll() }
        thread.stackSize = 128 << 10
        thread.start()
    }

    /// All of a text, or an error where the other side has closed.
    func send(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw Failure(call: "send") }
            bytes = bytes.dropFirst(count)
        }
    }

    var received: String { held.withLock { String(decoding: $0.received, as: UTF8.self) } }

    /// The other side has closed the connection.
    var isEnded: Bool { held.withLock { $0.isEnded } }

    /// Leaves.
    func close() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func readAll() {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
            guard count > 0 else { break }
            held.withLock { $0.received.append(contentsOf: buffer.prefix(count)) }
        }
        held.withLock { $0.isEnded = true }
    }

    deinit { Glibc.close(socket) }
}
