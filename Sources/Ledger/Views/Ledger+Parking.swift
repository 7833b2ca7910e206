import Folding
import Forms
import Foundation
import Incidents
import ProjectionEngine

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
            let view = try Self.registeredView(name)
            guard !reason.isEmpty else { throw LedgerError(.refused, "A decision is kept with its reason: state one.") }
            let parked = try parked(in: view)
            guard let event = parked.first(where: { $0.position == position }) else {
                throw LedgerError(.refused, "View \(name) has not parked the event at position \(position).")
            }
            if event.dropped != nil { return }
            try decision(.drop, view, position, reason, actor).add(in: path)
        }
    }

    /// Says that the decisions about a view's parked events no longer stand. What is parked is tried again by a rebuild.
    func forgetDrops(in view: any View, actor: String) throws {
        for event in try parked(in: view) where event.dropped != nil {
            try decision(.retry, view, event.position, "", actor).add(in: path)
        }
    }

    /// What the build of a view that answers could not take in.
    private func parked(in view: any View) throws -> [ViewState.ParkedEvent] {
        try states(of: view).first { $0.isLive }?.parked ?? []
    }

    private func decision(
        _ kind: ParkingDecision.Kind, _ view: any View, _ position: UInt64, _ reason: String, _ actor: String
    ) -> ParkingDecision {
        ParkingDecision(
            decision: kind, view: view.name, version: view.version, position: position, reason: reason, actor: actor,
            at: Instant.text(microseconds: UInt64(Date().timeIntervalSince1970 * 1_000_000)), logID: logID)
    }
}
