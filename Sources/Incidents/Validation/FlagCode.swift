/// What validation finds implausible and keeps: the stable words of ``Flag/code``.
///
/// An importer may set further codes of its own; validation leaves those as they are.
public enum FlagCode: String, CaseIterable, Sendable {
    /// Females and males together are more than the dead and missing.
    case femalesAndMalesExceedToll = "females-and-males-exceed-toll"
    /// Children are more than the dead and missing.
    case childrenExceedToll = "children-exceed-toll"
    /// Neither dead nor missing nor a total is stated.
    case tollNotReported = "toll-not-reported"
    /// The stated total is not dead plus missing.
    case statedTotalDiffers = "stated-total-differs"
    /// A balance between rows that a publisher split.
    case negativeCount = "negative-count"
    /// The year or month that it counts in lies outside its days.
    case yearContradictsDays = "year-contradicts-days"
    /// No time is stated, so that it counts in no year.
    case timeNotStated = "time-not-stated"
    /// Before 1950: most likely a slip of the pen.
    case implausiblyOld = "implausibly-old"
    /// The point is where the equator meets Greenwich: what programs write when they have none.
    case pointAtZero = "point-at-zero"
    /// The point lies far outside the region.
    case pointContradictsRegion = "point-contradicts-region"
    /// The region is not one of its scheme's.
    case unknownRegion = "unknown-region"
    /// The region's scheme is not in the catalogue.
    case unknownRegionScheme = "unknown-region-scheme"
    /// Nobody is named who said so. Of what is imported the import says who did.
    case noSource = "no-source"
    /// Arrests that name neither an incident nor an operation.
    case arrestsWithoutContext = "arrests-without-context"
    /// Both a share of the benefit and its absence: an exemption accepted although the benefit is proven.
    case exemptionDespiteBenefit = "exemption-despite-benefit"
}
