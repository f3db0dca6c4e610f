import { fillRunFile } from '../fill-run-file.js';
import type { RunView } from '../../contracts/run.js';
import type { RunEvent } from '../../contracts/run-event.js';
import { AppError } from '../../core/errors.js';
import type { ConsoleFiles } from '../console-files.js';
import type { Door } from '../deps.js';
import { callerOfQuery, UserQuery } from '../identity.js';
import { runIdOf, RunParams } from '../params.js';
import type { Route } from '../route.js';

/** What its owner may see of the run, for whoever they give it to. */
export function createGetRunFile(door: Door, files: ConsoleFiles): Route {
  return {
    method: 'GET',
    path: '/runs/:id/file',
    summary: 'A run that has ended as one HTML file, with the whole visualizer in it',
    scope: 'copilot.read',
    params: RunParams,
    query: UserQuery,
    answers: [{ mediaType: 'text/html' }],
    problems: ['not_found', 'run_unfinished'],
    handle: async (ctx) => {
      const userId = callerOfQuery(ctx, door.config.anonymousUser);
      const own = await recordOf(door, runIdOf(ctx), userId);
      const { fork, mode, run_id: id } = own.run;
      const parent = fork === null ? null : await recordOf(door, fork.run_id, userId);
      const graph = await door.runs.drawGraph(mode);

      ctx.attachment(`run-${id}.html`);
      ctx.type = 'html';
      ctx.body = fillRunFile(await files.runFile(), { ...own, graph, parent });
    },
  };
}

async function recordOf(
  { runs }: Door,
  runId: string,
  userId: string,
): Promise<{ run: RunView; events: RunEvent[] }> {
  const run = await runs.get(runId, userId);
  if (run.finished_at === null) throw new AppError('run_unfinished', 'The run has not ended yet.');
  const events: RunEvent[] = [];
  for await (const event of runs.follow(runId, { after: 0, signal: new AbortController().signal }))
    events.push(event);
  return { run, events };
}
