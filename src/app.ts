import { MODES } from '../graphs/modes.js';
import { createOutboxRelay, type OutboxRelay } from './bus/outbox-relay.js';
import { systemClock, type Clock } from './core/clock.js';
import type { ModelLimits } from './contracts/operations.js';
import type { Config } from './core/config.js';
import { createLogger, type Logger } from './core/logger.js';
import { createMetrics } from './core/metrics.js';
import type { Strategist } from './contracts/game-strategy.js';
import type { GameService } from './game/create-game.js';
import type { MakeMind } from './game/matches/played-mind.js';
import type { Planner } from './planner/planner.js';
import { redactPayload } from './policy/text/redact-payload.js';
import { redactText } from './policy/text/redact.js';
import { createRunStrategist } from './runs/strategist.js';
import type { RunsService } from './runs/create-runs.js';
import type { RunsOn } from './server/deps.js';
import { createServer, type CopilotServer } from './server/server.js';
import { drainOutbox } from './store/outbox.js';
import { createClosers } from './wiring/closers.js';
import { openCarriers, type Carriers } from './wiring/open-carriers.js';
import { openDatabase, type OpenedDatabase } from './wiring/open-database.js';
import { openCountedEmbeddings } from './wiring/open-embeddings.js';
import { openGame, type GameOpening } from './wiring/open-game.js';
import { openLineWriter } from './wiring/open-line-writer.js';
import { openMind, type MindParts } from './wiring/open-mind.js';
import { openRuns, type RunsOpening } from './wiring/open-runs.js';
import { openTraces } from './wiring/open-traces.js';
import { createReadiness } from './wiring/readiness.js';
import { openServices, type OpenedServices } from './wiring/open-services.js';

/** What a test or an eval may put in the place of the real thing. */
export interface Overrides {
  clock?: Clock;
  logger?: Logger;
  planner?: Planner;
  mind?: MakeMind;
}

export interface App {
  url: string;
  /** What it runs on, for a person. */
  summary: RunsOn;
  runs: RunsService;
  /** Finishes what runs or hands it over, then closes everything. */
  stop(): Promise<void>;
}

interface Parts extends MindParts {
  overrides: Overrides;
}

/** Opens everything the settings ask for, in order, and serves. What was opened is closed again where a later step fails. */
export async function startApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const closers = createClosers();
  const logger = overrides.logger ?? createLogger(config, { scrub: (line) => redactText(line).text });
  const parts: Parts = {
    config,
    clock: overrides.clock ?? systemClock,
    logger,
    metrics: createMetrics(),
    telemetry: await openTraces(config, logger, closers),
    closers,
    planner: overrides.planner,
    overrides,
  };
  try {
    return await build(parts);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function build(parts: Parts): Promise<App> {
  const { config, clock, logger, metrics, telemetry, closers } = parts;
  const database = await openDatabase(config, logger, closers);
  const carriers = openCarriers(config, { clock, logger, closers });
  // Messages are not sent to anybody only to be routed: these embeddings are the offline ones, whatever memory uses.
  const offline = openCountedEmbeddings({ embeddings: undefined }, parts);
  const services = await openServices(config, { clock, metrics, closers, telemetry, offline });
  const { planner, description, memories, summaries } = await openMind(parts, offline, {
    ...database,
    ...carriers,
  });
  const relay = startRelay(parts, { database, carriers });
  // Each needs the other: chat sees live matches, and matches have runs choose strategies; neither asks before both are there.
  const strategist: Strategist = { ask: (...args) => createRunStrategist(runs).ask(...args) };
  const game = startGame(parts, { database, services, relay, memories, strategist });
  const runs = startRuns(parts, { database, carriers, services, planner, relay, memories, summaries, game });
  const summary: RunsOn = {
    planner: description,
    store: database.description,
    bus: carriers.description,
    services: services.description,
  };
  const server = createServer({
    config,
    runs,
    game,
    services,
    metrics,
    telemetry,
    logger,
    summary,
    modelLimits: modelLimitsOf(config),
    allowedTools: { helm: MODES.helm.tools, support: MODES.support.tools, player: MODES.player.tools },
    isReady: createReadiness(database, carriers),
  });
  await runs.start();
  await game.start();
  const { url } = await server.listen();
  const stop = (): Promise<void> => stopAll(parts, { server, runs, game });
  return { url, summary, runs, stop };
}

function modelLimitsOf({ model, game }: Config): ModelLimits | undefined {
  return model && { ...model.budgets, match: { tokens: game.matchTokens } };
}

async function stopAll(
  { config, logger, closers }: Parts,
  { server, runs, game }: { server: CopilotServer; runs: RunsService; game: GameService },
): Promise<void> {
  server.drain();
  game.askNothingMore();
  await runs.drain(config.drainMs);
  await game.stop();
  await server.close();
  for (const { name, error } of await closers.closeAll())
    logger.error({ err: error }, `${name} did not close well`);
}

function startGame(
  parts: Parts,
  {
    database,
    services,
    relay,
    ...given
  }: Pick<Backends, 'database' | 'services' | 'relay'> & Pick<GameOpening, 'strategist' | 'memories'>,
): GameService {
  const { config, metrics, logger, closers, overrides } = parts;
  return openGame(config, {
    ...given,
    pool: database.pool,
    clock: overrides.clock,
    metrics,
    logger,
    closers,
    lineWriter: openLineWriter(services),
    makeMind: overrides.mind,
    onOutbox: relay.kick,
  });
}

function startRelay(
  { logger, closers }: Parts,
  { database, carriers }: { database: OpenedDatabase; carriers: Carriers },
): OutboxRelay {
  const relay = createOutboxRelay({
    bus: carriers.bus,
    drain: (limit, publish) => drainOutbox(database.pool, limit, publish),
    redact: redactPayload,
    onError: (error) => logger.warn({ err: error }, 'bus events wait in the outbox'),
  });
  closers.add('outbox relay', relay.close);
  return relay;
}

interface Backends extends Pick<RunsOpening, 'memories' | 'summaries'> {
  database: OpenedDatabase;
  carriers: Carriers;
  services: OpenedServices;
  planner: Planner;
  relay: OutboxRelay;
  game: Pick<GameService, 'live'>;
}

function startRuns(
  parts: Parts,
  { database, carriers, services, planner, relay, memories, summaries, game }: Backends,
): RunsService {
  const { config, clock, logger, metrics, telemetry } = parts;
  return openRuns(config, {
    clock,
    metrics,
    telemetry,
    logger,
    planner,
    memories,
    summaries,
    pool: database.pool,
    tools: services.tools,
    recent: carriers.recent,
    matches: game.live,
    onOutbox: relay.kick,
  });
}
