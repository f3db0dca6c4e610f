import type { GraphView } from '../../contracts/graph-view.js';
import { edgeId, type GraphAt } from './graph-at.js';
import type { PlanAt } from './plan-at.js';

const COLOURS = {
  running: 'fill:#1f6feb,color:#fff',
  done: 'fill:#196c2e,color:#fff',
  failed: 'fill:#b62324,color:#fff',
  waiting: 'fill:#9e6a03,color:#fff',
};

/** The graph as text for Mermaid: what ran is coloured, edges that were taken are thick and say how often. */
export function graphAsMermaid({ nodes, edges }: GraphView, at: GraphAt): string {
  const drawn = nodes.map(({ id, kind }) => {
    const status = at.nodes[id]?.status ?? 'idle';
    const shape = kind === 'work' ? `["${id}"]` : `(["${kind}"])`;
    return `  ${name(id)}${shape}${status === 'idle' ? '' : `:::${status}`}`;
  });
  const lines = edges.map(({ source, target, conditional }) => {
    const count = at.taken[edgeId(source, target)] ?? 0;
    const arrow = count > 0 ? `==>|${count}×|` : conditional ? '-.->' : '-->';
    return `  ${name(source)} ${arrow} ${name(target)}`;
  });
  return ['flowchart TD', ...drawn, ...lines, ...classes(), ''].join('\n');
}

/** The plan as text for Mermaid: steps by their state, what they wait for, and why there were others. */
export function planAsMermaid({ steps, replans }: PlanAt): string {
  const drawn = steps.map(({ id, label, state }) => {
    const colour = state in COLOURS ? `:::${state}` : '';
    return `  s${id}["${id}. ${escape(label)}"]${colour}`;
  });
  const waits = steps.flatMap(({ id, after }) => after.map((source) => `  s${source} --> s${id}`));
  const again = replans.map(
    ({ source, target, cause }) => `  s${source} -. "${escape(cause)}" .-> s${target}`,
  );
  return ['flowchart LR', ...drawn, ...waits, ...again, ...classes(), ''].join('\n');
}

function classes(): string[] {
  return Object.entries(COLOURS).map(([state, style]) => `  classDef ${state} ${style}`);
}

/** `end` is a word of Mermaid's own. */
function name(id: string): string {
  return `n_${id.replaceAll(/\W/g, '_')}`;
}

function escape(text: string): string {
  return text.replaceAll('"', '#quot;').replaceAll('\n', ' ');
}
