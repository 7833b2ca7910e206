import ArgumentParser
import Fields
import Finding
import Forms
import Incidents
import Ledger

/// What a record that is looked for says.
struct FindContentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "In this region or group: scheme:code, or its name in any scheme. May be repeated.", valueName: "region"))
    var region: [String] = []

    @Option(help: ArgumentHelp("In this country, by code or name. May be repeated.", valueName: "country"))
    var country: [String] = []

    @Option(help: ArgumentHelp("It counts in one of these years: 2019, 2015..2019, 2015..", valueName: "years"))
    var year: String?

    @Option(
        help: ArgumentHelp("It may have occurred on this day or later; 2019-10 is its first day.", valueName: "day"))
    var from: String?

    @Option(
        help: ArgumentHelp("It may have occurred on this day or before; 2019-10 is its last day.", valueName: "day"))
    var to: String?

    @Option(parsing: .unconditional, help: ArgumentHelp("These words stand in it.", valueName: "words"))
    var text: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Not farther than --within from this point: 35.5,12.6 (north and east).", valueName: "lat,lon"))
    var near: String?

    @Option(help: ArgumentHelp("How far from --near.", valueName: "km"))
    var within: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "So many may have died: 10, 8..12, 8.., ..12. Of an incident, in all of its deaths records.",
            valueName: "range"))
    var dead: String?

    @Option(help: ArgumentHelp("It carries this flag. May be repeated.", valueName: "code"))
    var flag: [String] = []

    @Option(help: ArgumentHelp("It belongs to this operation.", valueName: "id"))
    var operation: String?

    @Option(help: ArgumentHelp("It belongs to this incident.", valueName: "id"))
    var incident: String?

    @Option(name: .customLong("case"), help: ArgumentHelp("It belongs to this case.", valueName: "id"))
    var caseID: String?

    func fill(_ request: inout FindRequest) throws {
        (request.regions, request.countries, request.flags) = (region, country, flag)
        (request.operation, request.incident, request.caseID, request.text) = (operation, incident, caseID, text)
        request.years = try year.map(YearSpan.open)
        request.from = try from.map { try Reading.period($0).firstDay }
        request.to = try to.map { try Reading.period($0).lastDay }
        request.dead = try dead.map { text in
            guard let range = NumberRange(text) else {
                throw LedgerError(.usage, "\"\(text)\" is no range: 10, 8..12, 8.. or ..12.")
            }
            return range
        }
        request.near = try circle()
    }

    private func circle() throws -> FindQuery.Near? {
        guard let near else {
            guard within == nil else { throw LedgerError(.usage, "--within says how far from --near: name the point.") }
            return nil
        }
        guard let within, within >= 0, within.isFinite else {
            throw LedgerError(.usage, "How far from \(near)? Say it in kilometres: --within 50.")
        }
        let point = try Reading.point(near)
        return FindQuery.Near(
            latitude: Double(point.latitudeE7) / 1e7, longitude: Double(point.longitudeE7) / 1e7, kilometres: within)
    }
}

/// Who said what is looked for, and when the ledger took it in.
struct FindStatementOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: ArgumentHelp("These words stand among its sources.", valueName: "words"))
    var source: String?

    @Option(
        help: ArgumentHelp("Of a publisher with these words in its name, or of a dataset of it.", valueName: "name"))
    var publisher: String?

    @Option(help: ArgumentHelp("This actor has said something of it.", valueName: "name"))
    var actor: String?

    @Option(
        help: ArgumentHelp(
            "Of this dataset; desk for what people recorded on their own. May be repeated.", valueName: "id"))
    var dataset: [String] = []

    @ArgumentParser.Flag(help: "Desk and dataset say different things of it.")
    var disputed = false

    @ArgumentParser.Flag(help: "It is withdrawn; what it said last is shown.")
    var withdrawn = false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The ledger took in a change of it between two days, positions or instants, both included.",
            valueName: "from to"))
    var changedBetween: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The ledger first took it in between two of them.", valueName: "from to"))
    var recordedBetween: [String] = []

    func fill(_ request: inout FindRequest) throws {
        (request.source, request.publisher, request.actor, request.datasets) = (source, publisher, actor, dataset)
        (request.isDisputed, request.isWithdrawn) = (disputed, withdrawn)
        request.changed = try Self.span(changedBetween, "--changed-between")
        request.recorded = try Self.span(recordedBetween, "--recorded-between")
    }

    private static func span(_ ends: [String], _ option: String) throws -> LogSpan? {
        if ends.isEmpty { return nil }
        guard ends.count == 2 else {
            throw LedgerError(
                .usage, "\(option) takes two days, positions or instants: \(option) 2020-03-01 2020-03-31.")
        }
        return try LogSpan(ends[0], ends[1])
    }
}
