// The style sheet of HTML reports.

/// The style sheet: set like a page of print, in light and in dark, and legible without colour.
///
/// Colours reach a contrast of 4.5 to 1 with their ground (WCAG 2.2, 1.4.3). Words that went are struck through and
/// words that came are underlined, so that colour is never alone (1.4.1).
let htmlStyle: StaticString = """
  :root {
    --paper: #fdfcf9; --ink: #1c1b19; --faint: #66625b; --rule: #ddd8ce; --link: #1d4f91;
    --added: #17633a; --added-ground: #e2f2e6; --removed: #9c2a20; --removed-ground: #fae5e1;
    --altered: #7d5300; --notice: #74307f; --neutral: #2c5672;
    --text: "Charter", "Bitstream Charter", "Source Serif 4", Georgia, "Noto Serif", serif;
    --label: "Inter", "Helvetica Neue", "Segoe UI", "Noto Sans", Arial, sans-serif;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #191816; --ink: #eae6de; --faint: #a49e93; --rule: #3a3732; --link: #8fbcf2;
      --added: #7fd09b; --added-ground: #173122; --removed: #f0998d; --removed-ground: #3d1d19;
      --altered: #e2b356; --notice: #d69be0; --neutral: #8dbfe0;
    }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 var(--text); }
  main { max-width: 45rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; overflow-wrap: anywhere; }
  header { border-bottom: 3px solid var(--ink); padding-bottom: 1.25rem; }
  h1 { font-size: 2rem; line-height: 1.15; font-weight: 700; margin: 0 0 .5rem; text-wrap: balance; }
  h2, .story, .time, .note, .head, .lead, .margin, th, dt { font-family: var(--label); }
  h2 { font-size: .8125rem; letter-spacing: .08em; text-transform: uppercase; margin: 0 0 1rem; }
  h3 { font-size: 1.125rem; margin: 1.5rem 0 .5rem; }
  .story { font-size: .875rem; font-weight: 600; color: var(--faint); margin: 0 0 .5rem; }
  .time, .note { font-size: .875rem; color: var(--faint); margin: .25rem 0; }
  .summary { font-size: 1.25rem; line-height: 1.4; margin: 1rem 0 .75rem; }
  .summary strong { font-weight: 400; }
  .faint { color: var(--faint); }
  section { padding: 1.5rem 0 .5rem; }
  section + section { border-top: 1px solid var(--rule); }
  ol, ul { list-style: none; margin: 0; padding: 0; }
  ol { padding-left: 2rem; }
  ol > li { list-style: decimal; padding-left: .25rem; }
  li { margin: 0 0 1.5rem; }
  li::marker { font: 600 .875rem var(--label); color: var(--faint); }
  .head { font-size: .875rem; line-height: 1.5rem; display: flex; column-gap: .75rem; }
  .who { flex: 1; } .head .margin { flex: none; }
  .label { font-weight: 700; color: var(--tone); white-space: nowrap; }
  .margin { color: var(--faint); font-size: .8125rem; }
  p > .margin { margin-left: .75rem; }
  .head .margin { margin-left: auto; }
  .added { --tone: var(--added); } .removed { --tone: var(--removed); } .altered { --tone: var(--altered); }
  .notice { --tone: var(--notice); } .neutral { --tone: var(--neutral); }
  li p, blockquote { margin: .375rem 0; }
  blockquote { font-size: 1.1875rem; line-height: 1.4; border-left: 3px solid var(--tone, var(--rule)); padding-left: .875rem; }
  blockquote .margin { display: block; }
  .was, .now, .context { padding-left: 3.25rem; text-indent: -3.25rem; }
  .lead { display: inline-block; min-width: 2.75rem; text-indent: 0; font-size: .8125rem; color: var(--faint); }
  .context { font-size: .9375rem; color: var(--faint); }
  del, ins { border-radius: .1875rem; padding: 0 .125rem; }
  del { color: var(--removed); background: var(--removed-ground); text-decoration: line-through; }
  ins { color: var(--added); background: var(--added-ground); text-decoration: underline; text-underline-offset: .15em; }
  del.whole, ins.whole { background: none; padding: 0; text-decoration: none; }
  .lines p { margin: .25rem 0; font-size: .9375rem; }
  table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
  th { text-align: left; font-size: .75rem; color: var(--faint); font-weight: 600; white-space: nowrap; }
  th, td { padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
  td:not(:last-child) { white-space: nowrap; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
  svg { width: 100%; height: auto; font: 11px var(--label); } svg text { fill: var(--ink); } svg .faint { fill: var(--faint); }
  svg .rule { stroke: var(--rule); } svg .bar { fill: var(--tone, var(--neutral)); } svg .mark { stroke: var(--tone, var(--ink)); stroke-width: 2; }
  a { color: var(--link); }
  footer { border-top: 3px solid var(--ink); margin-top: 1rem; padding-top: 1rem; font-size: .9375rem; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .375rem 1rem; margin: 0; }
  dt { font-size: .8125rem; font-weight: 700; line-height: 1.5rem; } dd { margin: 0; }
  @media (max-width: 34rem) { main { padding: 1.5rem 1rem; } .head { flex-wrap: wrap; } .head .margin { margin-left: 0; flex-basis: 100%; } ol { padding-left: 1.75rem; } dl { display: block; }
    /* A row becomes a paragraph, and a chart is moved sideways: neither fits. */
    table, tbody { display: block; } tr { display: flex; flex-wrap: wrap; column-gap: .75rem; padding: .375rem 0; border-bottom: 1px solid var(--rule); }
    thead { display: none; } td { border: 0; padding: 0; } td:empty { display: none; } td:last-child { flex-basis: 100%; }
    section:has(> svg) { overflow-x: auto; } svg { min-width: 36rem; } }
  @media print { body { background: none; } main { max-width: none; padding: 0; } li, tr, svg { break-inside: avoid; } h2, .head { break-after: avoid; } td:not(:last-child) { white-space: normal; } }

  """
