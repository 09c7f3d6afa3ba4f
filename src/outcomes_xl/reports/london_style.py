"""How the page of the London picture looks: the colours of our pages, at every width, and on paper."""

STYLE = """
:root{--ink:#1f2933;--quiet:#4a5560;--navy:#12436d;--line:#c9d1d9;--head:#e4eaf0;--plum:#801650}
*{box-sizing:border-box}
body{font:16px/1.45 Arial,Helvetica,sans-serif;color:var(--ink);background:#fff;margin:0}
header,main,footer{max-width:75rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:1.5rem}
h1,h2,h3{color:var(--navy)}
h1{font-size:1.9rem;margin:.2rem 0}
h2{font-size:1.4rem;margin:2.2rem 0 .4rem;border-bottom:3px solid var(--navy);padding-bottom:.2rem}
.lead{font-size:1.2rem;font-weight:bold;max-width:52rem}
.quiet{color:var(--quiet)}
ul.key{list-style:none;padding:0;margin:1rem 0;display:flex;flex-wrap:wrap;gap:1rem}
ul.key li{flex:1 1 12rem;border-top:4px solid var(--navy);background:#f4f7fa;padding:.6rem .9rem .8rem}
ul.key strong{font-size:2.2rem;line-height:1.1;color:var(--navy);font-variant-numeric:tabular-nums}
ul.key span{color:var(--quiet)}
.wide{overflow-x:auto}
.wide:focus,a:focus,summary:focus{outline:3px solid var(--ink);outline-offset:2px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
table{border-collapse:collapse;width:100%;margin:.4rem 0 1rem;font-size:.95rem}
caption{text-align:left;padding:.2rem 0;color:var(--quiet)}
caption strong{color:var(--ink)}
th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
tbody th{min-width:9rem}
thead th{background:var(--head);border-bottom:2px solid var(--navy);vertical-align:bottom}
.n{text-align:right;font-variant-numeric:tabular-nums}
table.grid{width:auto;min-width:60%}
table.grid tbody th{min-width:15rem}
table.grid td,table.grid thead th.b{text-align:center;padding:.22rem .1rem;border-left:1px solid var(--line)}
table.grid thead th.b span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:12rem}
table.grid td{min-width:1.9rem;position:relative}
.g{display:table-cell;font-weight:bold}
.legend .g{display:inline-block;min-width:1.7rem;text-align:center;border:1px solid var(--line);margin-right:.3rem}
ul.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem 1.4rem}
.use{background:var(--navy);color:#fff}
.work{background:#cfe1f0}
.partner{background:#eaf2f9}
.stuck,.nobody{color:var(--plum);box-shadow:inset 0 0 0 2px #fff,inset 0 0 0 3px var(--plum)}
.not_ours,.open{color:var(--quiet);font-weight:normal}
figure{margin:.8rem 0}
svg{width:100%;min-width:40rem;max-width:62rem;height:auto;display:block}
svg text{font:14px Arial,Helvetica,sans-serif}
figcaption{color:var(--quiet)}
details{margin:.3rem 0}
summary{cursor:pointer;font-weight:bold;color:var(--navy);padding:.3rem 0}
nav ul{padding-left:1.2rem;columns:2;max-width:52rem}
a{color:var(--navy)}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
footer{margin-top:2rem;padding-bottom:3rem;border-top:1px solid var(--line)}
@media (max-width:44rem){nav ul{columns:1}header,main,footer{padding:0 1rem}}
@page{size:A4 landscape;margin:10mm}
@media print{body{font-size:9.5pt}ul.key li{print-color-adjust:exact;break-inside:avoid}
.skip,nav{display:none}.wide{overflow:visible}tr,figure{break-inside:avoid}
thead{display:table-header-group}section{break-before:page}section#glance{break-before:auto}
.use,.work,.partner,thead th{print-color-adjust:exact}}
"""
