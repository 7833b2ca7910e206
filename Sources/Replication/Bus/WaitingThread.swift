internal import Dispatch

/// Runs what waits for the network, one piece after another, where it holds up nothing else.
final class WaitingThread: Sendable {
    private let queue: DispatchQueue

    init(named name: String) { queue = DispatchQueue(label: name) }

    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
