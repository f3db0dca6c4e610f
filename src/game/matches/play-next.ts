import type { LaneParts, MatchLane } from './match-lane.js';
import type { MatchRecord } from './match-record.js';
import type { QueuedInput } from './match-queue.js';
import { applyRecord, type Effect } from './match-state.js';

/** Of game time. */
const REST_AFTER_FAILED_TICK_MS = 5_000;

type QueuedEvent = Extract<QueuedInput, { k: 'event' }>;

/** Plays one input of a match to its end: a tick that is due before it, then the input itself. False where none waits. */
export function playNext(lane: MatchLane, parts: LaneParts): boolean {
  if (lane.broken) return false;
  const input = parts.queue.take();
  if (input === undefined) return false;
  if (input.k === 'event') playEvent(lane, parts, input);
  else if (input.k === 'mark') input.passed();
  else keep(lane, parts, { record: input, readAt: 0 });
  return true;
}

function playEvent(lane: MatchLane, parts: LaneParts, input: QueuedEvent): void {
  const { event, readAt, settled } = input;
  const { source, seq } = event;
  tickBefore(lane, parts, input);
  const passed: MatchRecord = { k: 'passed', source, seq };
  if (input.superseded) {
    parts.output.superseded();
    keep(lane, parts, { record: passed, readAt });
  } else if (lane.broken) {
    // The tick before it failed. It is not the event's fault, and it is played when the match is whole again.
    parts.queue.putBack(input);
    return;
  } else {
    const failure = keep(lane, parts, { record: { k: 'event', event }, readAt });
    if (failure !== undefined) {
      parts.output.poison(event, failure.error);
      parts.output.record(passed, { actions: [] }, { readAt, tookMs: 0 });
    }
  }
  settled?.();
}

/**
 * Plans are made at steps of game time, so that the same events give the same plans however fast they come. Each match has steps of
 * its own: matches that began together do not all plan in the same moment.
 */
function tickBefore(lane: MatchLane, parts: LaneParts, { event, readAt }: QueuedEvent): void {
  const { limits, queue, state } = parts;
  const every = parts.isBehind(queue.toPlay) ? limits.lagTickMs : limits.tickMs;
  const phase = parts.phase % every;
  const t = Math.floor((event.t_game - phase) / every) * every + phase;
  if (t <= state.lastTick || t < lane.ticksFrom || state.minds.size === 0) return;
  const failure = keep(lane, parts, { record: { k: 'tick', t }, readAt });
  if (failure === undefined) return;
  lane.ticksFrom = t + REST_AFTER_FAILED_TICK_MS;
  parts.output.tickFailed(failure.error);
}

/** Lets a record have its effect and hands it on; where the mind fails on it, the match is broken and the record is not kept. */
function keep(
  lane: MatchLane,
  { state, options, output }: LaneParts,
  { record, readAt }: { record: MatchRecord; readAt: number },
): { error: unknown } | undefined {
  const started = performance.now();
  let effect: Effect;
  try {
    effect = applyRecord(state, record, options);
  } catch (error) {
    lane.broken = true;
    return { error };
  }
  output.record(record, effect, { readAt, tookMs: performance.now() - started });
  return undefined;
}
