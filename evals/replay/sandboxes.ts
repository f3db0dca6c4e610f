import type { JsonObject, JsonValue } from '../../src/contracts/json.js';
import type { ServiceName } from '../../src/contracts/mode.js';
import { createSandbox, type Sandbox } from '../../src/sandbox/app.js';
import type { Answer } from '../../src/sandbox/http/alter-answers.js';
import type { Guards } from './guards.js';
import type { MovableClock } from './movable-clock.js';
import type { EvalCase } from '../cases/eval-case.js';

/** The seven services: one server for each seed, and one more where answers are altered. */
export interface Sandboxes {
  /** The services as they are before anybody came, at the clock's time, with what the case puts into their answers. */
  setUp(scene: EvalCase['sandbox']): Promise<SetUp>;
  close(): Promise<void>;
}

export interface SetUp {
  sandbox: Sandbox;
  urls: Record<ServiceName, string>;
}

interface Running extends SetUp {
  altered: EvalCase['sandbox']['altered'];
  close(): Promise<void>;
}

export function createSandboxes(clock: MovableClock, guards: Pick<Guards, 'allow'>): Sandboxes {
  const servers = new Map<string, Promise<Running>>();
  const start = async (seed: number, isAltered: boolean): Promise<Running> => {
    const sandbox = createSandbox({
      clock,
      seed,
      ...(isAltered && { alter: (answer: Answer) => alter(answer, running.altered) }),
    });
    const running: Running = { sandbox, altered: [], urls: sandbox.urls(''), close: () => Promise.resolve() };
    const { url, close } = await sandbox.listen(0);
    guards.allow(Number(new URL(url).port));
    return Object.assign(running, { urls: sandbox.urls(url), close });
  };
  return {
    async setUp({ seed, faults, altered }) {
      const isAltered = altered.length > 0;
      const name = `${seed} ${isAltered}`;
      const started = servers.get(name) ?? start(seed, isAltered);
      servers.set(name, started);
      const running = await started;
      running.altered = altered;
      running.sandbox.reset();
      for (const fault of faults) running.sandbox.addFault(fault);
      return running;
    },
    async close() {
      for (const started of servers.values()) await (await started).close();
    },
  };
}

function alter({ service, path, body }: Answer, rules: Running['altered']): JsonValue {
  const applied = rules.filter((rule) => rule.service === service && path.startsWith(rule.path));
  return applied.reduce((value, rule) => replaceIn(value, rule), body);
}

type Rule = Running['altered'][number];

function replaceIn(value: JsonValue, rule: Rule): JsonValue {
  if (typeof value === 'string') return value.replaceAll(rule.replace, rule.by);
  if (Array.isArray(value)) return value.map((one) => replaceIn(one, rule));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, replaceIn(inner, rule)] as const);
  return Object.fromEntries(entries) as JsonObject;
}
