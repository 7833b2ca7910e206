// Each kind's state, as the record that it is.

extension Incident: KindState {
    package static let recordKind = RecordKind.incident

    package init?(_ record: Record) {
        guard case .incident(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .incident(self) }
}

extension Deaths: KindState {
    package static let recordKind = RecordKind.deaths

    package init?(_ record: Record) {
        guard case .deaths(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .deaths(self) }
}

extension Arrests: KindState {
    package static let recordKind = RecordKind.arrests

    package init?(_ record: Record) {
        guard case .arrests(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .arrests(self) }
}

extension Operation: KindState {
    package static let recordKind = RecordKind.operation

    package init?(_ record: Record) {
        guard case .operation(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .operation(self) }
}

extension PublishedFigure: KindState {
    package static let recordKind = RecordKind.publishedFigure

    package init?(_ record: Record) {
        guard case .publishedFigure(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .publishedFigure(self) }
}

extension Import: KindState {
    package static let recordKind = RecordKind.import

    package init?(_ record: Record) {
        guard case .import(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .import(self) }
}

extension Dataset: KindState {
    package static let recordKind = RecordKind.dataset

    package init?(_ record: Record) {
        guard case .dataset(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .dataset(self) }
}

extension ImportCells: KindState {
    package static let recordKind = RecordKind.importCells

    package init?(_ record: Record) {
        guard case .importCells(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .importCells(self) }
}

extension Link: KindState {
    package static let recordKind = RecordKind.link

    package init?(_ record: Record) {
        guard case .link(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .link(self) }
}

extension Settlement: KindState {
    package static let recordKind = RecordKind.settlement

    package init?(_ record: Record) {
        guard case .settlement(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .settlement(self) }
}

extension CourtCase: KindState {
    package static let recordKind = RecordKind.courtCase

    package init?(_ record: Record) {
        guard case .courtCase(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .courtCase(self) }
}

extension Proceeding: KindState {
    package static let recordKind = RecordKind.proceeding

    package init?(_ record: Record) {
        guard case .proceeding(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .proceeding(self) }
}

extension Law: KindState {
    package static let recordKind = RecordKind.law

    package init?(_ record: Record) {
        guard case .law(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .law(self) }
}

extension Provision: KindState {
    package static let recordKind = RecordKind.provision

    package init?(_ record: Record) {
        guard case .provision(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .provision(self) }
}

extension Indicator: KindState {
    package static let recordKind = RecordKind.indicator

    package init?(_ record: Record) {
        guard case .indicator(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .indicator(self) }
}

extension Activity: KindState {
    package static let recordKind = RecordKind.activity

    package init?(_ record: Record) {
        guard case .activity(let state) = record else { return nil }
        self = state
    }

    package var asRecord: Record { .activity(self) }
}
