extension Checker {
    mutating func check(_ law: Law) {
        check(law.adopted, "adopted", isExpected: true)
        if law.title.isEmpty, law.number.isEmpty {
            refuse(.missing, "title", given: "", "must be stated", allowed: "the title as published, or the number")
        }
        checkJurisdiction(law.jurisdiction)
        checkForce(law.inForceFrom, law.inForceTo)
        check(textDigest: law.textDigest)
    }

    mutating func check(_ provision: Provision) {
        require(provision.law, "law", allowed: "the identifier of the law")
        require(provision.number, "number", allowed: "its number in the law, for example art. 12(1)")
        checkJurisdiction(provision.jurisdiction)
        checkForce(provision.inForceFrom, provision.inForceTo)
        for (index, implementation) in provision.implements.enumerated() {
            require(
                implementation.saidBy, "implements[\(index)].saidBy",
                allowed: "who says that it implements the article: a body or a publisher")
        }
        check(provision.imprisonment, "imprisonment")
        check(provision.fine, "fine")
        if provision.benefit == .required, provision.benefitOmitted != nil {
            flag(.benefitOmittedThoughRequired, "benefitOmitted", "the benefit is an element of the offence")
        }
        check(textDigest: provision.textDigest)
    }

    /// It may lie in the future: a law that is adopted says when it begins.
    private mutating func checkForce(_ from: Day?, _ to: Day?) {
        guard let from, let to, to < from else { return }
        refuse(
            .inconsistentPeriod, "inForceTo", given: to.description, "is before it is in force",
            allowed: "\(from) or later")
    }

    private mutating func check(textDigest: [UInt8]) {
        guard !textDigest.isEmpty, textDigest.count != 32 else { return }
        refuse(
            .outOfRange, "textDigest", given: "\(textDigest.count) bytes", "is not a SHA-256",
            allowed: "32 bytes, 64 hexadecimal digits")
    }

    mutating func check(_ indicator: Indicator) {
        require(indicator.publisher, "publisher", allowed: "who states it")
        require(indicator.measure, "measure", allowed: "what is stated, as published")
        if indicator.value.isReported {
            require(indicator.value.unit, "value.unit", allowed: "what is counted, for example persons or percent")
        } else {
            refuse(.missing, "value", given: "", "must be stated", allowed: Count.allowedForms)
        }
        check(indicator.value, "value")
        if let region = indicator.region { check(region, "region", groupsAllowed: true) }
        check(indicator.period, "period")
        check(indicator.asAt, "asAt")
    }

    mutating func check(_ activity: Activity) {
        if activity.type == nil {
            refuse(.missing, "type", given: "", "must be stated", allowed: ActivityType.allowedCodes)
        }
        check(activity.occurred, "occurred", isExpected: activity.status != .planned)
        check(activity.place)
        check(countries: activity.countries, "countries")
        check(activity.persons, "persons")
        check(activity.quantity, "quantity")
        if activity.quantity.isReported {
            require(
                activity.quantity.unit, "quantity.unit", allowed: "what is counted, for example trainings or requests")
        }
    }
}
