import Foundation
public import Incidents

extension Day {
    /// The day, in universal time, on which this is called: what a statement without a known-at day is known at.
    public static var today: Day {
        Day(number: Int32((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    }
}
