import type pg from 'pg';
import { systemClock } from '../../src/core/clock.js';
import { readConfig } from '../../src/core/config.js';
import { createLogger } from '../../src/core/logger.js';
import { createMetrics } from '../../src/core/metrics.js';
import type { TextEmbeddings } from '../../src/llm/embeddings/text-embeddings.js';
import { makePlanningMind } from '../../src/game/matches/planning-mind.js';
import type { GameService } from '../../src/game/create-game.js';
import type { Planner } from '../../src/planner/planner.js';
import type { RunMemories } from '../../src/runs/run-memories.js';
import { createClosers, type Closers } from '../../src/wiring/closers.js';
import { openGame } from '../../src/wiring/open-game.js';
import { openMemory } from '../../src/wiring/open-memory.js';
import { createFrozenDatabase, type FrozenDatabase } from './frozen-database.js';
import type { Guards } from './guards.js';
import { createMovableClock, type MovableClock } from './movable-clock.js';
import { createSandboxes, type Sandboxes } from './sandboxes.js';

/** What all stages of a process share: it knows no conversation. */
export interface Company {
  embeddings: TextEmbeddings;
  rules: Planner;
  /** The same while its embeddings do not answer. */
  rulesByPhrases: Planner;
  guards: Guards;
}

/** Where one case is played at a time: a database, a sandbox, and what lives longer than a case. */
export interface Stage {
  company: Company;
  pool: pg.Pool;
  clock: MovableClock;
  sandboxes: Sandboxes;
  memories: RunMemories;
  /** Plays matches, from none on; whoever asks for it stops it. */
  startGame(): Promise<GameService>;
  /** Everything as if nobody had ever been here, at this time. */
  reset(now: Date): Promise<void>;
  /** The clock, and the database's. */
  setTime(now: Date): Promise<void>;
  close(): Promise<void>;
}

/** The settings of every case, before its own: nothing of the machine's environment. */
export const COMMON_SETTINGS = { ENV: 'test', LOG_LEVEL: 'error', APPROVAL_TTL_MS: '900000' };

export async function openStage(company: Company, server: { url: string; name: string }): Promise<Stage> {
  const closers = createClosers();
  const database = await createFrozenDatabase(server.url, server.name);
  closers.add('database', database.drop);
  const clock = createMovableClock();
  const sandboxes = createSandboxes(clock, company.guards);
  closers.add('sandboxes', sandboxes.close);
  const parts = {
    pool: database.pool,
    logger: createLogger({ logLevel: 'silent' }),
    metrics: createMetrics({ processMetrics: false }),
    closers,
  };
  const config = readConfig(COMMON_SETTINGS);
  // Each case has recent memories of its own, which end with it.
  const recent = { forget: () => Promise.resolve() };
  const memories = openMemory(config, { ...parts, recent, embeddings: company.embeddings });
  return {
    company,
    pool: database.pool,
    clock,
    sandboxes,
    memories,
    startGame: () => startGame(parts),
    setTime: (now) => setTime(now, { clock, database }),
    async reset(now) {
      await forgetEverybody(database.pool, memories);
      await database.clear();
      await setTime(now, { clock, database });
    },
    close: async () => void (await closers.closeAll()),
  };
}

async function setTime(
  now: Date,
  { clock, database }: { clock: MovableClock; database: FrozenDatabase },
): Promise<void> {
  clock.set(now);
  await database.setTime(now);
}

/** Through the service, so that what it holds of them in this process goes, too. */
async function forgetEverybody(pool: pg.Pool, memories: RunMemories): Promise<void> {
  const { rows } = await pool.query<{ owner: string }>('select owner from memory_owners');
  for (const { owner } of rows) await memories.forget(owner, 'all');
}

async function startGame(
  parts: Pick<Parameters<typeof openGame>[1], 'pool' | 'logger' | 'metrics'> & { closers: Closers },
): Promise<GameService> {
  const config = readConfig(COMMON_SETTINGS);
  const game = openGame(config, {
    ...parts,
    makeMind: makePlanningMind,
    // Conversations are replayed, and nothing in them waits for a strategy.
    strategist: undefined,
    clock: systemClock,
    onOutbox: () => undefined,
  });
  await game.start();
  return game;
}
