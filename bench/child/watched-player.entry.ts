import { monitorEventLoopDelay } from 'node:perf_hooks';
import { BroadcastChannel, parentPort, workerData } from 'node:worker_threads';
import { servePlayer } from '../../src/game/thread/serve-player.js';
import type { ThreadSettings } from '../../src/game/thread/thread-calls.js';
import { WATCHED, type Watched } from '../game/measured.js';
import { watchMinds } from '../game/watched-mind.js';

// The thread that plays, with every action held against the facts, and a word of its loop and heap whenever it is asked.

if (parentPort === null) throw new Error('this file is the entry of a thread');
let stale = 0;
// From our own process on the other side.
servePlayer(
  parentPort,
  workerData as ThreadSettings,
  watchMinds(() => void (stale += 1)),
);

const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
let since = performance.eventLoopUtilization();

const watching = new BroadcastChannel(WATCHED);
// oxlint-disable-next-line unicorn/prefer-add-event-listener -- Node's types know no other
watching.onmessage = () => {
  const busy = performance.eventLoopUtilization(since).utilization;
  const loopP99 = loop.percentile(99) / 1e6;
  if (gc === undefined) throw new Error('needs --expose-gc');
  gc();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  watching.postMessage({ stale, loopP99, busy, heap: process.memoryUsage().heapUsed } satisfies Watched);
  stale = 0;
  loop.reset();
  since = performance.eventLoopUtilization();
};
watching.unref();
