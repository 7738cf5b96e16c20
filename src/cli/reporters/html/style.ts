/** The style of the page: system fonts, light and dark, narrow screens and paper. A colour never says anything alone. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--panel:#f6f8fa;--passed:#1a7f37;--failed:#c0362c;--unscored:#8a6100;--not-judged:#6e7781;--plain:#3a6fc4;--track:#e3e8ee;--link:#0b57b4}
@media (prefers-color-scheme:dark){:root{--page:#15181d;--ink:#e6e9ee;--soft:#a2abb6;--line:#3a424c;--panel:#1d2128;--passed:#57c478;--failed:#ff8a7a;--unscored:#e2b35b;--not-judged:#9aa4af;--plain:#7aa7f0;--track:#2b313a;--link:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:1.1rem 0 .35rem}
a{color:var(--link)}p{margin:.4rem 0}
.note,small,caption{color:var(--soft);font-size:.87rem;overflow-wrap:anywhere}
.warning{border-left:4px solid var(--unscored);padding:.2rem .7rem;overflow-wrap:anywhere}
.sum{font-size:1.05rem}.term{white-space:nowrap}
.swatch{display:inline-block;width:.75em;height:.75em;border-radius:2px;border:1px solid var(--line)}
span.swatch.passed{background:var(--passed)}span.swatch.failed{background:var(--failed)}span.swatch.unscored{background:var(--unscored)}span.swatch.not-judged{background:var(--not-judged)}
rect.passed{fill:var(--passed)}rect.failed{fill:var(--failed)}rect.unscored{fill:var(--unscored)}rect.not-judged{fill:var(--not-judged)}rect.plain{fill:var(--plain)}rect.track{fill:var(--track)}
svg.bar{display:block;width:100%;height:1.2rem;border-radius:4px;margin:.5rem 0}
svg.cell-bar{display:block;width:7rem;height:.65rem;margin-top:.42rem}
svg.columns{display:block;width:100%;max-width:44rem}svg.columns text{font-size:11px;text-anchor:middle;fill:var(--ink)}svg.columns line{stroke:var(--line)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.7rem;margin:1.2rem 0}
.card{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}
.card dt{color:var(--soft);font-size:.87rem}.card dd{margin:0}.card b{display:block;font-size:1.2rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;min-width:min(100%,20rem)}
caption{text-align:left;padding:.3rem 0}
th,td{padding:.32rem .7rem .32rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.87rem;white-space:nowrap}tbody th{font-weight:600}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.text{overflow-wrap:anywhere}td.line,p.text{white-space:pre-wrap;overflow-wrap:anywhere}td.text{min-width:16rem}
table.index td.state{white-space:nowrap}
.state{font-weight:600}.state.passed{color:var(--passed)}.state.failed{color:var(--failed)}.state.unscored{color:var(--unscored)}.state.not-judged{color:var(--not-judged)}
article{border:1px solid var(--line);border-radius:6px;margin:.7rem 0;padding:.1rem .9rem}
article:target{border-color:var(--link);box-shadow:0 0 0 2px var(--link)}
summary{cursor:pointer;padding:.5rem 0;overflow-wrap:anywhere}summary .model{color:var(--soft)}summary .name{font-weight:600}
.answer{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.message{overflow-wrap:anywhere}.message.failed{border-left:4px solid var(--failed);padding-left:.7rem}.message.unscored{border-left:4px solid var(--unscored);padding-left:.7rem}
mark{background:none;color:inherit;text-decoration-line:underline;text-decoration-thickness:2px;text-underline-offset:3px}
mark.unsupported{text-decoration-style:wavy;text-decoration-color:var(--unscored);text-decoration-thickness:1.5px}
mark.contradicted{text-decoration-style:double;text-decoration-color:var(--failed);font-weight:600}
.kind{border:1px solid var(--line);border-radius:3px;padding:0 .3rem;font-size:.8rem;white-space:nowrap}
.kind.overlap{border-style:solid}.kind.cited{border-style:double;border-width:3px}.kind.influence{border-style:dashed}
.weight svg{width:4rem}
table.verdict td p{margin:0 0 .35rem}
.quote{color:var(--soft)}.unverified{color:var(--failed)}
.arithmetic{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
code{font:.87em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}p code{overflow-wrap:anywhere}td code{white-space:nowrap}
.hidden-character{font:.8em ui-monospace,Menlo,Consolas,monospace;border:1px solid var(--failed);border-radius:2px;padding:0 .15em}
.top{text-align:right;font-size:.87rem}
ul{margin:.3rem 0;padding-left:1.3rem}li{overflow-wrap:anywhere}
@media (max-width:40rem){main{padding:1rem .7rem 3rem}th,td{padding-right:.5rem}svg.cell-bar{width:4rem}table.stack,.stack tbody,.stack tr,.stack th,.stack td{display:block;border:0;padding:0;text-align:left}.stack thead{display:none}.stack tr{border-bottom:1px solid var(--line);padding:.45rem 0}.stack td.number::before{content:"weight ";color:var(--soft)}.stack td.weight{display:none}td.text{min-width:0}td code{white-space:normal}}
@media print{:root{color-scheme:light;--page:#fff;--ink:#000;--soft:#444;--line:#bbb;--panel:#fff;--passed:#1a6b30;--failed:#a3231a;--unscored:#6d4c00;--not-judged:#555;--plain:#3a6fc4;--track:#e5e5e5;--link:#000}main{max-width:none;padding:0}.top{display:none}details::details-content{content-visibility:visible;block-size:auto}article{break-inside:auto}tr,.card,svg{break-inside:avoid}.scroll{overflow:visible}*{print-color-adjust:exact}}
`;
