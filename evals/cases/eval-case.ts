import { z } from 'zod';
import { JsonObject } from '../../src/contracts/json.js';
import { MemoryKind } from '../../src/contracts/memory.js';
import { Mode, ServiceName } from '../../src/contracts/mode.js';
import { FaultSpec } from '../../src/sandbox/faults/fault.js';
import { Expectation } from './expected.js';

/** Where the clock of every case stands that names no other time: a Saturday evening. */
export const DEFAULT_CLOCK = '2026-03-14T18:30:00.000Z';

const Duration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/)
  .meta({ description: '500ms, 20s, 15m, 2h, 3d' });

/** What a case may do to the services before a turn. */
const Fault = z.strictObject({ ...FaultSpec.shape, method: z.string().optional() });

/** Other words in what a service answers: a catalogue, a document, an inbox that somebody has written into. */
const Altered = z.strictObject({
  service: ServiceName,
  path: z.string().startsWith('/').describe('Prefix of the path within the service'),
  replace: z.string().min(1).describe('The text that is replaced wherever it stands'),
  by: z.string(),
});

const GivenMemory = z.union([
  z.string().min(1),
  z.strictObject({ kind: MemoryKind, text: z.string(), slot: z.string().optional() }),
]);

const GivenCall = z.strictObject({
  tool: z.string(),
  args: JsonObject.default({}),
  user: z.string().optional(),
});

const Sandbox = z.strictObject({
  seed: z.int().default(7),
  faults: z.array(Fault).default([]),
  altered: z.array(Altered).default([]),
  done: z
    .array(GivenCall)
    .default([])
    .describe('Tools called before the conversation, to bring the services into a state'),
});

/** What the model answers, in the order it is asked; `{{address}}` is the token that stands for the address in the question. */
const ModelAnswer = z.union([
  z.strictObject({ json: JsonObject }).describe('To a question for a route, a plan or another plan'),
  z.strictObject({ text: z.string() }).describe('To a question for the reply'),
  z.strictObject({ fail: z.int().min(400).max(599) }).describe('An HTTP status'),
]);
export type ModelAnswer = z.infer<typeof ModelAnswer>;

const input = {
  say: z.string().optional().describe('What the person writes'),
  approve: z.string().optional().describe('The tool of the open question that is answered with yes'),
  decline: z.string().optional().describe('The tool of the open question that is answered with no'),
  edits: JsonObject.optional().describe('With approve: arguments to be changed first'),
};

export const EvalTurn = z
  .strictObject({
    ...input,
    after: Duration.optional().describe('How much later than the turn before it comes'),
    as: z.string().optional().describe('Another user than the one of the case'),
    session: z.string().default('main').describe('A name; turns of another name are another conversation'),
    dry_run: z.boolean().default(false),
    scopes: z.array(z.string()).optional(),
    faults: z.array(Fault).default([]).describe('Set right before the turn'),
    done: z.array(GivenCall).default([]).describe('Tools called right before the turn, as in another window'),
    model: z
      .array(ModelAnswer)
      .default([])
      .describe('With planner llm: what `npm run evals:cassettes` makes the cassette from'),
    match_until: z.int().optional().describe('Game time up to which the match of the case is told first'),
    expect: Expectation.default({}),
  })
  .refine(
    ({ say, approve, decline }) => [say, approve, decline].filter((one) => one !== undefined).length === 1,
    {
      error: 'a turn has exactly one of say, approve, decline',
    },
  );
export type EvalTurn = z.infer<typeof EvalTurn>;

/** What a case shows that is wrong and will be for a while. */
export const Known = z
  .string()
  .min(1)
  .optional()
  .describe('Why it fails as yet: it is counted apart, and a run fails when it passes after all');

/** A conversation and what is expected of it: one file. */
export const EvalCase = z.strictObject({
  title: z.string().min(1).describe('What it shows, as a fact'),
  mode: Mode,
  planner: z.enum(['rules', 'llm']).default('rules'),
  cassette: z
    .string()
    .optional()
    .describe("For planner llm: the model's answers; <name of the case>.cassette.json where left out"),
  meaning: z
    .enum(['there', 'away'])
    .default('there')
    .describe('away: the embeddings do not answer, so that phrases alone route'),
  services: z
    .enum(['sandbox', 'recorded'])
    .default('sandbox')
    .describe('recorded: tools answer from <name of the case>.tools.json, as they did in life'),
  user: z.string().default('1'),
  clock: z.iso.datetime().default(DEFAULT_CLOCK),
  tags: z.array(z.string()).default([]),
  known: Known,
  memories: z.array(GivenMemory).default([]),
  sandbox: Sandbox.default({ seed: 7, faults: [], altered: [], done: [] }),
  match: z.string().optional().describe('A recorded match the player is in: DinoBoss-asi-1'),
  settings: z
    .record(z.string(), z.string())
    .default({})
    .describe('Settings of the service as in the environment: {APPROVALS: none}'),
  turns: z.array(EvalTurn).min(1).max(24),
  budget: Expectation.shape.budget.describe('At most these over all turns; what is left out is not limited'),
  end: z
    .strictObject({ services: Expectation.shape.services })
    .optional()
    .describe('What has changed in the services between the first turn and the last'),
});
export type EvalCase = z.infer<typeof EvalCase>;
