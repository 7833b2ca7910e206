import Incidents
import Testing

@Suite struct RegionTests {
    @Test func `text reads back, and the code may hold a colon`() throws {
        let region = try Region("mmp-2014:Mediterranean")
        #expect(region == Region(scheme: "mmp-2014", code: "Mediterranean"))
        #expect(region.description == "mmp-2014:Mediterranean")
        #expect(try Region("others:a:b").code == "a:b")
        for text in ["Mediterranean", ":a", "a:", "", "MMP:Europe", "a b:c"] {
            let error = #expect(throws: ValidationError.self) { try Region(text) }
            #expect(error?.code == .notARegion)
        }
    }

    @Test func `each scheme has its macro-regions cover each region exactly once`() {
        for scheme in RegionCatalog.schemes {
            let members = scheme.macroRegions.flatMap(\.members)
            #expect(members.sorted() == scheme.regions.map(\.code).sorted(), "\(scheme.name)")
            for region in scheme.regions {
                #expect(scheme.macroRegion(of: region.code) != nil)
            }
        }
    }

    @Test func `groups name regions of their scheme, each once, and no name means two things`() throws {
        for scheme in RegionCatalog.schemes {
            let codes = Set(scheme.regions.map(\.code))
            #expect(codes.count == scheme.regions.count)
            for group in scheme.groups {
                #expect(Set(group.members).count == group.members.count, "\(scheme.name):\(group.code)")
                #expect(codes.isSuperset(of: group.members), "\(scheme.name):\(group.code)")
            }
            #expect(Set(scheme.groups.map(\.code)).count == scheme.groups.count)
            let spoken = scheme.regions.flatMap { Set([$0.code, $0.name] + $0.aliases).map { $0.lowercased() } }
            #expect(Set(spoken).count == spoken.count, "\(scheme.name)")
        }
        #expect(RegionScheme.mmp2014.regions.count == 15)
        #expect(RegionScheme.mmp2021.regions.count == 16)
    }

    @Test func `the Americas of the guide are five regions`() throws {
        let group = try RegionScheme.mmp2014.group(named: "americas")
        #expect(
            Set(group.members)
                == ["US-Mexico Border", "Central America", "Caribbean", "South America", "North America"])
        #expect(try RegionScheme.mmp2014.group(named: "Africa").members.count == 3)
        #expect(RegionScheme.mmp2014.macroRegion(of: "U.S./Mexico Border")?.code == "Americas")
    }

    @Test func `exports' spellings are aliases`() throws {
        #expect(try RegionScheme.mmp2014.region(named: "U.S./Mexico Border") == "US-Mexico Border")
        #expect(try RegionScheme.mmpUNSD.region(named: "Central Africa") == "Middle Africa")
        #expect(try RegionScheme.m49.region(named: "northern africa") == "015")
        #expect(try RegionCatalog.region("mmp-2014:mediterranean").code == "Mediterranean")
    }

    @Test func `an unknown region is refused with the one that was meant`() {
        let error = #expect(throws: ValidationError.self) { try RegionCatalog.region("mmp-2014:Mediteranean") }
        #expect(error?.code == .unknownRegion)
        #expect(error?.allowed.hasPrefix("Mediterranean") == true)
        let group = #expect(throws: ValidationError.self) { try RegionScheme.mmp2014.region(named: "Americas") }
        #expect(group?.problem == "is a group of regions of mmp-2014, not a region")
        let scheme = #expect(throws: ValidationError.self) { try RegionCatalog.scheme(named: "mmp-2015") }
        #expect(scheme?.code == .unknownRegionScheme)
        #expect(scheme?.allowed == "mmp-2014, mmp-2021, mmp-unsd, m49")
    }

    @Test func `an M49 code with parts stands for itself and everything below it`() throws {
        let africa = try RegionCatalog.members(of: Region(scheme: "m49", code: "002")).map(\.code)
        #expect(Set(africa) == ["002", "015", "202", "014", "017", "018", "011"])
        #expect(try RegionScheme.m49.members(of: "015") == ["015"])
        #expect(try RegionScheme.m49.group(named: "001").members.count == RegionScheme.m49.regions.count)
        #expect(try RegionScheme.m49.members(of: "Latin America and the Caribbean").count == 4)
    }
}
