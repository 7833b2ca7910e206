import Incidents

/// The class of a cause of death as exports state it, in either vocabulary; nil for a blank cell.
///
/// Exports since 2021 use seven classes, which are this project's own. Those until 2021 use free words, several to a
/// cell. Each part between commas is looked up in `causeWords`, without `presumed` or `probable` before it; the cell has
/// the class of its parts where they agree, and is *mixed or unknown* where they do not. Parts that say `unknown` decide
/// only where there is no other. A part that no line of the table names is *other*.
func causeClass(_ text: String) -> CauseClass? {
    let cause = normalised(text)
    guard !cause.isEmpty else { return nil }
    if let whole = causesSince2021[cause] { return whole }
    var classes: Set<CauseClass> = []
    for part in cause.split(separator: ",") {
        classes.insert(classOfPart(trimmed(part)))
    }
    if classes.count > 1 { classes.remove(.mixedOrUnknown) }
    return classes.count == 1 ? classes.first : .mixedOrUnknown
}

private func classOfPart(_ part: String) -> CauseClass {
    var word = part
    for prefix in ["presumed ", "probable ", "possible "] where word.hasPrefix(prefix) {
        word.removeFirst(prefix.count)
    }
    if let known = causesSince2021[word] ?? causesUntil2021[word] { return known }
    return word.hasPrefix("unknown") || word.isEmpty ? .mixedOrUnknown : .other
}

/// The vocabulary of exports since 2021.
private let causesSince2021: [String: CauseClass] = [
    "drowning": .drowning,
    "vehicle accident / death linked to hazardous transport": .vehicleOrHazardousTransport,
    "harsh environmental conditions / lack of adequate shelter, food, water": .harshConditions,
    "sickness / lack of access to adequate healthcare": .sicknessOrLackOfCare,
    "violence": .violence,
    "accidental death": .accident,
    "mixed or unknown": .mixedOrUnknown,
]

/// The words of exports until 2021, misspellings as they stand there. Suffocation, asphyxiation and fuel burns are
/// classed with hazardous transport, as the later vocabulary classes deaths inside vehicles and holds.
private let causeWords: [(CauseClass, [String])] = [
    (.drowning, ["drowning", "drowing"]),
    (
        .vehicleOrHazardousTransport,
        [
            "vehicle accident", "train accident", "hit by train", "struck by train", "hit by vehicle", "hit by truck",
            "hit by car", "fall from train", "fell from train", "fall from vehicle", "fall from truck",
            "fell from truck", "fall from boat", "fall onto train tracks", "crushed in back of truck",
            "crushed by bus", "crushed by stones (train)", "electrocution on railway", "plane stowaway", "bus fire",
            "collision", "injuries from boat motor", "suffocation", "asphyxiation", "gassed", "fuel burns",
        ]
    ),
    (
        .harshConditions,
        [
            "dehydration", "starvation", "hypothermia", "hyperthermia", "hyperthermia/dehydration", "exposure",
            "harsh conditions", "harsh weather/lack of adequate shelter", "exhaustion", "hypothermia and exhaustion",
            "heat stroke", "malnutrition",
        ]
    ),
    (
        .sicknessOrLackOfCare,
        [
            "sickness", "sickness and lack of access to medicines", "sickness and lack of access to medicine",
            "cardiac arrest", "heart attack", "hypoglycemia", "pneumonia", "post-partum complications",
            "respiratory illness", "seizure", "coronary artery atherosclerosis", "cervical cancer",
            "pulmonary edema", "pulmonary edema and renal insufficiency", "pulmonary complications",
            "digestive bleeding", "organ failure", "multiple organ failure", "bacterial infection",
        ]
    ),
    (
        .violence,
        [
            "violence", "shot", "stabbed", "shot or stabbed", "murdered", "excessive physical abuse", "sexual abuse",
            "rape", "tortured", "killed by landmine blast", "killed by mortar shell", "air strike",
            "attacked by apache helicopter", "struck by artillery shells", "violence while attempting to board boat",
        ]
    ),
    (
        .accident,
        [
            "accident (non-vehicle)", "fall", "fell", "fall into a mountain crevice", "fall into a canyon",
            "fall from steep slope", "fall from border fence", "injuries after falling from border wall", "burned",
            "fire", "crushed", "electrocution", "rockslide", "struck by lightning bolt", "killed by crocodile",
            "killed by hippopotamus", "killed by hippoptamus", "envenomation", "head injury",
        ]
    ),
    (.mixedOrUnknown, ["mixed", "unknown"]),
]

private let causesUntil2021: [String: CauseClass] = {
    var classes: [String: CauseClass] = [:]
    for (causeClass, words) in causeWords {
        for word in words { classes[word] = causeClass }
    }
    return classes
}()
