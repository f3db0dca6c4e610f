import type { RunEvent } from '../../contracts/run-event.js';

export interface Bar {
  id: string;
  kind: 'node' | 'tool' | 'model';
  label: string;
  /** Milliseconds since the run's first event. */
  from: number;
  /** Null while it goes on. */
  to: number | null;
  outcome: 'running' | 'done' | 'failed';
  /** The number of the event with which it began to be known. */
  seq: number;
}

/** What took time behind the first `step` events, in the order in which it began. */
export function timelineAt(events: readonly RunEvent[], step: number): Bar[] {
  const first = events[0];
  if (first === undefined) return [];
  const zero = Date.parse(first.at);
  const bars = new Map<string, Bar>();
  for (const event of events.slice(0, step)) place(bars, event, Date.parse(event.at) - zero);
  return [...bars.values()].sort((one, other) => one.from - other.from || one.seq - other.seq);
}

/** How long the whole run took, as far as it is known; at least a millisecond, so that it can be divided by. */
export function spanOf(events: readonly RunEvent[]): number {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return 1;
  return Math.max(1, Date.parse(last.at) - Date.parse(first.at));
}

function place(bars: Map<string, Bar>, event: RunEvent, at: number): void {
  const { seq } = event;
  switch (event.type) {
    case 'node.started': {
      const label = event.visit > 1 ? `${event.node} (${event.visit})` : event.node;
      open(bars, { id: `node ${event.node} ${event.visit}`, kind: 'node', label, from: at, seq });
      return;
    }
    case 'node.finished':
      return close(bars, `node ${event.node} ${event.visit}`, { ...event, at });
    case 'tool.started':
      return open(bars, { id: `tool ${event.step_id}`, kind: 'tool', label: event.tool, from: at, seq });
    case 'tool.finished':
      return close(bars, `tool ${event.step_id}`, { ...event, at });
    case 'tool.failed':
      return close(bars, `tool ${event.step_id}`, { ...event, at, outcome: 'failed' });
    case 'model.finished': {
      const id = `model ${event.call}`;
      open(bars, {
        id,
        kind: 'model',
        label: `${event.purpose} · ${event.model}`,
        from: at - event.duration_ms,
        seq,
      });
      return close(bars, id, { ...event, at, outcome: event.outcome === 'done' ? 'done' : 'failed' });
    }
    default:
  }
}

/** A step that is tried again opens a bar of its own. */
function open(bars: Map<string, Bar>, bar: Omit<Bar, 'to' | 'outcome'>): void {
  const earlier = bars.get(bar.id);
  if (earlier !== undefined) bars.set(`${bar.id} until ${earlier.seq}`, earlier);
  bars.set(bar.id, { ...bar, to: null, outcome: 'running' });
}

interface Closing {
  at: number;
  duration_ms: number;
  /** Its duration is that of another run. */
  replayed?: boolean | undefined;
  outcome?: Bar['outcome'];
}

/** Instants are whole milliseconds; the duration is finer, and never longer than what has gone by. */
function close(
  bars: Map<string, Bar>,
  id: string,
  { at, duration_ms, replayed, outcome = 'done' }: Closing,
): void {
  const bar = bars.get(id);
  if (bar === undefined) return;
  const took = replayed === true ? 0 : duration_ms;
  bars.set(id, { ...bar, to: Math.max(at, bar.from + took), outcome });
}
