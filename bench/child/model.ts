import type { JsonObject } from '../../src/contracts/json.js';
import { deliver, say, sayJson } from '../../src/testing/model-server/answer.js';
import { fillSchema } from '../../src/testing/model-server/fill-schema.js';
import { startModelServer } from '../../src/testing/model-server/model-server.js';
import { AT_ONCE, IN_TURN } from '../model-messages.js';
import { serve } from './serve.js';

// A model that answers at once, over HTTP.
const READS: [tool: string, args: JsonObject][] = [
  ['xengine.trends', {}],
  ['social.search', { query: 'dinoboss' }],
  ['sports.fixtures', { team: 'Orion Comets' }],
];

const plan = (reads: typeof READS, isInTurn: boolean): JsonObject => ({
  do: 'run',
  goal: 'Look it up',
  text: '',
  steps: reads.map(([tool, args], at) => {
    return { id: at + 1, tool, label: `Use ${tool}`, args, after: isInTurn && at > 0 ? [at] : [] };
  }),
});

const model = await startModelServer();
model.script.on('route', ({ schema }) => sayJson(fillSchema(schema ?? {}, 'It fits.')));
model.script.on('plan', ({ user }) => {
  if (user.includes(AT_ONCE)) return sayJson(plan(READS, false));
  if (user.includes(IN_TURN)) return sayJson(plan(READS, true));
  return sayJson(plan([['orders.get', { order_id: 126 }]], false));
});
// As slow as a model that has too much to do.
model.script.on(
  'strategy',
  deliver(sayJson({ strategy: 'scatter', weights: [], words: 'Keep apart.' }), { afterMs: 5_000 }),
);
model.script.on('text', say('Here is what I found for you.'));

serve({
  url: model.url,
  // What it was asked since the last time, as it came over the wire.
  ops: { asked: () => model.journal.splice(0).map(({ body }) => body) },
  stop: model.close,
});
