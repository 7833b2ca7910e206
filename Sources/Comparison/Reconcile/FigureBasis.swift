import Incidents
import Timeline

/// Whose words a figure is held against.
///
/// A publisher's own figure is the sum of what its dataset said: what the desk amends, or another publisher says beside
/// it, does not make it wrong.
enum FigureBasis {
    /// What the ledger holds: every dataset in force, as amended, and what the desk says on its own.
    case held
    /// What the dataset that the figure names has said, also for years in which another has succeeded it.
    case dataset(String)
    /// What the datasets of the figure's publisher that are in force have said.
    case publisher(Set<String>)

    init(_ figure: PublishedFigure, _ datasets: DatasetsInForce) {
        if !figure.dataset.isEmpty {
            // Known by its name only: nobody has described it, and nothing is said by it.
            self = datasets.dataset(figure.dataset).state == nil ? .held : .dataset(figure.dataset)
        } else {
            let own = datasets.datasets.filter { dataset in
                dataset.state.map { isSamePublisher($0.publisher, figure.publisher) } ?? false
            }
            self = own.isEmpty ? .held : .publisher(Set(own.map(\.id)))
        }
    }

    /// Whether what a dataset says can bear on the figure; empty: the desk on its own.
    func concerns(_ dataset: String) -> Bool {
        switch self {
        case .held: true
        case .dataset(let id): id == dataset
        case .publisher(let ids): ids.contains(dataset)
        }
    }

    /// What it takes of what desk and dataset say of a record.
    func outcome(of standing: Standing) -> Standing.Outcome {
        if case .held = self { standing.merged } else { standing.published }
    }

    /// Whether it counts what a dataset says of a year.
    func isCounted(_ dataset: String, year: Int32?, in force: DatasetsInForce) -> Bool {
        if case .dataset = self { true } else { force.isCounted(dataset, year: year) }
    }

    /// As people read it.
    var text: String {
        switch self {
        case .held: "what the ledger holds"
        case .dataset(let id): "\(id), as published"
        case .publisher(let ids): "\(ids.sorted().joined(separator: " and ")), as published"
        }
    }

    /// The datasets that it is about; none where it is about all.
    var datasets: [String] {
        switch self {
        case .held: []
        case .dataset(let id): [id]
        case .publisher(let ids): ids.sorted()
        }
    }
}

/// Whether two names are one publisher's: whatever their case, and the spaces around them.
func isSamePublisher(_ left: String, _ right: String) -> Bool { publisherKey(left) == publisherKey(right) }

func publisherKey(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
