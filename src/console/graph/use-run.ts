import { useEffect, useState } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { RunView } from '../../contracts/run.js';
import { isTerminal, type RunEvent } from '../../contracts/run-event.js';
import { followRun, getGraph, getRun } from '../api/runs.js';
import { messageOf } from '../api/use-asked.js';

export interface FollowedRun {
  run: RunView | null;
  graph: GraphView | null;
  events: RunEvent[];
  /** There is more to come. */
  live: boolean;
  /** The connection is away; it is being taken up again. */
  lost: boolean;
  problem: string | null;
}

const NOTHING: FollowedRun = { run: null, graph: null, events: [], live: true, lost: false, problem: null };

/** A run with its graph and all its events, followed while it goes on. */
export function useRun(runId: string): FollowedRun {
  const [followed, setFollowed] = useState(NOTHING);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const change = (part: Partial<FollowedRun>): void => {
      if (!signal.aborted) setFollowed((old) => ({ ...old, ...part }));
    };
    const read = async (): Promise<void> => {
      const run = await getRun(runId);
      change({ run, graph: await getGraph(run.mode) });
      await followRun(runId, {
        signal,
        onLost: (lost) => change({ lost }),
        onEvents: (more) =>
          !signal.aborted &&
          setFollowed((old) => ({ ...old, events: [...old.events, ...more], live: !more.some(isTerminal) })),
      });
      change({ live: false, run: await getRun(runId) });
    };
    setFollowed(NOTHING);
    read().catch((error: unknown) => change({ problem: messageOf(error), live: false }));
    return () => stop.abort();
  }, [runId]);
  return followed;
}
