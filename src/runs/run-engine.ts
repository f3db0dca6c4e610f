import type pg from 'pg';
import { createChain, type Chain } from '../../graphs/chain.js';
import type { PlanLimits } from '../../graphs/run-context.js';
import { MODES } from '../../graphs/modes.js';
import type { JsonValue } from '../contracts/json.js';
import type { Mode, ServiceName } from '../contracts/mode.js';
import type { Clock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import { uuidv7 } from '../core/ids.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { RecentMemory } from '../memory/recent.js';
import { redactDeep } from '../policy/text/redact-deep.js';
import type { Planner } from '../planner/planner.js';
import { NO_TELEMETRY, type Telemetry } from '../core/telemetry.js';
import { WRITE_RULES } from '../policy/provenance/write-rules.js';
import { createToolGate, type ToolGate } from '../policy/tool-gate.js';
import type { ServiceTool } from '../services/service-tool.js';
import { findApproval, insertApproval, rebindApproval, useApproval } from '../store/approvals.js';
import { CheckpointSaver } from '../store/checkpoint-saver.js';
import { countWrites, countWritesSince } from '../store/effect-counts.js';
import { markDone, markNotDone, markSent, recordActionIntent, recordIntent } from '../store/effects.js';
import { appendEvents } from '../store/run-events.js';
import { claimRun } from '../store/runs.js';
import { retryWhileAway } from '../store/database.js';
import { listPrivateValues } from '../store/private-values.js';
import { createApprovals, type ApprovalDeps } from './approvals.js';
import { createEventFeed, type EventFeed } from './event-feed.js';
import { executeRun, type ExecuteDeps } from './execute-run.js';
import { createLeftovers, type Leftovers } from './leftover-effects.js';
import { createLedger, type Ledger, type LedgerDeps } from './ledger.js';
import { createRunControls, type RunControls } from './run-abort.js';
import { protectTools } from './protect-tools.js';
import { runRecords, workerRecords } from './run-records.js';
import { NO_MEMORIES, type RunMemories } from './run-memories.js';
import { NO_SUMMARIES, type Summaries } from './summaries.js';
import { createRunLog } from './run-log.js';
import { createRunQueue, type RunQueue } from './run-queue.js';
import { createSupervisor, type Supervisor } from './supervise.js';
import { createToolLists, serviceLookup } from './tool-lists.js';
import { createVault, type Vault } from './vault.js';

export interface RunsDeps {
  pool: pg.Pool;
  planner: Planner;
  /** Every tool of every service, by name. */
  tools: ReadonlyMap<string, ServiceTool>;
  recent: RecentMemory;
  clock: Clock;
  metrics: Metrics;
  /** Left out for none. */
  telemetry?: Telemetry;
  logger: Logger;
  settings: Config['runs'];
  approvals: Config['approvals'];
  linkHosts: Config['linkHosts'];
  /** The services that do not honour `Idempotency-Key`. */
  unkeyedServices: readonly ServiceName[];
  writeCaps: Config['writeCaps'];
  plan: Pick<Config['planner'], 'maxSteps' | 'maxReplans' | 'maxParallelTools' | 'historyTokens'>;
  /** Left out for a service that remembers nothing. */
  memories?: RunMemories;
  /** Left out for a service whose sessions are short. */
  summaries?: Summaries | undefined;
  /** A test with tools of its own has a gate of its own. */
  gate?: ToolGate;
  /** There may be something for the bus. */
  onOutbox: () => void;
}

/** The moving parts behind `Runs`. */
export interface RunEngine {
  feed: EventFeed;
  controls: RunControls;
  queue: RunQueue;
  supervisor: Supervisor;
  vault: Vault;
  /** For writes that a person asks for outside any run. */
  actionLedger: Ledger;
  gate: ToolGate;
  toolsOf: (mode: Mode) => ReadonlyMap<string, ServiceTool>;
  chains: Record<Mode, Chain>;
  plan: PlanLimits;
}

/** The room the rules need for their plans; a model's are held to fewer steps. */
const RULES_STEPS = 16;

export function createRunEngine(deps: RunsDeps): RunEngine {
  const { pool, logger, settings } = deps;
  const [worker, plan] = [uuidv7(), planLimits(deps.plan)];
  const feed = createEventFeed();
  const controls = createRunControls();
  const vault = createVault((sessionId) => listPrivateValues(pool, sessionId));
  const redact = (value: JsonValue): JsonValue => redactDeep(value).value;
  const toolsOf = createToolLists(protectTools(deps.tools, { vault, redact }));
  const gate = deps.gate ?? createGate(deps);
  const leftovers = createLeftovers(deps, serviceLookup(deps.tools));
  const chains = createChains(pool, deps.tools);
  const execution = createExecution(deps, { feed, controls, toolsOf, gate, leftovers, chains });
  // Runs that may be ours by their row while nobody carries them out: the answer to their claim was lost, or their start.
  const lost = new Set<string>();
  const queue = createRunQueue({
    maxRunning: settings.maxRunning,
    claim: (runId) => {
      lost.delete(runId);
      return claimRun(pool, runId, worker);
    },
    execute: (run) => executeRun(execution, run),
    onPassed: (runId, error) => {
      // Its readers turn to the record; the supervisor adds it again where it is still to be done.
      feed.close(runId);
      if (error === undefined) return;
      lost.add(runId);
      logger.warn({ err: error, run_id: runId }, 'run could not be taken up');
    },
  });
  const supervisor = createSupervisor({
    leaseMs: settings.leaseMs,
    records: workerRecords({ pool, leaseMs: settings.leaseMs, leftovers }, worker, lost),
    add: (run) => queue.add(run),
    controls,
    logger,
  });
  const actionLedger = createLedger({
    ...ledgerDeps(deps),
    recordIntent: (intent) => recordActionIntent(pool, intent, { worker, cap: deps.writeCaps[intent.tool] }),
  });
  return { feed, controls, queue, supervisor, vault, actionLedger, gate, toolsOf, chains, plan };
}

function createExecution(
  deps: RunsDeps,
  parts: Pick<RunEngine, 'feed' | 'controls' | 'toolsOf' | 'gate' | 'chains'> & { leftovers: Leftovers },
): ExecuteDeps {
  const { pool, planner, recent, clock, metrics, logger, settings } = deps;
  return {
    ...parts,
    planner,
    recent,
    clock,
    metrics,
    telemetry: deps.telemetry ?? NO_TELEMETRY,
    memories: deps.memories ?? NO_MEMORIES,
    summaries: deps.summaries ?? NO_SUMMARIES,
    logger,
    records: runRecords(pool, parts.leftovers),
    log: createRunLog({ append: (rows) => appendEvents(pool, rows), feed: parts.feed, clock }),
    ledger: createLedger(ledgerDeps(deps)),
    approvals: createApprovals(approvalDeps(deps)),
    onEnded: deps.onOutbox,
    settings: {
      timeoutMs: settings.timeoutMs,
      maxAttempts: settings.maxAttempts,
      maxParallelCalls: deps.plan.maxParallelTools,
      historyTokens: deps.plan.historyTokens,
      plan: planLimits(deps.plan),
      linkHosts: new Set(deps.linkHosts),
    },
  };
}

/** Steps that failed or were skipped stay in a plan, so a replanned one has more of them than may run. */
function planLimits({ maxSteps, maxReplans }: RunsDeps['plan']): PlanLimits {
  return { maxSteps: Math.max(RULES_STEPS, maxSteps * (maxReplans + 1)), maxReplans };
}

function createGate({ pool, writeCaps }: RunsDeps): ToolGate {
  return createToolGate({
    rules: WRITE_RULES,
    caps: writeCaps,
    countWrites: (query) => countWrites(pool, query),
    countSince: (query) => countWritesSince(pool, query),
  });
}

function approvalDeps({ pool, approvals }: RunsDeps): ApprovalDeps {
  return {
    ask: new Set(approvals.tools),
    ttlMs: approvals.ttlMs,
    rebind: (again) => rebindApproval(pool, again),
    insert: (approval) => insertApproval(pool, approval),
    find: (id) => findApproval(pool, id),
    use: (id, key) => useApproval(pool, id, key),
  };
}

function ledgerDeps({ pool, tools, unkeyedServices, metrics, writeCaps }: RunsDeps): LedgerDeps {
  return {
    recordIntent: (intent) => recordIntent(pool, intent, writeCaps[intent.tool]),
    markSent: (key, again) => markSent(pool, key, again),
    // It is done upstream: the record must not miss it for a connection that was lost for a moment.
    markDone: (done) => retryWhileAway(() => markDone(pool, done)),
    markNotDone: (end) => markNotDone(pool, end),
    serviceOf: serviceLookup(tools),
    unkeyed: new Set(unkeyedServices),
    onUnknown: metrics.effectUnknown,
  };
}

function createChains(pool: pg.Pool, tools: RunsDeps['tools']): Record<Mode, Chain> {
  const checkpointer = new CheckpointSaver(pool);
  const serviceOf = serviceLookup(tools);
  const chain = (mode: Mode): Chain => createChain(MODES[mode], { serviceOf, checkpointer });
  return { helm: chain('helm'), support: chain('support'), player: chain('player') };
}
