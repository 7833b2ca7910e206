import Forms
import Testing

/// Words that people write in several ways are one.
@Suite struct FoldedTextTests {
    @Test(arguments: [
        ("São Tomé", "sao tome"), ("ŁÓDŹ", "lodz"), ("Straße", "strasse"), ("İstanbul", "istanbul"), ("Ærø", "aero"),
        ("Ελλάδα", "ελλαδα"), ("ΘΆΛΑΣΣΑΣ", "θαλασσασ"),
        ("Королёв", "королев"), ("Синай", "синаи"), ("КИЇВ", "київ".replacing("ї", with: "і")),
        ("أَحْمَد", "احمد"), ("الإسكندريّة", "الاسكندريه"), ("مـــصر", "مصر"), ("مصطفى", "مصطفي"), ("آسفي", "اسفي"),
        ("٢٠١٩", "2019"), ("کراچی", "كراچي"), ("ﻻ", "لا"),
        ("Ｗｉｄｅ", "wide"), ("ﬁn", "fin"), ("e\u{301}", "e"), ("Lampedusa", "lampedusa"),
    ])
    func `text is folded as people read it`(_ text: String, _ folded: String) {
        #expect(FoldedText.of(text) == folded)
    }
}
