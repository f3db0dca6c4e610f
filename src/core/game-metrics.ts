import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { registerGauge } from './gauge.js';

/** Read at each scrape. */
export interface GameGaugeSources {
  /** Matches played in this process. */
  matches?: () => number;
  /** Inputs of matches that wait for their turn. */
  waiting?: () => number;
}

export interface GameMetrics {
  /** `played`, `superseded`, `held`, `duplicate`, `late`, `skipped` (numbers given up), `refused`, `crowded`, `poisoned` */
  gameEvent(outcome: string, count?: number): void;
  /** How long one event took the mind, and one making of plans. */
  reflexed(seconds: number): void;
  planned(seconds: number): void;
  /** How long the oldest of the events that were read together lay in its stream. */
  gameEventsRead(seconds: number): void;
  /** From when an event was read until what it led to had left. */
  gameActionsLeft(actions: number, lagsSeconds: number[]): void;
  /**
   * Questions to the strategist (`asked`, `answered`, `rules`, `aborted`, `failed` with its cause) and what minds made of the
   * answers (`accepted`, `revalidated`, `stale`, `refused`).
   */
  gameAdvice(outcome: string, cause?: string): void;
  /** From a question until its end, by what that was. */
  gameAnswered(outcome: string, seconds: number): void;
  /** `written`, `failed`, `crowded` */
  gameLine(outcome: string): void;
  shardHeld(shard: number, held: boolean): void;
  observeGame(sources: GameGaugeSources): void;
}

/** An event takes 20 us, a plan a millisecond; from the stream to the action it is a round to Redis. */
const BUCKETS = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
];

export function createGameMetrics(registry: Registry): GameMetrics {
  const registers = [registry];
  const timing = (name: string, help: string): Histogram =>
    new Histogram({ name, help, buckets: BUCKETS, registers });
  const counter = (name: string, help: string, labelNames: string[]): Counter =>
    new Counter({ name, help, labelNames, registers });
  const events = counter('copilot_game_events', 'Game events by what became of them', ['outcome']);
  const actions = counter('copilot_game_actions', 'Actions sent to game servers', []);
  const reflex = timing('copilot_game_reflex_seconds', 'One event in the mind of a match');
  const tick = timing('copilot_game_tick_seconds', 'One making of the plans of a match');
  const lag = timing('copilot_game_lag_seconds', 'From reading an event to having sent what it led to');
  const wait = timing(
    'copilot_game_stream_seconds',
    'How long an event lay in its stream before it was read',
  );
  const shards = new Gauge({
    name: 'copilot_game_shard_held',
    help: '1 where this process plays the matches of the shard',
    labelNames: ['shard'],
    registers,
  });
  return {
    gameEvent: (outcome, count = 1) => events.inc({ outcome }, count),
    reflexed: (seconds) => reflex.observe(seconds),
    planned: (seconds) => tick.observe(seconds),
    gameEventsRead: (seconds) => wait.observe(seconds),
    gameActionsLeft(count, lags) {
      actions.inc(count);
      for (const seconds of lags) lag.observe(seconds);
    },
    ...createAdviceMetrics(registry),
    shardHeld: (shard, held) => shards.set({ shard: String(shard) }, held ? 1 : 0),
    observeGame: createObserver(registry),
  };
}

function createAdviceMetrics(
  registry: Registry,
): Pick<GameMetrics, 'gameAdvice' | 'gameAnswered' | 'gameLine'> {
  const registers = [registry];
  const advice = new Counter({
    name: 'copilot_game_advice',
    help: 'Questions to the strategist and its answers',
    labelNames: ['outcome', 'cause'],
    registers,
  });
  const answers = new Histogram({
    name: 'copilot_game_answer_seconds',
    help: 'From a question to the strategist until its end',
    labelNames: ['outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5],
    registers,
  });
  const lines = new Counter({
    name: 'copilot_game_lines',
    help: 'Lines that were to be written for NPCs',
    labelNames: ['outcome'],
    registers,
  });
  return {
    gameAdvice: (outcome, cause = '') => advice.inc({ outcome, cause }),
    gameLine: (outcome) => lines.inc({ outcome }),
    gameAnswered: (outcome, seconds) => answers.observe({ outcome }, seconds),
  };
}

function createObserver(registry: Registry): GameMetrics['observeGame'] {
  let sources: GameGaugeSources = {};
  const gauge = (name: string, help: string, read: () => number | undefined): void =>
    registerGauge(registry, { name, help, read });
  gauge('copilot_game_matches', 'Matches played by this process', () => sources.matches?.());
  gauge('copilot_game_waiting', 'Inputs of matches that wait for their turn', () => sources.waiting?.());
  return (given) => {
    sources = { ...sources, ...given };
  };
}
