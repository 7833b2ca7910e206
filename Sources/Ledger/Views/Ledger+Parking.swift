import Forms
import Foundation
import Incidents

extension Ledger {
    /// Decides that a view goes without an event that it could not take in. Its answers go on saying that they lack it;
    /// its status no longer asks anybody to look.
    ///
    /// - Parameters:
    ///   - name: the view's.
    ///   - position: the event's.
    ///   - reason: is kept with the decision.
    /// - Throws: `LedgerError`: `notFound` for an unknown view, `refused` where the event is not parked or no reason is
    ///   given.
    public func dropParked(view name: String, position: UInt64, reason: String, actor: String) throws {
        try LedgerError.wrapping {
            let state = try answering(name)
            guard !reason.isEmpty else { throw LedgerError(.refused, "A decision is kept with its reason: state one.") }
            guard let event = state.parked.first(where: { $0.position == position }) else {
                throw LedgerError(.refused, "View \(name) has not parked the event at position \(position).")
            }
            if event.dropped != nil { return }
            try decision(.drop, state, position, reason, actor).add(in: path)
        }
    }

    /// Says that the decisions about the parked events of a view, or of the finder's store, no longer stand. What is parked
    /// is tried again by a rebuild.
    func forgetDrops(in name: String, actor: String) throws {
        let state = try answering(name)
        for event in state.parked where event.dropped != nil {
            try decision(.retry, state, event.position, "", actor).add(in: path)
        }
    }

    /// How the build that answers stands.
    private func answering(_ name: String) throws -> ViewState {
        if name == Self.finderName { return try finderState() }
        let states = try states(of: try Self.registeredView(name))
        return states.first { $0.isLive } ?? states[0]
    }

    private func decision(
        _ kind: ParkingDecision.Kind, _ state: ViewState, _ position: UInt64, _ reason: String, _ actor: String
    ) -> ParkingDecision {
        ParkingDecision(
            decision: kind, view: state.name, version: UInt32(clamping: state.version), position: position,
            reason: reason, actor: actor,
            at: Instant.text(microseconds: UInt64(Date().timeIntervalSince1970 * 1_000_000)), logID: logID)
    }
}
