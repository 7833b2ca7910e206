public import Folding

/// Every view of the ledger. A new one is one file beside this one, and its line here.
public let allViews: [any View] = [
    RegionYear(),
    Year(),
    RouteYear(),
    CauseYear(),
    OriginYear(),
    QualityYear(),
    Month(),
    GridYear(),
    ArrestsRegionYear(),
    ArrestsOperation(),
    Operations(),
    CasesJurisdictionYear(),
    LawsArticleCountry(),
    EnforcementFunnel(),
]
