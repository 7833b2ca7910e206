extension Checker {
    mutating func check(_ deaths: Deaths) {
        check(deaths.occurred, "occurred", isExpected: true)
        check(deaths.place)
        check(deaths.dead, "dead")
        check(deaths.missing, "missing")
        check(deaths.survivors, "survivors")
        check(deaths.females, "females")
        check(deaths.males, "males")
        check(deaths.children, "children")
        check(deaths.statedTotal, "statedTotal")
        check(countries: deaths.countriesOfOrigin, "countriesOfOrigin")
        check(quality: deaths.sourceQuality, "sourceQuality")
        checkToll(deaths)
    }

    /// Females, males and children are among the dead and missing. What is not reported counts as nothing here, so
    /// that a part is held against what is known of the whole. A negative toll is a balance between split rows: it has
    /// no parts.
    private mutating func checkToll(_ deaths: Deaths) {
        guard deaths.dead.isReported || deaths.missing.isReported || deaths.statedTotal.isReported else {
            flag(.tollNotReported, "", "neither dead nor missing nor a total is stated")
            return
        }
        checkTotal(deaths)
        guard let toll = Checker.toll(of: deaths), toll >= 0 else { return }
        let adults = Checker.least(deaths.females) + Checker.least(deaths.males)
        if adults > toll {
            flag(.femalesAndMalesExceedToll, "females", "females and males are \(adults), dead and missing \(toll)")
        }
        let children = Checker.least(deaths.children)
        if children > toll {
            flag(.childrenExceedToll, "children", "children are \(children), dead and missing \(toll)")
        }
    }

    private mutating func checkTotal(_ deaths: Deaths) {
        guard deaths.dead.isReported || deaths.missing.isReported else { return }
        guard let total = deaths.statedTotal.exactValue, let toll = Checker.parts(of: deaths), total != toll else {
            return
        }
        flag(.statedTotalDiffers, "statedTotal", "the total is \(total), dead and missing add up to \(toll)")
    }

    /// The most that dead and missing can be; nil where that is unbounded. The stated total where neither is reported.
    private static func toll(of deaths: Deaths) -> Int64? {
        guard deaths.dead.isReported || deaths.missing.isReported else { return deaths.statedTotal.upperBound }
        return parts(of: deaths)
    }

    private static func parts(of deaths: Deaths) -> Int64? {
        guard let dead = deaths.dead.isReported ? deaths.dead.upperBound : 0,
            let missing = deaths.missing.isReported ? deaths.missing.upperBound : 0
        else { return nil }
        let (sum, isTooLarge) = dead.addingReportingOverflow(missing)
        return isTooLarge ? nil : sum
    }

    /// The least that a count can be, kept within 62 bits so that two of them can be added.
    private static func least(_ count: Count) -> Int64 {
        min(max(count.lowerBound ?? 0, -(1 << 61)), 1 << 61)
    }
}
