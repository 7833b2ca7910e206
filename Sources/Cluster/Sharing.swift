/// Which worker is to keep which view: a function of who there is, what each was asked to keep, and who has what now. Whoever
/// knows the same comes to the same, so that no two workers reach for one view.
///
/// No worker that was asked for all views has more than ceil(views / workers) of them in the end. As few change hands as
/// possible: each time that one does, what its last keeper had of it is worth nothing.
struct Sharing {
    /// What each worker was asked to keep.
    private let asked: [String: Set<String>]
    /// By view.
    private(set) var assigned: [String: String]
    private var counts: [String: Int] = [:]

    /// - Parameters:
    ///   - asked: what each worker that is there was asked to keep.
    ///   - holders: who has each view now, also workers that are not heard of: their views are theirs until they are free.
    init(asked: [String: Set<String>], holders: [String: String]) {
        self.asked = asked
        assigned = holders
        for holder in holders.values { counts[holder, default: 0] += 1 }
        for view in Set(asked.values.joined()).subtracting(holders.keys).sorted() {
            let askers = asked.keys.filter { asked[$0]?.contains(view) ?? false }
            if let next = askers.min(by: { order($0) < order($1) }) { assign(view, to: next) }
        }
        while let move = nextMove() {
            counts[assigned[move.view] ?? "", default: 0] -= 1
            assign(move.view, to: move.worker)
        }
    }

    /// The views of a worker.
    func views(of worker: String) -> Set<String> { Set(assigned.filter { $0.value == worker }.keys) }

    private mutating func assign(_ view: String, to worker: String) {
        assigned[view] = worker
        counts[worker, default: 0] += 1
    }

    private func count(_ worker: String) -> Int { counts[worker] ?? 0 }

    /// Who has less comes first.
    private func order(_ worker: String) -> (Int, String) { (count(worker), worker) }

    /// A view that makes two workers more equal: from the one that has most to the one that has least of those that were asked
    /// for it, where that has two less.
    private func nextMove() -> (view: String, worker: String)? {
        let workers = asked.keys.sorted { order($0) < order($1) }
        for from in workers.reversed() {
            for to in workers where count(to) + 2 <= count(from) {
                let views = views(of: from).intersection(asked[to] ?? [])
                if let view = views.max() { return (view, to) }
            }
        }
        return nil
    }
}
