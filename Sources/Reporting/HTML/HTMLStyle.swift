/// The one style sheet of pages: a constant, so that its hash tells a browser that it is ours.
///
/// Colours have a contrast of 4.5 to 1 at least on both grounds they stand on; what they mean is
/// always said in words as well.
enum HTMLStyle {
  static let sheet: StaticString = """
    :root{color-scheme:light dark;--page:#fff;--text:#1b1f24;--soft:#545c66;--line:#d3d8de;
    --band:#f3f5f8;--good:#126235;--warning:#7a4a00;--bad:#a3142b;--link:#0a549f}
    @media screen and (prefers-color-scheme:dark){:root{--page:#14171b;--text:#e4e7ea;--soft:#a8b0ba;
    --line:#3a4149;--band:#1e2328;--good:#7fdca2;--warning:#f2c163;--bad:#ff9ca7;--link:#8fc6ff}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;padding:1.5rem clamp(1rem,3vw,3rem);max-width:90rem;background:var(--page);
    color:var(--text);font:1rem/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
    h1,h2,h3,p,dd,dt,li,td,th,caption{overflow-wrap:anywhere;white-space:pre-wrap}
    h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
    h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .75rem}
    h3{font-size:1rem;margin:1.5rem 0 .5rem}
    p{margin:.5rem 0;max-width:75ch}
    a{color:var(--link)}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    main:focus{outline:none}
    .skip{position:absolute;left:-100vw;padding:.5rem 1rem;background:var(--page)}
    .skip:focus{left:1rem;top:.5rem;z-index:3}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1.25rem 0;padding:.5rem 0;
    border-block:1px solid var(--line)}
    nav a{display:inline-block;padding:.25rem 0}
    dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:.25rem 2rem;margin:.75rem 0}
    dl div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.75rem;padding:.15rem 0}
    dt{color:var(--soft)}
    dd{margin:0;font-variant-numeric:tabular-nums}
    .tallies{display:flex;flex-wrap:wrap;gap:.75rem;list-style:none;margin:1rem 0;padding:0}
    .tallies li{min-width:7rem;padding:.5rem .9rem;border:1px solid var(--line);border-radius:.4rem;
    background:var(--band);white-space:normal}
    .tallies strong{display:block;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
    .notice{padding:.5rem .9rem;border-left:.3rem solid var(--soft);background:var(--band)}
    .notice.warning{border-color:var(--warning);color:inherit}
    .notice.problem{border-color:var(--bad)}
    span{unicode-bidi:isolate}
    .strong{font-weight:600}
    .dim{color:var(--soft)}
    .good{color:var(--good)}
    .warning{color:var(--warning)}
    .bad{color:var(--bad);font-weight:600}
    .scroll{overflow-x:auto;margin:.75rem 0 1.5rem;border:1px solid var(--line);border-radius:.4rem}
    table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}
    caption{text-align:left;padding:.6rem .75rem;color:var(--soft);font-size:.875rem}
    th,td{padding:.35rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
    thead th{background:var(--band);font-weight:600;vertical-align:bottom;white-space:normal}
    .cards thead th{min-width:6.5rem;overflow-wrap:break-word}
    .cards thead .number{min-width:4rem}
    tbody th{font-weight:500;min-width:16.5rem}
    tbody th.number{min-width:0}
    .word{overflow-wrap:break-word;white-space:pre}
    tbody tr:hover>*{background:var(--band)}
    .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    .grid{width:auto}
    .grid th,.grid td{padding:.3rem .5rem}
    .grid tbody th,.grid thead th:first-child{position:sticky;left:0;z-index:1;background:var(--page);
    max-width:20rem}
    .grid thead th:first-child{background:var(--band)}
    .grid td{white-space:nowrap}
    .turned span{display:block;max-width:8rem;min-width:6.25rem;max-height:9rem;overflow:hidden}
    footer{margin-top:3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
    @media (max-width:46rem){
    h1{font-size:1.4rem}
    body{padding:1rem}
    dl div{grid-template-columns:1fr;gap:0}
    .tallies li{flex:1 1 6rem;min-width:6rem}
    .cards,.cards caption,.cards tbody,.cards tr,.cards th,.cards td{display:block}
    .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    tbody th{min-width:0}
    .cards tr{padding:.6rem .75rem;border-top:1px solid var(--line)}
    .cards tbody th,.cards tbody td{padding:.1rem 0;border:0;min-width:0;text-align:left;white-space:pre-wrap}
    .cards tbody th{font-weight:600}
    .cards td:empty{display:none}
    .cards td::before{content:attr(data-label) ": ";color:var(--soft)}
    .grid caption span{display:block;max-width:calc(100vw - 4.5rem)}
    .grid tbody th,.grid thead th:first-child{max-width:10rem;min-width:8rem}}
    @media print{
    @page{margin:14mm 12mm}
    body{max-width:none;padding:0;font-size:9.5pt}
    .skip,nav{display:none}
    h1{font-size:16pt}
    h2{font-size:12pt;margin:1.4em 0 .4em;break-after:avoid}
    h3,caption,.notice{break-after:avoid}
    dl,.tallies,.notice,tr{break-inside:avoid}
    dl{grid-template-columns:1fr 1fr}
    dl div{grid-template-columns:6.5rem minmax(0,1fr)}
    .tallies li{min-width:4rem;padding:.25rem .6rem}
    .tallies strong{font-size:13pt}
    .scroll{overflow:visible;border:0;border-radius:0;margin:.4em 0 1em}
    table{font-size:8pt}
    caption{padding:.3em 0;font-size:8pt}
    th,td{padding:.2em .5em}
    thead{display:table-header-group;break-after:avoid}
    tbody tr:first-child{break-before:avoid}
    .cards thead th{min-width:6em}
    .word{white-space:pre-wrap}
    .cards thead .number{min-width:2.5em}
    tbody th{min-width:15.5em}
    .grid{table-layout:auto;width:100%}
    .grid th,.grid td{padding:.2em .3em}
    .grid tbody th,.grid thead th:first-child{position:static}
    .turned span{min-width:5.6em}
    a{color:inherit;text-decoration:none}
    footer{margin-top:1.5em}}
    """
}
