/// Times two ways to do the same work in turn, so that a machine that becomes slower slows both.
struct Pairs {
    private(set) var events = 0
    private(set) var ours: Duration = .zero
    private(set) var floor: Duration = .zero
    private var ratios: [Double] = []

    /// Adds one round.
    mutating func add(_ count: Int, ours: Duration, floor: Duration) {
        events += count
        self.ours += ours
        self.floor += floor
        ratios.append(floor / ours)
    }

    var eventsPerSecond: Double { Double(events) / ours.inSeconds }
    var floorPerSecond: Double { Double(events) / floor.inSeconds }
    /// Ours against the floor's speed: the median of the rounds.
    var ratio: Double { ratios.sorted()[ratios.count / 2] }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}

/// How long something takes.
func timed<Result>(_ body: () throws -> Result) rethrows -> (Result, Duration) {
    let start = ContinuousClock.now
    let result = try body()
    return (result, .now - start)
}

/// The same for what is awaited.
func timedAwaiting<Result: Sendable>(_ body: () async throws -> Result) async rethrows -> (Result, Duration) {
    let start = ContinuousClock.now
    let result = try await body()
    return (result, .now - start)
}

/// The middle one of some figures; 0 of none.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
