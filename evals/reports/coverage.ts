import { createChain } from '../../graphs/chain.js';
import { MODES } from '../../graphs/modes.js';
import { Mode, type ServiceName } from '../../src/contracts/mode.js';
import { Reply } from '../../src/contracts/chat.js';
import { ASK_BY_DEFAULT } from '../../src/core/config.js';
import { INTENTS } from '../../src/planner/rules/data/intents.js';
import { FINDING_CLASSES } from '../../src/policy/text/finding.js';
import { WRITE_RULES } from '../../src/policy/provenance/write-rules.js';

/** Something the service can do, by kind and name: `tool` and `support/orders.get`. */
export type Universe = Record<string, readonly string[]>;

/** What of each kind some case reaches, and what none does. */
export type Coverage = Record<string, { reached: number; of: number; missing: string[] }>;

/** Everything there is to be reached, read off the service itself. */
export function universe(serviceOf: (tool: string) => ServiceName): Universe {
  const inModes = (of: (mode: Mode) => readonly string[]): string[] =>
    Mode.options.flatMap((mode) => of(mode).map((name) => `${mode}/${name}`));
  const graphs = new Map(Mode.options.map((mode) => [mode, graphOf(mode, serviceOf)]));
  const asking = inModes((mode) => MODES[mode].tools.filter((tool) => ASK_BY_DEFAULT.includes(tool)));
  return {
    nodes: inModes((mode) => graphs.get(mode)?.nodes ?? []),
    edges: inModes((mode) => graphs.get(mode)?.edges ?? []),
    specialists: inModes((mode) => MODES[mode].specialists),
    rules: inModes((mode) =>
      INTENTS.filter(({ serve }) => serve[mode] !== undefined).map(({ name }) => name),
    ),
    tools: inModes((mode) => MODES[mode].tools),
    'policy classes': FINDING_CLASSES,
    'policy decisions': ['input changed', 'input refused', 'tool refused', 'reply changed'],
    'write rules': Object.keys(WRITE_RULES),
    approvals: asking.flatMap((name) => ['asked', 'approved', 'declined'].map((end) => `${name} ${end}`)),
    'reply kinds': Reply.options.map((option) => option.shape.kind.value),
  };
}

function graphOf(mode: Mode, serviceOf: (tool: string) => ServiceName): { nodes: string[]; edges: string[] } {
  const { nodes, edges } = createChain(MODES[mode], { serviceOf }).getGraph();
  return {
    nodes: Object.keys(nodes).filter((name) => !name.startsWith('__')),
    edges: edges.map(({ source, target }) => `${source}>${target}`),
  };
}

export function coverageOf(reached: ReadonlySet<string>, all: Universe): Coverage {
  return Object.fromEntries(
    Object.entries(all).map(([kind, names]) => {
      const missing = names.filter((name) => !reached.has(`${kind}: ${name}`));
      return [kind, { reached: names.length - missing.length, of: names.length, missing }];
    }),
  );
}
