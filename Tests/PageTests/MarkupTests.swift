import Folding
import Page
import Testing

/// What stands in a page is what was meant, whatever a record says.
@Suite struct MarkupTests {
    @Test func `a text cannot become an element, an attribute or a script`() {
        let text = "<script>alert('a & \"b\"')</script>"
        let element = Markup.element("td", ["title": text], text)
        #expect(
            element.source
                == "<td title=\"&lt;script&gt;alert(&#39;a &amp; &quot;b&quot;&#39;)&lt;/script&gt;\">"
                + "&lt;script&gt;alert(&#39;a &amp; &quot;b&quot;&#39;)&lt;/script&gt;</td>")
    }

    @Test func `an attribute without a value is left out, and an empty one stands`() {
        #expect(Markup.void("input", ["id": nil, "value": ""]).source == "<input value=\"\">")
    }

    @Test func `a day in a text stays on one line, and what is around it stays what it is`() {
        #expect(
            Markup.dated("<until> 2020-01-08, not 12020-01-081").source
                == "&lt;until&gt; <time>2020-01-08</time>, not 12020-01-081")
    }

    @Test func `control characters are shown and not sent`() {
        #expect(Markup.text("a\u{0}b\u{1B}[31m\nc").source == "a\u{FFFD}b\u{FFFD}[31m\nc")
    }

    @Test func `letters of any script go through as they are`() {
        #expect(Markup.text("مصراتة – Кипр é").source == "مصراتة – Кипр é")
    }

    @Test func `a figure says what is known of it`() {
        let sum = { (low: Int64, high: Int64, open: Int64, about: Int64) in
            FigureText.of(Sum(low: low, high: high, unbounded: open, approximate: about, reported: 1))
        }
        #expect(sum(8_070, 8_070, 0, 0) == "8,070")
        #expect(sum(999, 1_000_000, 0, 0) == "999 to 1,000,000")
        #expect(sum(700, 700, 1, 0) == "700 or more")
        #expect(sum(775, 775, 0, 1) == "about 775")
        #expect(sum(-3, -3, 0, 0) == "\u{2212}3")
        #expect(FigureText.of(.zero) == "–")
    }

    @Test func `a change has its sign, and a range of changes both`() {
        let exactly = { (value: Int64) in Sum(exactly: value) }
        #expect(FigureText.change(from: exactly(5), to: exactly(1_205)) == "+1,200")
        #expect(FigureText.change(from: exactly(5), to: exactly(2)) == "\u{2212}3")
        #expect(FigureText.change(from: exactly(5), to: exactly(5)) == "no change")
        let about = Sum(low: 5, high: 5, unbounded: 0, approximate: 1, reported: 1)
        let open = Sum(low: 5, high: 5, unbounded: 1, approximate: 0, reported: 1)
        #expect(FigureText.change(from: exactly(5), to: about) == "no change of the number, now approximate")
        #expect(FigureText.change(from: open, to: exactly(5)) == "no change of the number, now with an upper bound")
        #expect(FigureText.change(from: .zero, to: exactly(0)) == "no change of the number, now reported")
        #expect(FigureText.change(from: .zero, to: exactly(7)) == "+7")
        #expect(FigureText.change(from: exactly(2), to: open) == "+3, now without an upper bound")
        #expect(
            FigureText.change(
                from: exactly(5), to: Sum(low: 4, high: 9, unbounded: 0, approximate: 0, reported: 2))
                == "\u{2212}1 to +4")
    }

    @Test func `what a record takes away or adds says how sure it is`() {
        #expect(FigureText.effect(Sum(exactly: 4)) == "+4")
        let fewer = Sum(low: -4, high: -4, unbounded: 0, approximate: -1, reported: -1)
        #expect(FigureText.effect(fewer) == "about \u{2212}4")
        #expect(FigureText.effect(Sum(low: 4, high: 4, unbounded: 1, approximate: 0, reported: 1)) == "+4 or more")
        let surer = Sum(low: 0, high: 0, unbounded: 0, approximate: -1, reported: 0)
        #expect(FigureText.effect(surer) == "no change of the number, no longer approximate")
    }
}
