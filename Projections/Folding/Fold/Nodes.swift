package import Incidents

/// A stretch of days whose changes are summed together: all days, a year, a month or a day.
///
/// What was known by a day is the sum of the years before it, the months before it in its year and the days up to it
/// in its month: as many sums as there are years, plus at most 42, however long the log is.
package enum Node {
    package static let allDays: UInt32 = 0

    package static func year(_ year: Int) -> UInt32 { UInt32(year) << 16 }

    package static func month(_ year: Int, _ month: Int) -> UInt32 { Node.year(year) | UInt32(month) << 8 }

    package static func day(_ year: Int, _ month: Int, _ day: Int) -> UInt32 { Node.month(year, month) | UInt32(day) }

    /// 0001-01-01 to 9999-12-31; an event that is known outside of them is parked.
    package static let days = Day(number: -719_162)...Day(number: 2_932_896)

    /// The year, the month and the day that a day belongs to.
    package static func nodes(of day: Day) -> (year: UInt32, month: UInt32, day: UInt32) {
        let civil = day.civil
        let (y, m) = (Int(civil.year), Int(civil.month))
        return (year(y), month(y, m), Node.day(y, m, Int(civil.day)))
    }
}

/// The stretches of positions at whose ends running sums are kept. Within one, an answer folds the events again.
///
/// They are fixed, and do not depend on how many events were folded at a time: so a view's files are a function of the
/// log alone, and two of them can be compared byte by byte.
package struct Blocks: Hashable, Sendable {
    /// 4,096 positions, and 65,536 for the sums by year, month and day, of which there are many more.
    package static let standard = Blocks(shift: 12, calendarShift: 16)

    /// The binary logarithm of the length of a block, for the sums over all days.
    package let shift: UInt8
    /// The same for the sums by year, month and day.
    package let calendarShift: UInt8

    package init(shift: UInt8, calendarShift: UInt8) {
        self.shift = shift
        self.calendarShift = calendarShift
    }

    /// The block in which a position lies.
    package static func number(of position: UInt64, shift: UInt8) -> UInt32 {
        UInt32(truncatingIfNeeded: (position - 1) >> UInt64(shift))
    }

    /// The end of the block in which the position after `position` lies.
    package func end(after position: UInt64) -> UInt64 { ((position >> UInt64(shift)) + 1) << UInt64(shift) }

    /// The end of the calendar block in which the position after `position` lies.
    package func calendarEnd(after position: UInt64) -> UInt64 {
        ((position >> UInt64(calendarShift)) + 1) << UInt64(calendarShift)
    }
}
