import { useContext, useEffect, useMemo, useState } from 'react';
import type { GraphView } from '../../contracts/graph-view.js';
import type { RunFile } from '../../contracts/run-file.js';
import type { RunView } from '../../contracts/run.js';
import { isTerminal, type RunEvent } from '../../contracts/run-event.js';
import { followRun, getGraph, getRun } from '../api/runs.js';
import { messageOf } from '../api/use-asked.js';
import { EmbeddedRuns } from './embedded-runs.js';

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
  const file = useContext(EmbeddedRuns);
  const [followed, setFollowed] = useState(NOTHING);
  const saved = useMemo(() => file && savedRun(file, runId), [file, runId]);
  useEffect(() => {
    if (file !== null) return;
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
  }, [runId, file]);
  return saved ?? followed;
}

function savedRun({ graph, parent, ...own }: RunFile, runId: string): FollowedRun {
  const found = [own, parent].find((one) => one?.run.run_id === runId);
  const over = { graph, live: false, lost: false };
  return found === undefined || found === null
    ? { ...over, run: null, events: [], problem: 'This run is not in the file.' }
    : { ...over, ...found, problem: null };
}
