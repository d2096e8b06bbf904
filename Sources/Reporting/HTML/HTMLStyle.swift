/// The style sheet of a page.
enum HTMLStyle {
    /// Colours are variables, so that dark mode and print change nothing else.
    static let sheet = """
        :root{--paper:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d0d7de;--a:#0b62c4;--b:#b35900;--c:#1a7f37;--d:#8250df;
        --band:.18;--good:#1a7f37;--warning:#9a6700;--bad:#c62828}
        @media(prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6edf3;--faint:#9da7b3;--line:#3a424c;--a:#6cb2ff;
        --b:#ffb066;--c:#56d364;--d:#c9a2ff;--good:#56d364;--warning:#e3b341;--bad:#ff7b72}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:52rem;padding:1rem;background:var(--paper);color:var(--ink);
        font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-top:1px solid var(--line);
        padding-top:1rem}
        a{color:var(--a)}nav ul{columns:2;padding-left:1.2rem}
        .scroll{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{padding:.15rem .6rem .15rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        th{font-weight:normal}thead th{color:var(--faint)}
        .number{text-align:right;white-space:nowrap}td.remark{color:var(--faint);min-width:9rem}
        td.bar{width:100%;min-width:6rem}td.bar span{display:block;height:.9rem;background:var(--a)}
        .sentences{list-style:none;padding:0}.mark{display:inline-block;min-width:1.2em}
        .good{color:var(--good)}.warning{color:var(--warning)}.bad{color:var(--bad)}
        .meaning{color:var(--faint);font-size:.9rem;margin:.5rem 0}
        figure{margin:1rem 0}figcaption{color:var(--faint);font-size:.9rem}
        svg{width:100%;max-width:38rem;height:auto;display:block}
        svg text{fill:var(--ink);font:11px system-ui,sans-serif}svg .axis{stroke:var(--line)}svg .tick{fill:var(--faint)}
        .s0{stroke:var(--a);fill:var(--a)}.s1{stroke:var(--b);fill:var(--b)}.s2{stroke:var(--c);fill:var(--c)}
        .s3{stroke:var(--d);fill:var(--d)}
        path.line{fill:none;stroke-width:2}path.dashed{stroke-dasharray:5 4}
        .band{stroke:none;fill-opacity:var(--band)}.area{stroke:var(--paper)}circle.marked{stroke:var(--bad);fill:var(--bad)}
        @media print{body{max-width:none;padding:0}section{break-inside:avoid-page}nav,summary{display:none}
        details::details-content{content-visibility:visible;block-size:auto}}
        """
}
