package import Folding
import Incidents
package import Timeline

/// Which dataset of which member sums count: **the one rule for what several hold**.
///
/// A member contributes the datasets that the federation's file names for it, and no other. What several contribute, under one
/// name or with one prefix of identifiers, is one body of records: it is counted once, from the first of them in the file that
/// knows it at the moment of the question. What the desk of a member records on its own is a speaker of its own, and what it
/// amends in a dataset is counted with that member's copy of it.
package struct PooledDatasets {
    /// With what was known of them by the member from which they are counted.
    package private(set) var known: [KnownDataset] = []
    /// Sentences: what is counted from one member although others hold it too.
    package private(set) var remarks: [String] = []
    /// For each dataset the name of the member from which it is counted.
    private var sources: [String: String] = [:]
    /// For each dataset that is another one by its prefix that one.
    private var twins: [String: String] = [:]
    /// The members whose desks are counted.
    private let desks: Set<String>

    /// - Parameter logs: of the contributors that could be read, in the order of the federation's file.
    package init(_ logs: [PooledLog]) {
        desks = Set(logs.filter { $0.open.member.datasets.contains(DatasetsInForce.desk) }.map(\.name))
        var seen: Set<String> = []
        var prefixes: [String: String] = [:]
        for id in logs.flatMap(\.open.member.datasets) where id != DatasetsInForce.desk && seen.insert(id).inserted {
            let contributing = logs.filter { $0.open.member.datasets.contains(id) }
            let knowing = contributing.filter { $0.dataset(id) != nil }
            guard let source = knowing.first ?? contributing.first else { continue }
            let prefix = source.dataset(id)?.state?.prefix ?? ""
            if let other = prefixes[prefix], let holder = sources[other], holder != source.name {
                twins[id] = other
                remarks.append(
                    "COUNTED ONCE: the identifiers of dataset \(id) of \(source.name) begin with \"\(prefix)\", as those of "
                        + "\(other) of \(holder) do, which stands first in the federation's file: that one is counted.")
                continue
            }
            if !prefix.isEmpty, prefixes[prefix] == nil { prefixes[prefix] = id }
            sources[id] = source.name
            if let dataset = source.dataset(id) { known.append(dataset) }
            let others = knowing.dropFirst().map(\.name)
            guard !others.isEmpty else { continue }
            remarks.append(
                "COUNTED ONCE: dataset \(id) is contributed by \(source.name) and \(others.joined(separator: ", ")); it is "
                    + "counted from \(source.name), which stands first in the federation's file.")
        }
    }

    /// The member from which a dataset is counted; nil: no sum counts it.
    package func source(of dataset: String) -> String? { sources[twins[dataset] ?? dataset] }

    /// Whether sums count what a member's log has of a dataset.
    ///
    /// - Parameter dataset: empty: the desk on its own.
    package func isCounted(_ dataset: String, of member: String) -> Bool {
        dataset.isEmpty ? desks.contains(member) : sources[dataset] == member
    }

    /// The name under which sums know what a member calls a dataset; nil: no sum counts it.
    ///
    /// - Parameter dataset: empty: the desk on its own.
    package func name(of dataset: String, in member: String) -> String? {
        if dataset.isEmpty { return desks.contains(member) ? DatasetsInForce.desk(of: member) : nil }
        let name = twins[dataset] ?? dataset
        return sources[name] == nil ? nil : name
    }

    /// What links make of a record of a member in sums of the pool: what stands beside something that no sum counts is whole.
    package func links(_ links: LinkedParts, in member: String) -> LinkedParts {
        let named = { (datasets: [String]) in
            Set(datasets.compactMap { name(of: $0, in: member) }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        return LinkedParts(leftOutBeside: named(links.leftOutBeside), possibleBeside: named(links.possibleBeside))
    }

    /// The rows of a member that sums count, under the names that these know.
    package func rows(_ rows: [OwnedRow], of member: String) -> [OwnedRow] {
        rows.compactMap { row in
            guard isCounted(row.owner.dataset, of: member), let name = name(of: row.owner.dataset, in: member) else {
                return nil
            }
            var row = row
            row.owner.dataset = name
            row.owner.links = links(row.owner.links, in: member)
            return row
        }
    }
}

extension PooledLog {
    fileprivate func dataset(_ id: String) -> KnownDataset? { known.first { $0.id == id } }
}
