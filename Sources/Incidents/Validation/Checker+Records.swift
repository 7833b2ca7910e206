extension Checker {
    mutating func check(_ incident: Incident) {
        if incident.kind == nil {
            refuse(.missing, "kind", given: "", "must be stated", allowed: IncidentKind.allowedCodes)
        }
        check(incident.occurred, "occurred", isExpected: true)
        check(incident.place)
        check(countries: incident.countriesOfOrigin, "countriesOfOrigin")
        check(countries: incident.countriesOfTransit, "countriesOfTransit")
        check(countries: incident.countriesOfDestination, "countriesOfDestination")
        check(incident.people, "people")
        if let fee = incident.fee { check(fee) }
        if incident.benefit == .proven, incident.exemptions.contains(where: { $0.outcome == .accepted }) {
            flag(.exemptionDespiteBenefit, "exemptions", "an exemption was accepted although the benefit is proven")
        }
    }

    mutating func check(_ people: [PeopleGroup], _ field: String) {
        for (index, group) in people.enumerated() {
            check(group.count, "\(field)[\(index)].count")
            check(country: group.nationality, "\(field)[\(index)].nationality")
        }
    }

    mutating func check(_ fee: Fee) {
        check(Money(amount: fee.amount, currency: fee.currency), "fee")
    }

    mutating func check(_ money: Money?, _ field: String) {
        guard let money else { return }
        check(money.amount, field + ".amount")
        guard money.currency.utf8.count != 3 || !money.currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            return
        }
        refuse(
            .notACurrency, field + ".currency", given: money.currency, "is not a currency code",
            allowed: "three capital letters of ISO 4217, for example USD")
    }

    mutating func check(_ arrests: Arrests) {
        check(arrests.occurred, "occurred", isExpected: true)
        check(arrests.place)
        check(arrests.count, "count")
        check(arrests.people, "people")
        checkSum(of: arrests.people, within: arrests.count, "people", "those arrested")
        check(country: arrests.jurisdiction, "jurisdiction")
        if arrests.incident.isEmpty, arrests.operation.isEmpty {
            flag(.arrestsWithoutContext, "", "neither an incident nor an operation is stated")
        }
    }

    /// Nobody is in two of the groups, so that together they are no more than all.
    mutating func checkSum(of groups: [PeopleGroup], within count: Count, _ field: String, _ whole: String) {
        guard let most = count.upperBound, most >= 0 else { return }
        var least: Int64 = 0
        for group in groups {
            // One whose count is not stated has somebody in it.
            let own = group.count.isReported ? group.count.lowerBound ?? 0 : 1
            let (sum, isTooLarge) = least.addingReportingOverflow(max(own, 0))
            least = isTooLarge ? .max : sum
        }
        guard least > most else { return }
        flag(.peopleExceedCount, field, "the groups are \(least) persons at least, \(whole) \(count.text)")
    }

    mutating func check(_ operation: Operation) {
        require(operation.name, "name", allowed: "the operation's name")
        check(operation.occurred, "occurred", isExpected: true)
        check(operation.place)
        check(countries: operation.countries, "countries")
        check(operation.countriesStated, "countriesStated")
        for (index, phase) in operation.phases.enumerated() {
            check(phase.period, "phases[\(index)].period")
        }
        for (index, result) in operation.results.enumerated() {
            let path = "results[\(index)]"
            require(result.publisher, path + ".publisher", allowed: "who states it")
            require(result.measure, path + ".measure", allowed: "what is counted, for example checks or arrests")
            check(result.count, path + ".count")
            check(result.asAt, path + ".asAt")
        }
    }

    mutating func check(_ figure: PublishedFigure) {
        require(figure.publisher, "publisher", allowed: "who printed it")
        require(figure.measure, "measure", allowed: "what is counted, as published")
        if figure.count.isReported {
            require(figure.count.unit, "count.unit", allowed: "what is counted, for example persons or checks")
        } else {
            refuse(.missing, "count", given: "", "must be stated", allowed: Count.allowedForms)
        }
        check(figure.count, "count")
        if let region = figure.region { check(region, "region", groupsAllowed: true) }
        check(figure.period, "period")
        check(figure.publishedOn, "publishedOn")
        check(figure.asAt, "asAt")
    }

    mutating func check(_ file: Import) {
        if file.fileDigest.count != 32 {
            refuse(
                .outOfRange, "fileDigest", given: "\(file.fileDigest.count) bytes", "is not a SHA-256",
                allowed: "32 bytes, 64 hexadecimal digits")
        }
        require(file.publisher, "publisher", allowed: "whose export it is")
        require(file.columnScheme, "scheme", allowed: "the column scheme, for example mmp-2014")
        if file.columnScheme != Import.figuresScheme {
            require(file.dataset, "dataset", allowed: "the body of records that it is an export of")
        }
        check(Optional(file.asAt), "asAt")
        if file.scope == .years, file.years.isEmpty {
            refuse(.missing, "years", given: "", "must be stated", allowed: "the years that the file is complete for")
        }
        refuseIDs(file.notes)
    }

    mutating func check(_ cells: ImportCells) {
        require(cells.importID, "import", allowed: "the identifier of the import")
        for (index, row) in cells.rows.enumerated() where row.texts.count != cells.columns.count {
            refuse(
                .outOfRange, "rows[\(index)].texts", given: "\(row.texts.count) texts", "are not one for each column",
                allowed: "\(cells.columns.count)")
        }
        refuseIDs(cells.notes)
    }

    private mutating func refuseIDs(_ notes: Notes) {
        guard let id = notes.externalIDs.first else { return }
        refuse(
            .stateDoesNotFit, "externalIds", given: "\(id.scheme):\(id.value)",
            "has no place in an import, a link or a settlement",
            allowed: "nothing: an import is known by its file's digest, a link by its records, a settlement by its flag"
        )
    }

    mutating func check(_ link: Link) {
        let kinds = link.relation == .searched ? [.dataset] : Link.kinds
        if !kinds.contains(link.kind) {
            refuse(
                .outOfRange, "ofKind", given: link.kind.code, "is no kind that is linked so",
                allowed: kinds.map(\.code).joined(separator: ", "))
        }
        check(link.linked)
        check(link.beside)
        if link.record == link.other {
            refuse(.outOfRange, "other", given: link.other, "is the record itself", allowed: "another record")
        }
        refuseIDs(link.notes)
    }

    mutating func check(_ settlement: Settlement) {
        check(settlement.flagged)
        require(settlement.flag.code, "code", allowed: "the code of a flag that the record has")
        refuseIDs(settlement.notes)
    }

    mutating func check(_ dataset: Dataset) {
        require(dataset.publisher, "publisher", allowed: "who states it")
        require(dataset.title, "title", allowed: "what the publisher calls it")
        require(
            dataset.prefix, "prefix", allowed: "what the identifiers of its records begin with, for example \"mmp-\"")
        for id in Set(dataset.succeeds).intersection(dataset.disjointFrom).sorted() {
            refuse(
                .outOfRange, "disjointFrom", given: id, "is also a dataset that this one succeeds",
                allowed: "one of the two: a dataset that is succeeded holds the same records")
        }
    }

    mutating func check(_ notes: Notes) {
        for (index, id) in notes.externalIDs.enumerated() {
            require(id.scheme, "externalIds[\(index)].scheme", allowed: "whose identifier it is")
            check(id, "externalIds[\(index)]")
            require(id.value, "externalIds[\(index)].value", allowed: "the identifier")
        }
        for (index, source) in notes.sources.enumerated() {
            let path = "sources[\(index)]"
            if source.publisher.isEmpty, source.locator.isEmpty {
                refuse(.missing, path, given: "", "names nobody", allowed: "a publisher, a locator, or both")
            }
            check(quality: source.quality, path + ".quality")
            check(source.asAt, path + ".asAt")
        }
        for (index, flag) in notes.flags.enumerated() {
            require(flag.code, "flags[\(index)].code", allowed: "a stable word")
        }
    }

    mutating func check(quality: Int32?, _ field: String) {
        guard let quality, !(1...5).contains(quality) else { return }
        refuse(
            .outOfRange, field, given: "\(quality)", "is outside the scale", allowed: "1 (one source) to 5 (official)")
    }
}
