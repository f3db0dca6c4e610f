import { createServer, type Server } from 'node:http';
import type { JsonObject } from '../contracts/json.js';
import { ServiceName } from '../contracts/mode.js';
import { systemClock, type Clock } from '../core/clock.js';
import { KNOWLEDGE_DOCUMENTS } from './data/knowledge/documents.js';
import { FaultSpec, type Fault } from './faults/fault.js';
import type { AlterAnswer } from './http/alter-answers.js';
import type { z } from 'zod';
import type { LedgerEntry } from './ledger/write-ledger.js';
import { createKnowledge } from './rag/knowledge.js';
import { createSentenceVectors, type EmbedTexts } from './rag/sentence-vectors.js';
import { createWorld } from './world.js';

export interface SandboxOptions {
  clock?: Clock;
  /** Varies scores, likes, trends and NPC lines; everything is the same for the same clock and seed. */
  seed?: number;
  /** Puts other words into what the services answer, their errors included; for tests of hostile content. */
  alter?: AlterAnswer;
  /** Lets the knowledge base find by meaning, too. */
  embed?: EmbedTexts;
}

/** The seven VEZE services as one local server; each under its own prefix: `<base>/commerce/catalog`. */
export interface Sandbox {
  /** Port 0 takes a free one. */
  listen(port: number, host?: string): Promise<{ url: string; close(): Promise<void> }>;
  /** Everything as it was at the start, dated from the clock's time of now: state, ledger, faults. */
  reset(): void;
  /** Has the knowledge base read by meaning, which otherwise begins with the first question; resolves when it is, however that went. */
  readKnowledge(): Promise<void>;
  snapshot(): JsonObject;
  ledger(key?: string): LedgerEntry[];
  /** The same as `POST /_faults`. */
  addFault(spec: z.input<typeof FaultSpec>): Fault;
  clearFaults(): void;
  urls(base: string): Record<ServiceName, string>;
}

export function createSandbox({ clock = systemClock, seed = 1, alter, embed }: SandboxOptions = {}): Sandbox {
  const knowledge = createKnowledge(KNOWLEDGE_DOCUMENTS);
  const vectors = embed && createSentenceVectors(knowledge.sections, embed);
  const create = (): ReturnType<typeof createWorld> =>
    createWorld({ clock, seed, knowledge, vectors, alter, reset });
  let world = create();

  function reset(): void {
    world.stop();
    world = create();
  }

  return {
    listen: async (port, host = '127.0.0.1') => {
      const server = createServer((request, response) => world.handle(request, response));
      const url = await listen(server, port, host);
      return { url, close: () => close(server, () => world.stop()) };
    },
    reset,
    readKnowledge: async () => vectors?.ready(),
    snapshot: () => world.snapshot(),
    ledger: (key) => world.ledger.entries(key),
    addFault: (spec) => world.faults.add(FaultSpec.parse(spec)),
    clearFaults: () => world.faults.clear(),
    urls,
  };
}

function urls(base: string): Record<ServiceName, string> {
  const of = (name: ServiceName): string => `${base.replace(/\/+$/, '')}/${name}`;
  return {
    email: of('email'),
    commerce: of('commerce'),
    rag: of('rag'),
    xengine: of('xengine'),
    game: of('game'),
    social: of('social'),
    sports: of('sports'),
  };
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

function close(server: Server, stop: () => void): Promise<void> {
  stop();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
