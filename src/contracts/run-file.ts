import { z } from 'zod';
import { GraphView } from './graph-view.js';
import { RunView } from './run.js';
import { RunEvent } from './run-event.js';

const RecordedRun = z.object({ run: RunView, events: z.array(RunEvent) });

/** All that the visualizer needs to show a run, and the run it forks where it forks one. */
export const RunFile = RecordedRun.extend({ graph: GraphView, parent: RecordedRun.nullable() });
export type RunFile = z.infer<typeof RunFile>;
