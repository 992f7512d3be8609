// The style sheet of the report: light and dark, a phone's width, A4.

const light = `--paper:#fff;--raised:#f6f7f8;--ink:#1a1f24;--muted:#56606a;--line:#d0d6db;--accent:#0b5cad;--first:#0b5cad;--second:#8a4b00;--soft:#dbe9f7;--loud:#fdf3dc;--loud-ink:#5f4300`;
const dark = `--paper:#14181c;--raised:#1b2025;--ink:#e6eaee;--muted:#a3adb7;--line:#39424a;--accent:#7cbbff;--first:#7cbbff;--second:#f0b35c;--soft:#1d3349;--loud:#35290f;--loud-ink:#f2d38a`;

/** Plain CSS; names nothing outside the page. */
export const pageStyle = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:960px;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px}
h2{font-size:1.25rem;margin:32px 0 8px;padding-top:8px;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:20px 0 6px}
h4{font-size:.95rem;margin:12px 0 4px}
p,ul,ol,dl{margin:0 0 10px}
ul,ol{padding-left:22px}
a{color:var(--accent)}
.quiet,.by,.range,figcaption,caption{color:var(--muted)}
.notes{color:var(--muted);font-size:.9rem}
.notice{font-weight:600}
.verdict{font-size:1.2rem;line-height:1.4;padding:12px 16px;border-left:4px solid var(--accent);background:var(--raised)}
.loud{padding:8px 12px;background:var(--loud);color:var(--loud-ink);border-radius:4px}
.contents{font-size:.9rem}
.contents ol{columns:2}
.wide{overflow-x:auto;margin:0 0 14px}
table{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding:0 0 4px;font-size:.875rem}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
td{overflow-wrap:break-word}
.number .quiet{white-space:nowrap}
.number{text-align:right}
th[scope=row]{font-weight:600}
.range,.by{display:block;font-size:.8rem;white-space:nowrap}
dl div{display:flex;flex-wrap:wrap;gap:0 12px;padding:2px 0;border-bottom:1px solid var(--line)}
dt{flex:0 0 220px;color:var(--muted)}
dd{flex:1 1 240px;margin:0}
.flow{list-style:none;padding:0}
.flow>li{padding:8px 12px;margin:0 0 8px;border:1px solid var(--line);border-left:4px solid var(--accent);border-radius:4px;break-inside:avoid}
.flow ul{margin:4px 0 0;font-size:.9rem;color:var(--muted)}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:12px;margin:0 0 14px}
figure{margin:0;break-inside:avoid}
figcaption{font-size:.875rem}
svg{display:block;width:100%;max-width:340px;height:auto}
svg text{fill:var(--muted);font:11px system-ui,sans-serif}
.axis{fill:none;stroke:var(--muted);stroke-width:1}
.guide{fill:none;stroke:var(--muted);stroke-width:1;stroke-dasharray:3 3}
.line{fill:none;stroke:var(--first);stroke-width:1.75;stroke-linejoin:round}
.ahead{fill:none;stroke:var(--second);stroke-width:1.75;stroke-dasharray:6 4}
.band{fill:var(--soft);stroke:none}
.whisker{stroke:var(--first);stroke-width:1}
.dot{fill:var(--first)}
.gallery{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(170px,1fr));gap:10px}
.gallery li{padding:8px;border:1px solid var(--line);border-radius:4px;font-size:.85rem;break-inside:avoid}
.gallery img{display:block;width:100%;height:130px;object-fit:contain;background:#000;margin:0 0 6px}
.blank{border-bottom:1px dotted var(--muted);color:var(--muted);font-style:italic}
code{font:.85em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
@media (max-width:520px){.contents ol{columns:1}dt{flex-basis:100%}}
@page{size:A4;margin:16mm 14mm}
@media print{
:root{color-scheme:light;${light}}
body{max-width:none;padding:0;font-size:10pt}
.contents{display:none}
a{color:inherit;text-decoration:none}
h2,h3,h4,caption{break-after:avoid}
p,li,tr,dl div,.whole,.verdict,.loud{break-inside:avoid}
thead{display:table-header-group}
.wide{overflow:visible}
table{font-size:8.5pt}
th,td{padding:3px 4px}
.range,.by,.number .quiet{white-space:normal}
.charts{grid-template-columns:repeat(2,1fr)}
}
`;
