import { z } from 'zod';
import type { Mode, ServiceName } from '../../../contracts/mode.js';
import type { JsonValue } from '../../../contracts/json.js';
import type { PlanStep, StepDraft } from '../../../contracts/plan.js';
import type { Effect, ServiceTool } from '../../../services/service-tool.js';
import { EMPTY_DIALOG, type Dialog, type FailedStep, type Progress, type Turn } from '../../planner.js';
import { SPECIALISTS } from '../specialists.js';

/** Every tool the rules may plan with, as the services name them. */
const TOOLS: Readonly<Record<string, [ServiceName, Effect]>> = {
  'catalog.list': ['commerce', 'read'],
  'cart.create': ['commerce', 'write'],
  'cart.add': ['commerce', 'write'],
  'cart.get': ['commerce', 'read'],
  checkout: ['commerce', 'write'],
  'orders.get': ['commerce', 'read'],
  'orders.list': ['commerce', 'read'],
  'orders.refund': ['commerce', 'write'],
  'rag.ask': ['rag', 'read'],
  'rag.search': ['rag', 'read'],
  summarize: ['rag', 'read'],
  'email.compose': ['email', 'read'],
  'email.send': ['email', 'write'],
  'email.list': ['email', 'read'],
  'npc.respond': ['xengine', 'read'],
  'game.plan': ['xengine', 'read'],
  'xengine.trends': ['xengine', 'read'],
  'game.match': ['game', 'read'],
  'game.analyze': ['game', 'read'],
  'game.execute': ['game', 'write'],
  'sports.scores': ['sports', 'read'],
  'sports.fixtures': ['sports', 'read'],
  'social.trending': ['social', 'read'],
  'social.search': ['social', 'read'],
  'social.post': ['social', 'write'],
};

export function fakeTools(without: readonly string[] = []): ReadonlyMap<string, ServiceTool> {
  const names = Object.entries(TOOLS).filter(([name]) => !without.includes(name));
  return new Map(names.map(([name, [service, effect]]) => [name, fakeTool(name, service, effect)]));
}

function fakeTool(name: string, service: ServiceName, effect: Effect): ServiceTool {
  const uncalled = () => {
    throw new Error('planners call no tools');
  };
  return {
    name,
    service,
    effect,
    description: name,
    example: name,
    args: z.object({}),
    result: z.json(),
    rehearse: () => Promise.resolve(undefined),
    call: uncalled,
    asLangChain: uncalled,
  };
}

export interface FakeTurn {
  dialog?: Partial<Dialog>;
  history?: Turn['history'];
  tools?: ReadonlyMap<string, ServiceTool>;
  signal?: AbortSignal;
}

export function fakeTurn(mode: Mode, text: string, options: FakeTurn = {}): Turn {
  return {
    mode,
    text,
    userId: 'pilot',
    now: new Date('2026-03-14T12:00:00Z'),
    history: options.history ?? [],
    dialog: { ...EMPTY_DIALOG, ...options.dialog },
    specialists: SPECIALISTS[mode],
    tools: options.tools ?? fakeTools(),
    signal: options.signal ?? new AbortController().signal,
  };
}

export type Ended =
  { done: JsonValue } | { failed: string; message?: string; choices?: { label: string; value: string }[] };

/** How the steps of a plan ended, by tool; a step of which nothing is said is done with nothing to show, or skipped. */
export function progressWith(steps: readonly StepDraft[], ended: Readonly<Record<string, Ended>>): Progress {
  const results = new Map<number, JsonValue>();
  const states = new Map<number, PlanStep['state']>();
  const settled = steps.map((draft): PlanStep => {
    const end = ended[draft.tool];
    const blocked = draft.after.some((id) => states.get(id) !== 'done');
    const state = blocked ? 'skipped' : end === undefined || 'done' in end ? 'done' : 'failed';
    states.set(draft.id, state);
    if (state === 'done') results.set(draft.id, end !== undefined && 'done' in end ? end.done : {});
    if (state !== 'failed' || end === undefined || 'done' in end) return { ...draft, state };
    return { ...draft, state, error: errorOf(draft.tool, end) };
  });
  return { plan: { goal: 'test', revision: 0, steps: settled }, results, failed: settled.filter(isFailed) };
}

function errorOf(tool: string, end: Exclude<Ended, { done: JsonValue }>): FailedStep['error'] {
  const service = TOOLS[tool]?.[0] ?? 'commerce';
  const error = {
    code: end.failed,
    message: end.message ?? `The ${service} service said ${end.failed}.`,
    service,
  };
  return end.choices === undefined ? error : { ...error, choices: end.choices };
}

function isFailed(step: PlanStep): step is FailedStep {
  return step.state === 'failed' && step.error !== undefined;
}
