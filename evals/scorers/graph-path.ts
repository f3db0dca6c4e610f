import type { Expectation } from '../cases/expected.js';
import type { TurnTrace } from '../replay/trace.js';
import type { Finding, Scorer } from './scorer.js';

/** The nodes of the graph that the turn goes through. */
export const graphPath: Scorer = {
  name: 'graph path',
  judge({ nodes }, turn) {
    if (nodes === undefined) return undefined;
    const groups = observedNodes(turn);
    return Array.isArray(nodes) ? judgeWhole(nodes, groups) : judgeParts(nodes, groups.flat());
  },
};

/** The nodes in the order they were entered; those that ran at once are a group, in order of their names. */
export function observedNodes({ events }: Pick<TurnTrace, 'events'>): string[][] {
  const groups: string[][] = [];
  const active = new Set<string>();
  for (const event of events) {
    if (event.type === 'node.finished') active.delete(event.node);
    if (event.type !== 'node.started') continue;
    if (active.size === 0) groups.push([]);
    groups.at(-1)?.push(event.node);
    // It ends with the person's answer, in another run.
    if (event.node !== 'approval') active.add(event.node);
  }
  return groups.map((group) => group.sort());
}

function judgeWhole(expected: readonly string[], groups: readonly string[][]): Finding[] {
  let at = 0;
  const inOrder = groups.flatMap((group) => {
    const these = expected.slice(at, at + group.length);
    at += group.length;
    return [...these].sort();
  });
  const whole = [...inOrder, ...expected.slice(at)];
  const got = groups.flat();
  const isSame = whole.length === got.length && whole.every((node, index) => node === got[index]);
  return isSame ? [] : [{ what: 'the nodes entered', expected: [...expected], got }];
}

function judgeParts(
  { through, never }: Exclude<NonNullable<Expectation['nodes']>, string[]>,
  got: readonly string[],
): Finding[] {
  let at = -1;
  const missing = through.find((node) => {
    at = got.indexOf(node, at + 1);
    return at === -1;
  });
  const entered = never.filter((node) => got.includes(node));
  return [
    ...(missing === undefined
      ? []
      : [{ what: `entering ${missing}`, expected: [...through], got: [...got] }]),
    ...entered.map((node) => ({ what: `never entering ${node}`, expected: [...never], got: [...got] })),
  ];
}
