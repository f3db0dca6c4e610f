export const pageStyle = `
:root { color-scheme: dark; --bg:#0b0f18; --card:#0d1117; --line:#1f2937; --text:#e6edf3; --quiet:#8b98a9; --blue:#1f6feb; --link:#58a6ff; --good:#3fb950; --warn:#d29922; --bad:#f85149; }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; background: var(--bg); color: var(--text); margin: 0; min-height: 100dvh; display: flex; flex-direction: column; }
header, footer { padding: 12px 20px; background: var(--card); border-bottom: 1px solid var(--line); display: flex; gap: 20px; align-items: center; }
footer { border: 0; border-top: 1px solid var(--line); color: var(--quiet); font-size: 13px; }
main { flex: 1; width: 100%; max-width: 1040px; margin: 0 auto; padding: 20px; display: flex; flex-direction: column; min-height: 0; }
a { color: var(--link); text-decoration: none; }
a:hover, p a { text-decoration: underline; }
nav { display: flex; gap: 16px; }
.brand { font-weight: 700; color: var(--text); }
h1 { font-size: 24px; margin: 8px 0 4px; }
h2 { font-size: 17px; margin: 0; }
.hero p, .quiet { color: var(--quiet); }
.tiles { display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); padding: 16px; border-radius: 12px; margin-bottom: 12px; }
.tiles .card { margin: 0; }
.card > .top { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
.card p { margin: 6px 0; color: var(--quiet); }
.examples { list-style: none; padding: 0; margin: 10px 0 0; display: flex; flex-wrap: wrap; gap: 6px; }
.examples a, .choice { display: inline-block; border: 1px solid var(--line); border-radius: 999px; padding: 3px 12px; font-size: 13px; color: var(--link); background: transparent; }
.examples a:hover, .choice:hover:enabled { border-color: var(--link); text-decoration: none; }
.health { font-size: 13px; white-space: nowrap; color: var(--quiet); }
.health::before { content: ''; display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 6px; background: var(--quiet); }
.health.up::before { background: var(--good); }
.health.shaky::before { background: var(--warn); }
.health.down::before { background: var(--bad); }
.tool { border-top: 1px solid var(--line); padding: 10px 0; display: grid; grid-template-columns: 170px 1fr; gap: 4px 16px; }
.tool:first-of-type { margin-top: 10px; }
.tool p { margin: 0; }
code { font: 13px ui-monospace, monospace; }
.tag { font-size: 12px; border: 1px solid var(--line); border-radius: 6px; padding: 0 6px; margin-right: 6px; color: var(--quiet); }
.tag.write { color: var(--warn); border-color: currentColor; }
input, button, textarea, select { font: inherit; background: var(--card); color: var(--text); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; }
button { cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
.btn { background: var(--blue); border-color: var(--blue); color: #fff; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.chat { flex: 1; display: flex; flex-direction: column; gap: 12px; min-height: 0; }
.log { flex: 1; overflow-y: auto; display: flex; flex-direction: column; gap: 12px; max-height: calc(100dvh - 210px); }
.log:empty::before { content: 'Try “buy nebula skin”, “refund order 123” or “boss strategy”.'; color: var(--quiet); }
.said { align-self: flex-end; background: #172554; border-radius: 12px 12px 2px 12px; padding: 8px 14px; max-width: 80%; white-space: pre-wrap; overflow-wrap: anywhere; }
.turn { align-self: flex-start; max-width: 90%; min-width: 240px; background: var(--card); border: 1px solid var(--line); border-radius: 12px 12px 12px 2px; padding: 10px 14px; }
.answer { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.turn.failed .answer { color: var(--bad); }
.status { color: var(--quiet); font-size: 13px; margin: 0; }
.steps { list-style: none; margin: 0 0 8px; padding: 0; font-size: 13px; color: var(--quiet); }
.steps li::before { display: inline-block; width: 20px; content: '·'; }
.steps li.running { color: var(--link); } .steps li.running::before { content: '▸'; }
.steps li.done::before { content: '✓'; color: var(--good); }
.steps li.failed::before { content: '✕'; color: var(--bad); }
.steps li.skipped { text-decoration: line-through; } .steps li.skipped::before { content: '–'; }
.cites { margin: 10px 0 0; padding: 8px 0 0 18px; border-top: 1px solid var(--line); font-size: 13px; color: var(--quiet); }
.choices { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; }
.approval { align-self: flex-start; width: min(100%, 560px); margin-top: 10px; background: var(--card); border: 1px solid var(--warn); border-radius: 12px; padding: 12px 14px; display: grid; gap: 10px; }
.log > .approval { margin-top: 0; }
.approval.settled { border-color: var(--line); }
.approval h3 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
.approval dl { margin: 0; display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; font-size: 14px; }
.approval dl:empty, .problem:empty { display: none; }
.approval dt { color: var(--quiet); }
.approval dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.approval summary { cursor: pointer; color: var(--link); font-size: 14px; }
.approval label { display: grid; gap: 2px; margin-top: 8px; font-size: 13px; color: var(--quiet); }
.approval .actions { display: flex; gap: 8px; }
.problem { color: var(--bad); margin: 0; font-size: 14px; }
.composer { display: flex; gap: 8px; align-items: flex-end; }
.composer textarea { flex: 1; resize: none; max-height: 160px; field-sizing: content; }
@media (max-width: 640px) { .composer { flex-wrap: wrap; } .composer textarea { flex-basis: 100%; order: -1; } .tool { grid-template-columns: 1fr; } main { padding: 12px; } }
`;
