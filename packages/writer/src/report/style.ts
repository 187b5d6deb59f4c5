/** The look of the report: no file beside it is needed, fonts are those of the reader's machine. */
export const STYLE = `
:root{--ink:#1f2329;--soft:#646a73;--line:#d9dce1;--blue:#1f5f8b;--error:#c03f2e;--warning:#8a5a10;--info:#646a73;
--sans:-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;
--serif:"Songti SC",SimSun,"Noto Serif CJK SC","Noto Serif SC",serif}
*{box-sizing:border-box}
html{background:#f4f5f7}
body{margin:24px auto;max-width:210mm;padding:16mm 15mm;background:#fff;border:1px solid var(--line);
color:var(--ink);font:14px/1.5 var(--sans);overflow-wrap:anywhere;text-spacing-trim:trim-start}
h1{margin:0 0 4px;font:600 24px/1.4 var(--serif);text-align:center;letter-spacing:.08em}
h2{margin:28px 0 8px;padding-bottom:4px;border-bottom:2px solid var(--ink);font-size:17px}
h3{margin:20px 0 8px;font-size:15px}
h4{margin:0;font-size:14px}
p{margin:4px 0}
a{color:var(--blue);text-decoration:none}
.lead{margin:0 0 20px;text-align:center;color:var(--soft)}
.counts{display:flex;flex-wrap:wrap;gap:0;margin:16px 0;padding:0;border:1px solid var(--line);list-style:none}
.counts li{flex:1 1 0;min-width:76px;padding:8px;border-right:1px solid var(--line);text-align:center;color:var(--soft)}
.counts li:last-child{border-right:0}
.counts b{display:block;font-size:20px;line-height:1.3;color:var(--ink);font-variant-numeric:tabular-nums}
.error{--tone:var(--error)}.warning{--tone:var(--warning)}.info{--tone:var(--info)}
.sev{color:var(--tone);font-weight:600;white-space:nowrap}
table{width:100%;border-collapse:collapse}
.list{margin:8px 0;font-size:13px}
.list th{padding:4px 8px;border-bottom:1px solid var(--ink);text-align:left;font-weight:600;vertical-align:bottom}
.list td{padding:4px 8px;border-bottom:1px solid var(--line);vertical-align:top}
.list .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;width:1%}
.list .k{white-space:nowrap;width:1%;overflow-wrap:normal}
.list .why{width:28%}
.list caption{padding:0 0 4px;text-align:left;font-weight:600}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 24px;align-items:start}
.finding{margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid var(--tone)}
.finding header{display:flex;gap:8px;align-items:baseline}
.finding header .id{margin-left:auto;color:var(--soft);font-size:11px;font-family:Consolas,monospace;white-space:nowrap}
.where{color:var(--soft);font-size:13px}
.label{color:var(--soft)}
.do b,.be b{margin-right:8px}
.basis{color:var(--soft);font-size:12px}
.cut{margin:8px 0;border:1px solid #50555c;background:#fff;font:12.5px/1.45 var(--serif);table-layout:fixed;
font-variant-numeric:tabular-nums}
.cut caption{padding:0 0 2px;font-size:12px;text-align:left;color:var(--soft)}
.cut caption span{float:right}
.cut td,.cut th{padding:3px 5px;border:1px solid #9aa0a8;font-weight:400;vertical-align:middle;text-align:left}
.cut th,.cut .label{background:#f7f8fa;text-align:center;color:inherit}
.cut .r{text-align:right}.cut .c{text-align:center}
.cut .gap{padding:0;border-style:dashed;text-align:center;color:var(--soft);background:#fff;line-height:1.2}
.cut .also{background:#e8f1f8}
.cut .odd{outline:2px solid var(--tone);outline-offset:-2px;background:#fff8e6;font-weight:600}
.sign{margin-right:3px;color:var(--tone);font-family:var(--sans)}
blockquote{margin:8px 0;padding:6px 10px;border:1px solid var(--line);font:13px/1.6 var(--serif)}
blockquote cite{display:block;color:var(--soft);font-style:normal;font-size:12px}
mark{padding:0 2px;background:#fff8e6;color:inherit;font-weight:600;outline:1px solid var(--tone)}
.sum{width:auto;min-width:45%;margin:6px 0 8px;font-size:13px;font-variant-numeric:tabular-nums}
.sum td{padding:0 8px 0 0}
.sum .v{padding-left:20px;text-align:right;white-space:nowrap}
.sum .t td{border-top:1px solid var(--ink)}
.sum .odd{font-weight:600}
.note{margin-top:28px;padding-top:8px;border-top:1px solid var(--line);color:var(--soft);font-size:12px}
.fine{color:#2f7d5b}
ul.plain{margin:4px 0;padding-left:20px;font-size:13px}
@media (max-width:700px){body{margin:0;padding:16px;border:0}.pair{grid-template-columns:1fr}}
@page{size:A4;margin:16mm 15mm 18mm}
@page{@bottom-center{content:"第 " counter(page) " 页，共 " counter(pages) " 页";font-size:9pt;color:#646a73}}
@media print{
html{background:#fff}
body{margin:0;padding:0;max-width:none;border:0;font-size:9.5pt}
h1{font-size:18pt}h2{margin-top:14pt;font-size:13pt}h3{margin:10pt 0 4pt;font-size:11pt}h4{font-size:10pt}
.finding{margin-bottom:9pt}.cut,blockquote,.list,.sum,.where{font-size:8.5pt}.basis,.label,.cut caption{font-size:8pt}
.cut,blockquote{margin:4pt 0}.cut td,.cut th{padding:1.5pt 3pt}p{margin:2pt 0}
h2,h3,.finding header,.where,.cut caption{break-after:avoid}
.finding.short,.cut,.list tr,.sum,blockquote{break-inside:avoid}
.list thead{display:table-header-group}
a{color:inherit}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
