internal import Foundation

/// Machines of a test: network namespaces on one switch, which end with it. A machine that is cut off has its address and its
/// connections still, and what it sends goes nowhere: nobody is told.
package final class Hosts {
    private let names: [String]
    /// In whose namespaces the others lie.
    private let room: Running

    /// Whether this machine lets us have them: root, or whoever may make namespaces for users.
    package static let areAllowed: Bool = {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c", "unshare \(flags.joined(separator: " ")) ip link add name c type bridge 2>/dev/null",
        ]
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    private static let flags =
        geteuid() == 0 ? ["--net", "--mount"] : ["--user", "--map-root-user", "--net", "--mount"]

    package init(_ names: [String]) async throws {
        self.names = names
        // It ends when the test does, however that ends: its namespaces are nobody's then.
        let script = """
            set -e
            mount -t tmpfs none /run
            ip link add name switch type bridge
            ip link set dev switch up
            number=0
            for name in "$@"; do
                number=$((number + 1))
                ip netns add "$name"
                ip link add name "$name" type veth peer name wire netns "$name"
                ip link set dev "$name" master switch up
                ip -n "$name" address add 10.77.0.$number/24 dev wire
                ip -n "$name" link set dev wire up
                ip -n "$name" link set dev lo up
            done
            echo ready
            while kill -0 \(getpid()) 2>/dev/null; do sleep 1; done
            """
        room = try Program(url: URL(filePath: "/usr/bin/unshare"))
            .start(Self.flags + ["/bin/bash", "-c", script, "hosts"] + names)
        guard try await !room.says("ready") else { return }
        throw HostError(what: "No hosts: \(room.errors)")
    }

    deinit { room.kill() }

    package struct HostError: Error { var what: String }

    package func address(of name: String) -> String { "10.77.0.\((names.firstIndex(of: name) ?? 0) + 1)" }

    /// Starts a program on a machine; the process is the program's own.
    package func start(_ program: Program, on name: String, _ arguments: [String]) throws -> Running {
        try Program(url: URL(filePath: "/usr/bin/nsenter"))
            .start(inside + ["ip", "netns", "exec", name, program.url.path] + arguments)
    }

    /// Runs a program on a machine to its end.
    package func run(_ program: Program, on name: String, _ arguments: [String]) async throws -> Program.Run {
        await (try start(program, on: name, arguments)).finished()
    }

    /// Pulls a machine's cable out of the switch.
    package func cut(_ name: String) async throws { try await wire(name, "nomaster") }

    /// Puts it back.
    package func heal(_ name: String) async throws { try await wire(name, "master switch") }

    private func wire(_ name: String, _ state: String) async throws {
        let run = try await Program(url: URL(filePath: "/usr/bin/nsenter"))
            .run(inside + ["ip", "link", "set", "dev", name] + state.split(separator: " ").map(String.init))
        guard run.status == 0 else { throw HostError(what: run.errors) }
    }

    /// Leads into the room.
    private var inside: [String] {
        let user = geteuid() == 0 ? [] : ["--user", "--preserve-credentials"]
        return ["--target", "\(room.processIdentifier)", "--mount", "--net"] + user + ["--"]
    }
}
