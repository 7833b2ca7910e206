import Federation
import Forms
import Incidents

/// What stands around every page: its title, where one can go, who one is, and the moment that is shown.
package struct PageFrame: Sendable {
    /// Who reads.
    package struct Reader: Sendable {
        package var name: String
        package var role: String
        /// What the role is for.
        package var summary: String
        /// They may follow events; otherwise they follow what a view says.
        package var followsEvents: Bool

        package init(name: String, role: String, summary: String, followsEvents: Bool) {
            (self.name, self.role, self.summary, self.followsEvents) = (name, role, summary, followsEvents)
        }
    }

    /// A place in the list of places.
    package struct Place: Sendable {
        var title: String
        var address: String
        var isCurrent: Bool
    }

    /// The two fields by which another moment is asked for.
    package struct MomentForm: Sendable {
        /// The path of the page.
        var action: String
        var sentence: String
        var isPresent: Bool
        /// The same page, now.
        var present: String
        /// The field by which positions are asked for.
        var place: Place
        var knownBy: String?
        /// Between which ends the two may be moved; nil: the page is not redrawn while they are.
        var sliders: MomentSliders?
        var stops: [Stop]
        var hasStops: Bool
        /// Other parts of the query, which stay.
        var kept: [Field]

        /// What the field of positions is called, and what stands in it.
        struct Place: Sendable {
            /// In addresses, and on the page.
            var name: String
            var label: String
            var example: String
            var asked: String?
            /// What is shown, as it would be asked for.
            var shown: String
            /// Where the one log ends; nil: there are several, and no slider.
            var last: String?
        }

        /// A day on which much was said.
        struct Stop: Sendable {
            var day: String
            var titles: String
            var address: String
            var isCurrent: Bool
        }

        struct Field: Sendable {
            var name: String
            var value: String
        }
    }

    var title: String
    var places: [Place]
    var reader: Reader?
    var moment: MomentForm?
    /// What the ledger is called, which its checkpoints have in their first line.
    var origin: String
    /// Nil: only those who may ask are told.
    var logID: String?
    /// Of a replica: whose, how much of it is held, how old that is. Nil: it is none.
    var replica: String?
    /// The stream that tells when the page shows what is known no longer; nil: it shows a moment that stays.
    var live: String?
    var style: String
    var icon: String
    var scripts: [String]

    /// - Parameters:
    ///   - current: the section of the page; nil: none.
    ///   - sections: those that the reader may open.
    ///   - pool: the moment of a page over several logs, which has no moment of one.
    package init(
        title: String, _ current: PageSection?, of sections: [PageSection], _ reader: Reader?, origin: String,
        logID: String?, _ moment: PageMoment?, pool: PoolMoment? = nil, action: String,
        kept: [(name: String, value: String)], scripts: [String], sliders: MomentSliders?, replica: String?,
        files: PageFiles
    ) {
        (self.title, self.reader, self.origin, self.logID) = (title, reader, origin, logID)
        self.replica = replica
        places = sections.map { section in
            Place(
                title: section.title,
                address: section.takesMoment ? moment?.address(section.path) ?? section.path : section.path,
                isCurrent: section == current)
        }
        let form = { (sentence: String, isPresent: Bool, place: MomentForm.Place, knownBy: Day?) in
            MomentForm(
                action: action, sentence: sentence, isPresent: isPresent,
                present: PageMoment.address(action, kept.map { ($0.name, $0.value) }), place: place,
                knownBy: knownBy?.description, sliders: sliders,
                stops: Self.stops(sliders, place, knownBy, action, kept),
                hasStops: sliders?.stops.isEmpty == false, kept: kept.map { .init(name: $0.name, value: $0.value) })
        }
        self.moment =
            moment.map { form($0.sentence, $0.isPresent, $0.place, $0.knownBy) }
            ?? pool.map { form($0.sentence, $0.isPresent, $0.place, $0.knownBy) }
        style = files.address(of: "page.css")
        icon = files.address(of: "icon.svg")
        if let reader, let moment, moment.isPresent {
            live = reader.followsEvents ? "/v1/events/stream?after=\(moment.position)" : "/v1/views/year/stream"
        }
        self.scripts = (scripts + (live == nil ? [] : ["live.js"])).map(files.address)
    }

    private static func stops(
        _ sliders: MomentSliders?, _ place: MomentForm.Place, _ knownBy: Day?, _ action: String,
        _ kept: [(name: String, value: String)]
    ) -> [MomentForm.Stop] {
        (sliders?.stops ?? []).map { stop in
            MomentForm.Stop(
                day: stop.day, titles: stop.titles,
                address: PageMoment.address(
                    action,
                    kept.map { ($0.name, $0.value) } + [(place.name, place.asked), ("known-by", stop.day)]),
                isCurrent: knownBy?.description == stop.day)
        }
    }
}

extension PageMoment {
    fileprivate var place: PageFrame.MomentForm.Place {
        .init(
            name: "as-of", label: "Held by the ledger at", example: "event number or day", asked: asked,
            shown: "\(position)", last: "\(last)")
    }
}

extension PoolMoment {
    fileprivate var place: PageFrame.MomentForm.Place {
        .init(
            name: "at", label: "Held by the members at", example: position.text, asked: asked, shown: position.text,
            last: nil)
    }
}

/// A part of the page that stands in the list of places.
package enum PageSection: String, CaseIterable, Sendable {
    case overview
    case records
    case operations
    case reconcile
    case duplicates
    case disputes
    case federation
    case enter
    case audit
    case admin

    /// It shows a moment, and not what is to be done now.
    var takesMoment: Bool {
        switch self {
        case .overview, .records, .operations, .reconcile, .duplicates, .disputes: true
        case .federation, .enter, .audit, .admin: false
        }
    }

    /// As people read it.
    package var title: String {
        switch self {
        case .overview: "Overview"
        case .records: "Records"
        case .federation: "Federation"
        case .operations: "Operations"
        case .reconcile: "Published figures"
        case .duplicates: "Duplicates"
        case .disputes: "Disputes"
        case .enter: "Enter"
        case .audit: "Audit"
        case .admin: "Administration"
        }
    }

    package var path: String { self == .overview ? "/" : "/" + rawValue }
}

/// What a page shows between its head and its foot.
package struct PageContent: Sendable {
    /// Its one heading, and its title.
    package var title: String
    /// The name of its template.
    package var template: String
    /// What the template names as `page`.
    package var model: any Sendable
    /// Names of scripts of the page, which do without them.
    package var scripts: [String]
    /// Between which ends a reader may move the moment; nil: by fields alone.
    package var sliders: MomentSliders?
    /// Nothing is missing from it because it could not be taken in.
    package var isComplete = true

    package init(
        _ title: String, _ template: String, _ model: any Sendable, scripts: [String] = [],
        sliders: MomentSliders? = nil
    ) {
        (self.title, self.template, self.model) = (title, template, model)
        (self.scripts, self.sliders) = (scripts, sliders)
    }
}

extension PageFiles {
    /// What the template of a page sees.
    private struct Document {
        var frame: PageFrame
        var page: any Sendable
    }

    /// The whole page as HTML.
    package func page(_ content: PageContent, in frame: PageFrame) -> String {
        page(Document(frame: frame, page: content.model), content.template)
    }
}
