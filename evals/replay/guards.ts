import { AsyncLocalStorage } from 'node:async_hooks';
import { Socket as UdpSocket } from 'node:dgram';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** What a case may not do, noted for it. */
export interface Guards {
  /** Does the work of a case; gives what it reached for outside, each thing once. */
  watch<T>(work: () => Promise<T>): Promise<{ result: T; violations: string[]; hindrances: string[] }>;
  /** Notes what kept the case from being played as it should: the machine's doing, not the service's. */
  hinder(reason: string): void;
  /** Lets connections to a port of this machine through. */
  allow(port: number): void;
  /** Puts the globals back. */
  remove(): void;
}

interface Noted {
  violations: Set<string>;
  hindrances: Set<string>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Files of ours that may know the time of day: ids are no part of any behaviour, and what opens and closes is no case's. */
const MAY_KNOW_THE_TIME = /^(src\/core\/ids\.ts|src\/wiring\/|src\/store\/embedded\/|src\/testing\/|evals\/)/;

/**
 * Watches this process: a connection to anywhere but the allowed ports is refused, and code of ours that asks for the time
 * other than by its clock is noted. Where nobody can say whose doing it is, it is every case's that runs.
 */
export function installGuards(): Guards {
  const running = new Set<Noted>();
  const current = new AsyncLocalStorage<Noted>();
  const ports = new Set<number>();
  const noteAs =
    (kind: keyof Noted) =>
    (what: string): void => {
      const own = current.getStore();
      for (const noted of own === undefined ? running : [own]) noted[kind].add(what);
    };
  const note = noteAs('violations');
  const restore = [guardNetwork(ports, note), guardClock(note)];
  return {
    async watch(work) {
      const noted: Noted = { violations: new Set(), hindrances: new Set() };
      running.add(noted);
      try {
        const result = await current.run(noted, work);
        return {
          result,
          violations: [...noted.violations].sort(),
          hindrances: [...noted.hindrances].sort(),
        };
      } finally {
        running.delete(noted);
      }
    },
    hinder: noteAs('hindrances'),
    allow: (port) => void ports.add(port),
    remove: () => restore.forEach((undo) => undo()),
  };
}

type Note = (violation: string) => void;

/** Every client of this process, `fetch` and PostgreSQL's alike, connects through this method. */
function guardNetwork(ports: ReadonlySet<number>, note: Note): () => void {
  const { connect } = Socket.prototype;
  const { send } = UdpSocket.prototype;
  Socket.prototype.connect = function guarded(this: Socket, ...given: unknown[]) {
    const target = targetOf(given);
    if (target === undefined || isAllowed(target, ports)) return Reflect.apply(connect, this, given);
    note(`network: ${target.host}:${target.port}`);
    const error = Object.assign(new Error(`An eval reached for ${target.host}:${target.port}`), {
      code: 'ECONNREFUSED',
    });
    process.nextTick(() => this.destroy(error));
    return this;
  };
  UdpSocket.prototype.send = function guarded() {
    note('network: UDP');
    throw new Error('An eval sent a datagram');
  };
  return () => {
    Socket.prototype.connect = connect;
    UdpSocket.prototype.send = send;
  };
}

interface Target {
  host: string;
  port: number;
}

/** Undefined for a Unix socket. The arguments come as a caller gives them, or as `net.connect` has put them into a list. */
function targetOf(given: readonly unknown[]): Target | undefined {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  if (typeof first === 'number')
    return { host: typeof second === 'string' ? second : 'localhost', port: first };
  if (typeof first !== 'object' || first === null) return undefined;
  const { host, port, path } = first as { host?: unknown; port?: unknown; path?: unknown };
  if (typeof path === 'string') return undefined;
  return { host: typeof host === 'string' ? host : 'localhost', port: Number(port) };
}

const HERE: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

function isAllowed({ host, port }: Target, ports: ReadonlySet<number>): boolean {
  return HERE.includes(host) && ports.has(port);
}

/** `Date` as it is, but that of asks without arguments by code of ours is noted who asked. */
function guardClock(note: Note): () => void {
  const Real = globalThis.Date;
  const look = (): void => {
    const file = callerOutsideOf(look);
    if (file !== undefined) note(`time of day: ${file}`);
  };
  const Guarded = new Proxy(Real, {
    construct(target, args, newTarget) {
      if (args.length === 0) look();
      return Reflect.construct(target, args, newTarget) as object;
    },
    get(target, name, receiver) {
      if (name !== 'now') return Reflect.get(target, name, receiver) as unknown;
      return () => {
        look();
        return Real.now();
      };
    },
  });
  globalThis.Date = Guarded;
  return () => {
    globalThis.Date = Real;
  };
}

/** The file of ours that asked, by its path in the project; undefined where a package did, or one that may. */
function callerOutsideOf(top: () => void): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 2;
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName());
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, top);
    const files = Array.isArray(holder.stack) ? (holder.stack as unknown[]) : [];
    // The first is the guard's own.
    return projectFile(files[1]);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    Error.prepareStackTrace = prepareStackTrace;
  }
}

function projectFile(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const path = name.startsWith('file:') ? fileURLToPath(name) : name;
  if (!path.startsWith(ROOT) || path.includes('node_modules')) return undefined;
  const file = path.slice(ROOT.length);
  return MAY_KNOW_THE_TIME.test(file) ? undefined : file;
}
