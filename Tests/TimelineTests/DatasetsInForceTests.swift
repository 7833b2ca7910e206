import Incidents
import Testing
import Timeline

@Suite struct DatasetsInForceTests {
    private func dataset(
        _ id: String, _ years: [ClosedRange<Int32>], succeeds: [String] = [], disjointFrom: [String] = []
    ) -> KnownDataset {
        var state = Dataset()
        state.succeeds = succeeds
        state.disjointFrom = disjointFrom
        return KnownDataset(
            id: id, state: state, imports: [KnownDataset.Coverage(asAt: Day(number: 1), years: years)])
    }

    @Test func `a dataset is left out for the years that its successor covers, and only for these`() {
        let force = DatasetsInForce([dataset("old", [2014...2020]), dataset("new", [2014...2014], succeeds: ["old"])])
        #expect(!force.isCounted("old", year: 2014))
        #expect(force.successor(of: "old", for: 2014) == "new")
        #expect(force.isCounted("old", year: 2016))
        #expect(force.isCounted("new", year: 2014))
        #expect(force.isCounted("", year: 2014))
    }

    @Test func `succession reaches through a dataset between, and two that name each other are not both left out`() {
        let chain = DatasetsInForce([
            dataset("a", [2014...2020]), dataset("b", [2015...2015], succeeds: ["a"]),
            dataset("c", [2016...2016], succeeds: ["b"]),
        ])
        #expect(!chain.isCounted("a", year: 2016))
        #expect(!chain.isCounted("a", year: 2015))
        #expect(chain.isCounted("b", year: 2015))
        let alone = DatasetsInForce([dataset("x", [2014...2014], succeeds: ["x"])])
        #expect(alone.isCounted("x", year: 2014))
    }

    @Test func `a dataset that is asked for by name is counted although it was succeeded`() {
        let force = DatasetsInForce(
            [dataset("old", [2014...2020]), dataset("new", [2014...2014], succeeds: ["old"])], chosen: ["old"])
        #expect(force.isCounted("old", year: 2014))
        #expect(!force.isCounted("new", year: 2014))
        #expect(!force.isCounted("", year: 2014))
    }

    @Test func `two datasets that are counted for the same years overlap until somebody says that they are disjoint`() {
        let years: [String: Set<Int32>] = ["a": [2014, 2015], "b": [2015, 2016], "": [2015]]
        let force = DatasetsInForce([dataset("a", []), dataset("b", [])])
        #expect(force.overlaps(of: years) == [DatasetOverlap(left: "a", right: "b", years: [2015])])
        let declared = DatasetsInForce([dataset("a", []), dataset("b", [], disjointFrom: ["a"])])
        #expect(declared.overlaps(of: years).isEmpty)
    }
}
