import { createConsoleFiles, type ConsoleFiles } from './console-files.js';
import type { Door } from './deps.js';
import type { Route } from './route.js';
import { createDeleteMemories } from './routes/delete-memories.js';
import { createGetActions } from './routes/get-actions.js';
import { createGetApprovals } from './routes/get-approvals.js';
import { createGetChatStream } from './routes/get-chat-stream.js';
import { createGetConsoleAsset } from './routes/get-console-asset.js';
import { createGetDiscovery } from './routes/get-discovery.js';
import { createGetEffects } from './routes/get-effects.js';
import { createGetMemoriesExport } from './routes/get-memories-export.js';
import { createGetMemories } from './routes/get-memories.js';
import { createGetEvalReports } from './routes/get-eval-reports.js';
import { createGetGraph } from './routes/get-graph.js';
import { createGetHealth } from './routes/get-health.js';
import { createGetMatch } from './routes/get-match.js';
import { createGetMatches } from './routes/get-matches.js';
import { createGetMetrics } from './routes/get-metrics.js';
import { createGetOpenApi } from './routes/get-openapi.js';
import { createGetOperations } from './routes/get-operations.js';
import { createGetPrompts } from './routes/get-prompts.js';
import { createPageRoutes } from './routes/get-page.js';
import { createGetReady } from './routes/get-ready.js';
import { createGetRunEvents } from './routes/get-run-events.js';
import { createGetRunFile } from './routes/get-run-file.js';
import { createGetRunForks } from './routes/get-run-forks.js';
import { createGetRun } from './routes/get-run.js';
import { createGetSessionEvents } from './routes/get-session-events.js';
import { createGetSessionMessages } from './routes/get-session-messages.js';
import { createGetSessions } from './routes/get-sessions.js';
import { createWriteMemories } from './routes/write-memories.js';
import { createPostAction } from './routes/post-action.js';
import { createPostApproval } from './routes/post-approval.js';
import { createPostChatStream } from './routes/post-chat-stream.js';
import { createPostChat } from './routes/post-chat.js';
import { createPostDeadLetterReplay } from './routes/post-dead-letter-replay.js';
import { createPostGameEvents } from './routes/post-game-events.js';
import { createPostRunCancel } from './routes/post-run-cancel.js';
import { createPostRunFeedback } from './routes/post-run-feedback.js';
import { createPostRunFork } from './routes/post-run-fork.js';

/** Every endpoint, in the order of `/openapi.json`. A new one is a file in `routes/` and a line here. */
export function createRoutes(door: Door): Route[] {
  const files = createConsoleFiles();
  const routes: Route[] = [
    ...conversations(door),
    ...runs(door, files),
    ...ownThings(door),
    ...service(door),
    createGetOpenApi(() => routes),
    ...createPageRoutes(door, files),
    createGetConsoleAsset(files),
  ];
  return routes;
}

function conversations(door: Door): Route[] {
  return [
    createPostChat(door),
    createGetChatStream(door),
    createPostChatStream(door),
    createGetSessions(door),
    createGetSessionMessages(door),
    createGetSessionEvents(door),
    createGetApprovals(door),
    createPostApproval(door),
  ];
}

function runs(door: Door, files: ConsoleFiles): Route[] {
  return [
    createGetRun(door),
    createGetRunEvents(door),
    createPostRunCancel(door),
    createPostRunFeedback(door),
    createPostRunFork(door),
    createGetRunForks(door),
    createGetRunFile(door, files),
    createGetGraph(door),
    createGetPrompts(door),
  ];
}

function ownThings(door: Door): Route[] {
  return [
    createGetEffects(door),
    createGetMemories(door),
    createGetMemoriesExport(door),
    ...createWriteMemories(door),
    ...createDeleteMemories(door),
    createGetActions(door),
    createPostAction(door),
    createPostGameEvents(door),
    createGetMatches(door),
    createGetMatch(door),
  ];
}

function service(door: Door): Route[] {
  return [
    createGetOperations(door),
    ...createGetEvalReports(door),
    createPostDeadLetterReplay(door),
    createGetDiscovery(door),
    createGetHealth(),
    createGetReady(door),
    createGetMetrics(door),
  ];
}
