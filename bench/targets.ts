import { ServiceName } from '../src/contracts/mode.js';
import type { Closers } from '../src/wiring/closers.js';
import { startChild, type Child } from './child-process.js';
import type { HttpClient } from './http.js';
import { runLoad } from './load.js';
import { askOf, USER_ID, type Ask } from './messages.js';
import { Timings, type Load } from './protocol.js';
import { openDatabase, openDataDir, type RealServers } from './stores.js';

/** What every scenario needs. */
export interface Bench {
  /** Closed when the bench is over, also when it fails. */
  closers: Closers;
  http: HttpClient;
  recordingFile: string;
  real: RealServers | undefined;
  quick: boolean;
}

export type TargetName = 'koa' | 'graph' | 'embedded' | 'real' | 'http';

export const LABELS: Record<TargetName, string> = {
  koa: 'bare Koa route',
  graph: 'bare graph invoke',
  embedded: 'service, embedded stores',
  real: 'service, real stores',
  http: 'service, stores as above, sandbox over HTTP',
};

/** Writes are carried out in the turn that asks for them, as in the bare graph, and wait for nobody's yes. */
const SETTINGS = { PORT: '0', APPROVALS: 'none' };

/** The sandbox knows one user well, who then changes more in a day than anybody may. */
const WRITE_CAPS = 'checkout=1000000,orders.refund=1000000,email.send=1000000';

/** Something that turns can be taken with, in a process of its own. */
export interface Target {
  name: TargetName;
  child: Child;
  run(load: Load): Promise<Timings>;
}

/** The targets of one bench, each started when it is first asked for and then used by every scenario that wants it. */
export type Targets = (name: TargetName) => Promise<Target>;

export function createTargets(bench: Bench): Targets {
  const started = new Map<TargetName, Promise<Target>>();
  return (name) => {
    const target = started.get(name) ?? startTarget(bench, name);
    started.set(name, target);
    return target;
  };
}

/** A process of its own, also where another one of the same kind runs. */
export async function startTarget(
  bench: Bench,
  name: TargetName,
  { execArgv = [], env = {} }: { execArgv?: string[]; env?: Record<string, string> } = {},
): Promise<Target> {
  if (name === 'graph') {
    const child = await start(bench, 'graph', { execArgv });
    return { name, child, run: (load) => child.ask('run', load, Timings) };
  }
  const child =
    name === 'koa'
      ? await start(bench, 'koa', { execArgv })
      : await start(bench, 'service', { env: { ...(await settingsOf(bench, name)), ...env }, execArgv });
  const known = name === 'http' ? { user_id: USER_ID } : {};
  const turn = (n: number, load: Load): Promise<unknown> =>
    post(bench.http, child.url, { ...askOf(load.modes, n), ...known });
  return { name, child, run: (load) => runLoad(load, (n) => turn(n, load)) };
}

async function settingsOf(bench: Bench, name: 'embedded' | 'real' | 'http'): Promise<Record<string, string>> {
  if (name !== 'http') return { ...SETTINGS, ...(await storesOf(bench, name)) };
  const sandbox = await start(bench, 'sandbox', {});
  const services = ServiceName.options.map((service) => [
    `SVC_${service.toUpperCase()}`,
    `${sandbox.url}/${service}`,
  ]);
  const stores = await storesOf(bench, bench.real === undefined ? 'embedded' : 'real');
  return { ...SETTINGS, WRITE_CAPS, ...Object.fromEntries(services), ...stores };
}

async function storesOf(bench: Bench, name: 'embedded' | 'real'): Promise<Record<string, string>> {
  if (name === 'embedded') return openDataDir(bench.closers);
  if (bench.real === undefined) throw new Error('There are no real stores');
  return openDatabase(bench.real, bench.closers);
}

async function start(
  bench: Bench,
  name: string,
  options: { env?: Record<string, string>; execArgv?: string[] },
): Promise<Child> {
  const env = { BENCH_RECORDING: bench.recordingFile, ...options.env };
  const child = await startChild({ name, env, execArgv: options.execArgv ?? [] });
  bench.closers.add(name, child.stop);
  return child;
}

/** One turn; throws where the answer is none. */
export async function post(http: HttpClient, url: string, ask: Ask): Promise<string> {
  const { status, text } = await http.postJson(`${url}/chat`, ask);
  if (status !== 200) throw new Error(`${url}/chat answered ${status}: ${text}`);
  return text;
}
