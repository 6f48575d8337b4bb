extension JudgementPage {
  static let template = """
    <p class="caption">{{lea}}: judgement on</p>
    <h1>{{title}}</h1>
    <p class="lead">{{question}}</p>
    {{#done}}<div class="notice good" role="status"><p><strong>{{.}}</strong></p></div>{{/done}}
    <section aria-labelledby="now"><h2 id="now">The judgement now</h2>
    <p>{{#state}}{{>badge}}{{/state}}</p>
    {{#outline}}<p>{{.}}</p>{{/outline}}
    {{#now}}<blockquote class="statement"><p>{{statement}}</p></blockquote>
    <dl class="facts wide">
    {{#.step}}<div><dt>Step on the cycle’s scale</dt><dd><strong>{{.}}</strong></dd></div>{{/.step}}
    <div><dt>How sure the LEA is</dt><dd>{{confidence}}</dd></div>
    <div><dt>Wording</dt><dd>Version {{version}}</dd></div>
    <div><dt>How the LEA came to it</dt><dd>{{rationale}}</dd></div>
    <div><dt>Evidence cited</dt><dd>{{#evidence}}<a href="{{url}}">{{text}}</a>{{^last()}}; {{/last()}}{{/evidence}}{{^evidence}}None{{/evidence}}</dd></div>
    {{#.considered}}<div><dt>Considered</dt><dd>{{.}}</dd></div>{{/.considered}}
    </dl>{{/now}}
    {{^empty(buttons)}}<p class="buttons">{{#buttons}}<a class="button" href="{{url}}">{{text}}</a> {{/buttons}}</p>{{/empty(buttons)}}
    {{#reasons}}<p class="meta reason">{{.}}</p>{{/reasons}}
    </section>
    {{^empty(table)}}<section aria-labelledby="evolution"><h2 id="evolution">How it moved</h2>
    {{#wide}}<figure class="wide-only">{{>chart}}<figcaption>{{>legend}}</figcaption></figure>{{/wide}}
    {{#narrow}}<figure class="narrow-only">{{>chart}}<figcaption>{{>legend}}</figcaption></figure>{{/narrow}}
    {{#cards}}<div class="card"><h3>{{heading}}</h3><p>{{statement}}</p></div>{{/cards}}
    <h3 id="figures">The same in figures, by the day on which it was recorded</h3>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="figures"><table aria-labelledby="figures">
    <thead><tr><th scope="col">Recorded</th><th scope="col">What was done</th><th scope="col">Step</th><th scope="col">Confirmed</th><th scope="col">Provoked by</th></tr></thead>
    <tbody>{{#table}}<tr><th scope="row">{{day}}</th><td>{{what}}</td><td>{{step}}</td><td>{{confirmed}}</td><td>{{provoked}}</td></tr>
    {{/table}}</tbody></table></div></section>{{/empty(table)}}
    {{^empty(versions)}}<section aria-labelledby="wordings"><h2 id="wordings">Every wording</h2>
    {{#versions}}<article class="version" id="{{anchor}}" aria-labelledby="{{anchor}}-title"><h3 id="{{anchor}}-title">Version {{number}}</h3>
    <p class="meta">{{when}}, by the {{by}}.</p>
    {{#.movement}}<p><strong>{{.}}</strong></p>{{/.movement}}
    <div class="columns"><div><h4>{{#isFirst}}The first wording{{/isFirst}}{{^isFirst}}What changed in the words{{/isFirst}}</h4>
    {{#difference}}{{>difference}}{{/difference}}</div>
    <div class="why"><h4>{{#isFirst}}How the LEA came to it{{/isFirst}}{{^isFirst}}Why it changed{{/isFirst}}</h4>
    <p>{{why}}</p>
    {{^empty(provocations)}}<ul>{{#provocations}}<li>Provoked by {{kind}}{{#.link}}: <a href="{{url}}">{{text}}</a>{{/.link}}{{#.plain}}: {{.}}{{/.plain}}{{#.late}}<br><span class="badge care"><span aria-hidden="true">↷</span> Late evidence</span> {{.}}{{/.late}}</li>{{/provocations}}</ul>{{/empty(provocations)}}
    </div></div>
    {{#.dissents}}<div class="dissent"><h4>{{heading}}</h4><p>{{view}}</p></div>{{/.dissents}}
    </article>
    {{/versions}}</section>{{/empty(versions)}}
    {{^empty(confirmations)}}<section aria-labelledby="confirmations"><h2 id="confirmations">Confirmations</h2>
    <ul>{{#confirmations}}<li>{{text}}{{#.more}}<br><span class="meta">{{.}}</span>{{/.more}}</li>{{/confirmations}}</ul></section>{{/empty(confirmations)}}
    """

  /// What the chart's shapes mean.
  static let legend = """
    <ul class="legend">{{#legend}}<li><svg viewBox="0 0 18 18" aria-hidden="true" focusable="false"><path class="marker" d="{{path}}"/></svg> {{label}}</li>{{/legend}}
    <li><span class="swatch hollow" aria-hidden="true"></span> Not confirmed</li><li><span class="swatch" aria-hidden="true"></span> Confirmed</li><li><span class="swatch band" aria-hidden="true"></span> Days of a visit</li></ul>
    """
}
