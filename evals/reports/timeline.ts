import type { RunEvent } from '../../src/contracts/run-event.js';
import { observedNodes } from '../scorers/graph-path.js';

/** A bar of a turn's timeline, in milliseconds from its beginning. */
export interface Bar {
  kind: 'node' | 'tool' | 'model';
  name: string;
  start: number;
  length: number;
}

/**
 * The nodes of a turn one after the other, those that ran at once side by side, each with the tools it called and the model's
 * calls: lengths are as measured, beginnings follow from the order, for events carry the time of the case.
 */
export function timelineOf({ events }: { events: readonly RunEvent[] }): Bar[] {
  const bars: Bar[] = [];
  const visits = new Map<string, number>();
  let start = 0;
  for (const group of observedNodes({ events })) {
    const lengths = group.map((node) => {
      const visit = (visits.get(node) ?? 0) + 1;
      visits.set(node, visit);
      const length = durationOf(events, node, visit);
      bars.push({ kind: 'node', name: node, start, length }, ...insideOf(events, { node, visit, start }));
      return length;
    });
    start += Math.max(0, ...lengths);
  }
  return bars;
}

function durationOf(events: readonly RunEvent[], node: string, visit: number): number {
  const end = events.find(
    (event) => event.type === 'node.finished' && event.node === node && event.visit === visit,
  );
  return end?.type === 'node.finished' ? end.duration_ms : 0;
}

/** What was said between a node's beginning and its end, of its service where several ran at once. */
function insideOf(
  events: readonly RunEvent[],
  { node, visit, start }: { node: string; visit: number; start: number },
): Bar[] {
  const at = (type: string): number =>
    events.findIndex((one) => one.type === type && 'node' in one && one.node === node && one.visit === visit);
  const [from, to] = [at('node.started'), at('node.finished')];
  return events.slice(from, to === -1 ? undefined : to).flatMap((event): Bar[] => {
    if ((event.type === 'tool.finished' || event.type === 'tool.failed') && event.service === node)
      return [{ kind: 'tool', name: event.tool, start, length: event.duration_ms }];
    if (event.type === 'model.finished')
      return [{ kind: 'model', name: `model: ${event.purpose}`, start, length: event.duration_ms }];
    return [];
  });
}
