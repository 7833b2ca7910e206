internal import Forms

/// A rule for what looks like the name of a person, which belongs in no entry: the log forgets nothing.
///
/// A text does where it is two or three words, each of letters with a capital first and small letters after it (`Maria Rossi`,
/// `Jean-Pierre O'Brien`), particles such as `de` or `van der` between them left out, and none of the words is one for an
/// organisation, an office, a role, a paper or a place: by a list, without case and accents. Scripts without capitals have no
/// such words. The rule is the same for everybody and for ever; what it takes for a name wrongly is said not to be one.
public enum PersonNames {
    /// Whether a text looks like a person's name.
    public static func areLike(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let named = words.filter { !particles.contains($0) }
        guard (2...3).contains(named.count), words.first.map({ !particles.contains($0) }) == true else { return false }
        return named.allSatisfy(isCapitalised) && !named.contains(where: isOfAnOrganisation)
    }

    /// `Rossi`, `Jean-Pierre`, `O'Brien`, `J.`; not `IOM`, `desk` or `B2`.
    private static func isCapitalised(_ word: String) -> Bool {
        let parts = word.split(whereSeparator: { "-'’".contains($0) })
        guard !parts.isEmpty else { return false }
        if word.count == 2, word.last == ".", word.first?.isUppercase == true { return true }
        return parts.enumerated().allSatisfy { index, part in
            guard let first = part.first, first.isUppercase || (index > 0 && first.isLowercase) else { return false }
            // One letter before an apostrophe, and nothing that is written in capitals.
            return part.count == 1 ? parts.count > 1 : part.dropFirst().allSatisfy(\.isLowercase)
        }
    }

    private static func isOfAnOrganisation(_ word: String) -> Bool {
        let folded = FoldedText.of(word)
        return words.contains(folded) || stems.contains { folded.contains($0) } || placeNames.contains(folded)
    }

    private static let particles: Set<String> = [
        "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter",
        "bin",
        "ibn", "al", "el", "y", "e", "zu", "af", "av",
    ]

    /// The words of the countries' names.
    private static let placeNames: Set<String> = Set(
        Countries.codes.compactMap { Countries.name(of: $0) }
            .flatMap { FoldedText.of($0).split { !$0.isLetter }.map(String.init) }.filter { $0.count > 3 })

    /// Whole words: what stands in names of persons as a part of a word, too.
    private static let words = Set(
        """
        the al le la les el los las il der die das den het aid amt arms bbc bureau camp chief city civil coast court daily data \
        day desk duty east field global head health help human jail law lead local media navy news night north open order \
        peace phone port post press prison public radio red rights river road rural sea shift south staff star state sun \
        sky team times tower town tv unit union voice watch west world corps cross cruz croce croix roja rossa rouge \
        crescent medialuna save sans frontieres sahil suç polis sud nord est ouest norte sur este oeste polo ziemia \
        новости суд
        """.split(separator: " ").map { FoldedText.of(String($0)) })

    /// Beginnings and middles of words, in several languages.
    private static let stems = """
        admin advoc aduana agen alarm ambul amnest analyst anwalt archiv army asyl associat atlant auditor author autorid autorit \
        behord border brigad cancill capit carabin caritas central centr clerk clinic collect command comis comit commiss \
        committ community confer consej consigl consul coroner council custom defen deleg depart detect direct division dogan \
        doctor editor egypt ejerc embass embajad enforce eserc europ feder fiscal fondat fondaz foundat frontex frontier \
        fronter fundac garde gazett gendarm gericht gobiern govern group grupo gruppe guard guarnig guvern guvenlik hafen \
        harbo herald hospit humanit immigr inspect institut intelli interior interno interpol intern investig island jandarm \
        journal judge judic justi kommiss krimin kueste kusten labor lawyer ledger liaison magistr manager marin maritim \
        medecin medic mediterr migra minist mission monit municip nation network observ ocean office offic oficin operat \
        organi patrol polic polit polizei prefect prefett prensa presid presse procur profess program project prosecut \
        protec provinc questur redac redak refug region regist relief report rescue research respons reuter review savers \
        school secret secur senior servic societ squad staats staff stampa statist statis stiftung supervis task telegra \
        tribun ufficio unidad univers verein verwalt volunt wache zeitung zentr zoll emniyet bakanl mudurlug \
        служб полиц погран министер прокур берегов охран миграц центр отдел комит агентств дежурн αστυνομ λιμενικ υπουργ σωμα
        """.split(whereSeparator: \.isWhitespace).map { FoldedText.of(String($0)) }
}
