internal import LedgerSchema

extension PublishedFigure: WireCodable {
    var wire: WirePublishedFigure {
        var wire = WirePublishedFigure()
        if let period { wire.period = period.wire }
        wire.geography = geography
        if let region { wire.region = region.wire }
        wire.publisher = publisher
        wire.subject = subject
        wire.measure = measure
        wire.measureCode = measureCode
        if let count = count.wireIfStated { wire.count = count }
        if let publishedOn { wire.publishedOn = publishedOn.number }
        if let asAt { wire.asAt = asAt.number }
        wire.citation = citation
        wire.paragraph = paragraph
        wire.operation = operation
        wire.dataset = dataset
        wire.periodText = periodText
        wire.asAtText = asAtText
        notes.write(to: &wire)
        return wire
    }

    init(wire: WirePublishedFigure) throws(ValidationError) {
        self.init()
        period = wire.hasPeriod ? try value(wire.period, "period") : nil
        geography = wire.geography
        region = wire.hasRegion ? Region(wire: wire.region) : nil
        publisher = wire.publisher
        subject = wire.subject
        measure = wire.measure
        measureCode = wire.measureCode
        count = wire.hasCount ? try value(wire.count, "count") : .notReported
        publishedOn = wire.hasPublishedOn ? Day(number: wire.publishedOn) : nil
        asAt = wire.hasAsAt ? Day(number: wire.asAt) : nil
        citation = wire.citation
        paragraph = wire.paragraph
        operation = wire.operation
        dataset = wire.dataset
        periodText = wire.periodText
        asAtText = wire.asAtText
        notes = try Notes(wire: wire)
    }
}
