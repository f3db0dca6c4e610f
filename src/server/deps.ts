import type { Mode } from '../contracts/mode.js';
import type { ModelLimits } from '../contracts/operations.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { Telemetry } from '../core/telemetry.js';
import type { Game } from '../game/game.js';
import type { Runs } from '../runs/runs.js';
import type { StreamLimits } from './limits.js';
import type { ServicesView } from './services-view.js';
import type { UserFeed } from './user-feed.js';

/** What each thing the service stands on says of itself: `{ store: 'ok', bus: 'connection refused' }`. */
export interface Readiness {
  ready: boolean;
  checks: Record<string, string>;
}

/** What this process runs on, in words for a person. */
export interface RunsOn {
  planner: string;
  store: string;
  bus: string;
  services: string;
}

export interface ServerDeps {
  config: Pick<Config, 'host' | 'port' | 'anonymousUser' | 'allowedOrigins' | 'evalsFolder'>;
  runs: Runs;
  game: Game;
  services: ServicesView;
  /** The tools each mode may use, by name. */
  allowedTools: Record<Mode, readonly string[]>;
  metrics: Metrics;
  /** Left out for none. */
  telemetry?: Telemetry;
  logger: Logger;
  isReady(): Promise<Readiness>;
  summary: RunsOn;
  /** Undefined where no model is asked. */
  modelLimits?: ModelLimits | undefined;
  /** One that reaches other replicas too; left out, this process alone is reached. */
  feed?: UserFeed;
  /** Changed by tests only. */
  limits?: Partial<StreamLimits>;
}

/** What the routes share besides the dependencies. */
export interface Door extends Omit<ServerDeps, 'limits'> {
  limits: StreamLimits;
  feed: UserFeed;
  lifecycle: Lifecycle;
}

/** Whether the process is stopping, and whom to tell. */
export interface Lifecycle {
  stopping(): boolean;
  /** Calls `stop` once when the process begins to stop; returns how to forget it. */
  onStop(stop: () => void): () => void;
  stop(): void;
}

export function createLifecycle(): Lifecycle {
  const listeners = new Set<() => void>();
  let stopped = false;
  return {
    stopping: () => stopped,
    onStop: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      for (const listener of listeners) listener();
      listeners.clear();
    },
  };
}
