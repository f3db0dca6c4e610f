import { MODES } from '../../graphs/modes.js';
import { createOutboxRelay } from '../../src/bus/outbox-relay.js';
import { systemClock } from '../../src/core/clock.js';
import type { Config } from '../../src/core/config.js';
import { createLogger } from '../../src/core/logger.js';
import { createMetrics } from '../../src/core/metrics.js';
import { withRecord } from '../../src/memory/recent.js';
import { createRulesPlanner } from '../../src/planner/rules/rules-planner.js';
import { redactPayload } from '../../src/policy/text/redact-payload.js';
import { redactText } from '../../src/policy/text/redact.js';
import { createRuns } from '../../src/runs/create-runs.js';
import { createServer } from '../../src/server/server.js';
import type { Services } from '../../src/services/services.js';
import { drainOutbox } from '../../src/store/outbox.js';
import { listRecentMessages } from '../../src/store/sessions.js';
import { createClosers } from '../../src/wiring/closers.js';
import { openCarriers } from '../../src/wiring/open-carriers.js';
import { openDatabase } from '../../src/wiring/open-database.js';
import { NO_GAME } from '../../src/testing/no-game.js';

/** `startApp` with the services given. */
export async function startServiceOn(config: Config, services: Services) {
  const [clock, metrics, closers] = [systemClock, createMetrics(), createClosers()];
  const logger = createLogger(config, { scrub: (line) => redactText(line).text });
  const { pool, description } = await openDatabase(config, logger, closers);
  const carriers = openCarriers(config, { clock, logger, closers });
  const onError = (error: unknown): void => logger.warn({ err: error }, 'bench');
  const relay = createOutboxRelay({
    bus: carriers.bus,
    drain: (limit, publish) => drainOutbox(pool, limit, publish),
    redact: redactPayload,
    onError,
  });
  closers.add('outbox relay', relay.close);
  const load = (sessionId: string, n: number) => listRecentMessages(pool, sessionId, n);
  const runs = createRuns({
    pool,
    clock,
    metrics,
    logger,
    planner: createRulesPlanner(),
    tools: services.tools,
    recent: withRecord(carriers.recent, { load, onError }),
    settings: config.runs,
    approvals: config.approvals,
    linkHosts: config.linkHosts,
    writeCaps: config.writeCaps,
    plan: config.planner,
    unkeyedServices: config.unkeyedServices,
    onOutbox: relay.kick,
  });
  const server = createServer({
    config,
    runs,
    game: NO_GAME,
    services,
    metrics,
    logger,
    summary: { planner: 'rules', store: description, bus: carriers.description, services: 'recorded' },
    allowedTools: { helm: MODES.helm.tools, support: MODES.support.tools, player: MODES.player.tools },
    isReady: () => Promise.resolve({ ready: true, checks: {} }),
  });
  await runs.start();
  const { url } = await server.listen();
  const stop = async (): Promise<void> => {
    server.drain();
    await runs.drain(config.drainMs);
    await server.close();
    await closers.closeAll();
  };
  return { url, stop };
}
