/// How a report looks, on a screen and on paper.
enum ReportStyle {
    static let sheet = """
        :root { color-scheme: light; }
        body { font: 10.5pt/1.45 Georgia, "Times New Roman", serif; color: #1a1a1a; background: #fff; margin: 0; }
        main, footer { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; }
        h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; border-bottom: 1px solid #999; }
        .sound, .unsound { border-left: .4rem solid #2c6e49; background: #f1f6f3; padding: .3rem 1rem; }
        .unsound { border-color: #a4161a; background: #fbf0f0; font-weight: bold; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #ddd; }
        thead th { border-bottom: 2px solid #666; }
        .facts th { width: 12rem; font-weight: normal; color: #555; }
        .number { text-align: right; font-variant-numeric: tabular-nums; }
        code, pre { font: .85em/1.4 "DejaVu Sans Mono", Consolas, monospace; overflow-wrap: anywhere; }
        td[dir] { text-align: start; overflow-wrap: anywhere; }
        td.phrase { overflow-wrap: break-word; }
        td.number, td.term { white-space: nowrap; }
        pre { background: #f6f6f6; padding: .6rem .8rem; white-space: pre-wrap; }
        footer { border-top: 1px solid #999; font-size: .85rem; color: #444; }
        @page { size: A4; margin: 18mm 15mm; }
        @media print {
          body { font-size: 9pt; }
          table { font-size: 8pt; }
          main, footer { max-width: none; padding: 0; }
          thead { display: table-header-group; }
          tr, .sound, .unsound { break-inside: avoid; }
          h2 { break-after: avoid; }
          .sound, .unsound { background: none; border: 1px solid #666; border-left-width: .4rem; }
        }
        """
}
