import PeerReview
import Testing

@testable import Web

@Suite struct PagesEscapingTests {
  private let hostile = "<script>alert('x')</script>\" onclick=\"y & z"
  private let harmless = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onclick=&quot;y &amp; z"

  @Test func `a script in a statement is shown as text, wherever the statement stands`() {
    let difference = Difference(from: hostile, to: hostile + " and more")
    let page = JudgementPage(
      title: hostile, question: hostile, lea: hostile, done: nil, state: Badge("○", hostile),
      now: JudgementPage.Now(
        statement: hostile, step: hostile, confidence: hostile, version: 1, rationale: hostile,
        evidence: [Link(hostile, hostile)], considered: hostile),
      outline: hostile, buttons: [Link(hostile, hostile)], reasons: [hostile], wide: nil, narrow: nil,
      cards: [JudgementPage.Card(heading: hostile, statement: hostile)],
      table: [
        JudgementPage.Row(day: hostile, what: hostile, step: hostile, confirmed: hostile, provoked: hostile)
      ],
      versions: [
        JudgementPage.Version(
          number: 1, anchor: "version-1", when: hostile, by: hostile, movement: hostile,
          difference: difference,
          isFirst: false, why: hostile,
          provocations: [
            JudgementPage.Provoked(kind: hostile, link: Link(hostile, hostile), plain: nil, late: hostile)
          ],
          dissents: [JudgementPage.Dissent(heading: hostile, view: hostile)])
      ], dissents: [], confirmations: [JudgementPage.Confirmation(text: hostile, more: hostile)])
    let html = Templates.all.render(page)
    #expect(!html.contains("<script") && !html.contains("\" onclick"))
    #expect(html.contains(harmless))
  }

  @Test func `a chart's words are escaped too`() {
    let evolution = Evolution(
      steps: ["<b>"],
      points: [
        Evolution.Point(
          day: .init(number: 20_454), step: 0, shape: .first, isConfirmed: false, label: hostile)
      ],
      visits: [], end: .init(number: 20_500))
    let chart = EvolutionChart(evolution, id: "wide", title: hostile, width: 760)
    let html = Templates.all.render(
      JudgementPage(
        title: "", question: "", lea: "", done: nil, state: Badge("", ""), now: nil, outline: nil,
        buttons: [],
        reasons: [], wide: chart, narrow: nil, cards: [],
        table: [JudgementPage.Row(day: "", what: "", step: "", confirmed: "", provoked: "")], versions: [],
        dissents: [], confirmations: []))
    #expect(html.contains("<svg") && !html.contains("<script") && !html.contains("<b>"))
    #expect(html.contains(harmless))
  }
}
