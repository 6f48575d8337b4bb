/// The one sheet of style: words first, system fonts, nothing that only colour says.
enum PageStyle {
  static let text = """
    :root{--ink:#1b2021;--soft:#4b5557;--line:#b9c2c4;--paper:#fff;--wash:#f1f4f4;--brand:#14424f;--link:#0b4f8a;--focus:#ffd43b;--good:#0f5132;--good-wash:#e3f1e8;--care:#6a4300;--care-wash:#fdf0d5;--stop:#8a1c1c;--stop-wash:#fbe9e7}
    *,*::before,*::after{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
    .width{max-width:64rem;margin:0 auto;padding:0 1rem}
    a{color:var(--link);text-underline-offset:.15em}
    a:hover{text-decoration-thickness:.14em}
    :focus-visible{outline:3px solid var(--focus);outline-offset:0;box-shadow:0 0 0 5px var(--ink);border-radius:2px}
    main:focus,.problems:focus{outline:none;box-shadow:none}
    .skip{position:absolute;left:-999rem;background:var(--focus);color:var(--ink);padding:.6rem 1rem;z-index:2}
    .skip:focus{left:.5rem;top:.5rem}
    .hidden{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .top{background:var(--brand);color:#fff}
    .top .width{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding-top:.6rem;padding-bottom:.6rem}
    .top p{margin:0}.top a{color:#fff}.product a{font-weight:700;text-decoration:none}
    .who{flex:1 1 17rem;display:flex;gap:1rem;align-items:center;justify-content:space-between;font-size:.9375rem;line-height:1.35}
    .top .quiet{background:transparent;color:#fff;border-color:#fff}
    .rehearsal{background:var(--care-wash);color:var(--care);border-bottom:1px solid var(--care)}
    .rehearsal p{margin:0;padding:.5rem 0;font-size:.9375rem}
    .crumbs ol{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem .5rem;padding:0;margin:.75rem 0 0;font-size:.9375rem}
    .crumbs li+li::before{content:"›";margin-right:.5rem;color:var(--soft)}
    main{padding:.5rem 0 2.5rem}
    h1{font-size:1.9rem;line-height:1.15;margin:1rem 0 .75rem;letter-spacing:-.01em}
    h2{font-size:1.35rem;line-height:1.25;margin:2.25rem 0 .5rem}
    h3{font-size:1.1rem;line-height:1.3;margin:1.25rem 0 .25rem}
    h4{font-size:1rem;margin:.75rem 0 .25rem}
    p,ul,ol,dl{margin:.4rem 0 .8rem}
    main p,main li,main dd{max-width:46rem}
    .caption{color:var(--soft);margin:1rem 0 -.75rem;font-size:1.0625rem}
    .lead{font-size:1.1875rem;line-height:1.45}
    .meta,.hint{color:var(--soft);font-size:.9375rem}
    code{font:.9em ui-monospace,Menlo,Consolas,monospace;background:var(--wash);padding:.1em .3em;overflow-wrap:anywhere}
    .badge{display:inline-block;padding:.05em .55em;border:1px solid currentColor;border-radius:1em;font-size:.9rem;font-weight:600;color:var(--soft);background:var(--wash)}
    .badge.good{color:var(--good);background:var(--good-wash)}.badge.care{color:var(--care);background:var(--care-wash)}.badge.stop{color:var(--stop);background:var(--stop-wash)}
    .cards,.rows,.personas ul,.legend{list-style:none;padding:0}
    .cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr))}
    .card{border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;background:var(--paper);min-width:0}
    .card h2,.card h3{margin:.1rem 0 .3rem}
    .card .focus{font-weight:600;margin:.2rem 0 .5rem}
    .cycle+.cycle{border-top:1px solid var(--line);margin-top:.75rem;padding-top:.5rem}
    .facts{margin:.5rem 0}.facts dt{color:var(--soft);font-size:.9375rem}.facts dd{margin:0 0 .5rem}
    .facts.wide>div{border-top:1px solid var(--line);padding:.5rem 0 .1rem}
    .warnings{list-style:none;padding:.5rem .75rem;margin:.5rem 0 0;background:var(--care-wash);border-left:4px solid var(--care);font-size:.9375rem}
    .rows li{border-top:1px solid var(--line);padding:.6rem 0}.rows p{margin:.15rem 0}
    .question{color:var(--soft)}
    .stages{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:1rem 0}
    .stages li{border:1px solid var(--line);border-radius:4px;padding:.25rem .6rem;color:var(--soft);font-size:.9375rem}
    .stages .now{background:var(--brand);border-color:var(--brand);color:#fff;font-weight:700}
    .personas li{display:flex;gap:1rem;justify-content:space-between;align-items:center;border-top:1px solid var(--line);padding:.6rem 0}
    .personas div{min-width:0}.personas button{flex:none}
    .button,button{display:inline-block;font:inherit;font-weight:600;line-height:1.2;color:#fff;background:var(--brand);border:2px solid var(--brand);border-radius:4px;padding:.55rem .95rem;cursor:pointer;text-decoration:none;min-height:2.75rem}
    .button:hover,button:hover{background:#0c2c35}
    .quiet{background:var(--paper);color:var(--brand);min-height:2.25rem;padding:.35rem .75rem}
    .quiet:hover{background:var(--wash);color:var(--ink)}
    .buttons{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:center}
    .notice,.problems{border:2px solid var(--care);background:var(--care-wash);padding:.6rem 1rem;margin:1rem 0;border-radius:4px}
    .notice.good{border-color:var(--good);background:var(--good-wash)}
    .notice h2,.problems h2{margin:.2rem 0 .4rem}
    .problems{border-color:var(--stop);background:var(--paper);border-width:4px}.problems a{color:var(--stop);font-weight:600}
    .statement{margin:.5rem 0 1rem;padding:.1rem 0 .1rem 1rem;border-left:4px solid var(--brand);font-family:Georgia,"Times New Roman",serif;font-size:1.125rem}
    .wording{font-family:Georgia,"Times New Roman",serif}
    ins{background:var(--good-wash);color:var(--good);text-decoration:underline;text-decoration-thickness:.1em;text-underline-offset:.2em}
    .rewritten ins,.rewritten del{display:block;padding:.2rem .5rem;margin:.4rem 0}.rewritten ins{text-decoration:none;border-left:4px solid var(--good)}
    del{background:var(--stop-wash);color:var(--stop);text-decoration:line-through}
    .version{border-top:3px solid var(--brand);margin:1.5rem 0;padding-top:.1rem}
    .dissent{border:1px dashed var(--care);background:var(--care-wash);padding:.1rem 1rem;margin:.75rem 0;border-radius:4px}
    .asks{font-weight:600}
    .answer+.answer{border-top:1px solid var(--line);padding-top:.5rem}
    .timeline{list-style:none;padding:0;border-left:3px solid var(--line)}
    .timeline li{padding:.15rem 0 .5rem 1rem;position:relative}
    .timeline li::before{content:"";position:absolute;left:-7px;top:.65rem;width:.65rem;height:.65rem;border-radius:50%;background:var(--brand)}
    .timeline p{margin:.1rem 0}.timeline .what{font-weight:600}
    .inline{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:.5rem 0 1rem}
    label,legend{font-weight:600;display:block}
    legend{padding:0}.required{font-weight:400;color:var(--soft)}
    fieldset{border:0;padding:0;margin:0;min-width:0}
    .field{margin:1.4rem 0}.field .hint{margin:.1rem 0 .35rem}
    .row{border-left:4px solid var(--line);padding:.1rem 0 .1rem 1rem;margin:.75rem 0}
    input[type=text],input[type=date],textarea,select{font:inherit;color:inherit;width:100%;max-width:40rem;padding:.45rem .55rem;border:2px solid var(--ink);border-radius:3px;background:var(--paper)}
    input[type=date]{max-width:14rem;min-height:2.75rem}select{min-height:2.75rem}
    .wrong{border-left:5px solid var(--stop);padding-left:1rem}
    .error{color:var(--stop);font-weight:600;margin:.2rem 0}
    .choice{display:flex;gap:.7rem;align-items:flex-start;margin:.45rem 0}
    .choice input{flex:none;width:1.5rem;height:1.5rem;margin:.05rem 0 0;accent-color:var(--brand)}
    .choice label{font-weight:400}
    details{margin:1.25rem 0}summary{cursor:pointer;color:var(--link);text-decoration:underline;text-underline-offset:.15em}
    table{border-collapse:collapse;font-size:.9375rem;width:100%}
    th,td{text-align:left;vertical-align:top;border-bottom:1px solid var(--line);padding:.4rem .75rem .4rem 0}
    tbody th{font-weight:400}
    .scroll{overflow-x:auto}
    figure{margin:1rem 0}
    .chart{display:block;width:100%;height:auto;max-width:50rem;font:14px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
    .chart text{fill:var(--ink)}.tick{text-anchor:middle;font-size:13px}
    .grid{stroke:var(--line);stroke-width:1}
    .band{fill:#dfe6ee;stroke:#5d7186;stroke-width:1}
    .line{fill:none;stroke:var(--brand);stroke-width:2.5}
    .marker{fill:var(--paper);stroke:var(--brand);stroke-width:2.5;stroke-linejoin:round}.marker.confirmed{fill:var(--brand)}
    .legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9375rem;margin:.5rem 0}
    .legend svg{width:1.125rem;height:1.125rem;vertical-align:-.2em;overflow:visible}
    .swatch{display:inline-block;width:.9rem;height:.9rem;border-radius:50%;border:2.5px solid var(--brand);background:var(--brand);vertical-align:-.1em}
    .swatch.hollow{background:var(--paper)}.swatch.band{border-radius:0;border:1px solid #5d7186;background:#dfe6ee}
    .wide-only{display:none}
    .foot{border-top:1px solid var(--line);background:var(--wash);font-size:.9375rem;color:var(--soft);padding:.75rem 0 1.5rem}
    @media (min-width:44rem){
    h1{font-size:2.35rem}.who{justify-content:flex-end}
    .wide-only{display:block}.narrow-only{display:none}
    .facts.wide>div{display:grid;grid-template-columns:15rem 1fr;gap:1.5rem}.facts.wide dd{margin:0 0 .4rem}
    .columns{display:grid;grid-template-columns:3fr 2fr;gap:2rem}.columns.even{grid-template-columns:1fr 1fr}
    .columns>*{min-width:0}
    }
    @media print{
    .top,.foot,.crumbs,.skip,.buttons,.button,button,.inline,.who form{display:none}
    .rehearsal{border:1px solid}body{font-size:11pt}.width{max-width:none;padding:0}
    .version,.card,figure,.timeline li{break-inside:avoid}
    .wide-only{display:block}.narrow-only{display:none}
    a{color:inherit}main a[href^="/"]::after{content:""}
    }
    """
}
