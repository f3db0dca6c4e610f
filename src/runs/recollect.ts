import type { RunContext } from '../../graphs/run-context.js';
import type { RecalledMemory } from '../contracts/memory.js';
import { RECENT_LIMIT } from '../memory/recent.js';
import { fitPast } from '../memory/conversation/fit-past.js';
import { needsFold } from '../memory/conversation/next-fold.js';
import { answerAboutMemories } from './answer-about-memories.js';
import { leavesNothing } from './brief-of.js';
import type { Execution } from './create-context.js';
import type { ExecuteDeps } from './execute-run.js';
import type { RunEndState } from './run-end.js';

type Told = Pick<RunContext, 'history' | 'summary' | 'omitted' | 'memories' | 'answered'>;

/** What a turn is told of the past, within one budget: the newest messages, what the older ones were about, and memories. */
export async function recollect(
  deps: ExecuteDeps,
  execution: Execution,
  { recalls }: { recalls: boolean },
): Promise<Told> {
  const { messages, summary, omitted } = await recentOf(deps, execution);
  execution.history = messages;
  execution.before = messages.findLast(({ role }) => role === 'assistant')?.content;
  // An answer goes on with a turn that has its memories, and says nothing to look for.
  const found = recalls && deps.memories.isKept(execution.run.userId) ? await recall(deps, execution) : [];
  const past = fitPast({ history: messages, summary, omitted, memories: found }, deps.settings.historyTokens);
  note(execution, past.memories);
  const answered = recalls ? await answerAboutMemories(deps.memories, execution.run, found) : undefined;
  return {
    history: past.history,
    memories: past.memories.map(({ id, kind, text }) => ({ id, kind, text })),
    ...(past.summary && { summary: past.summary }),
    ...(past.omitted > 0 && { omitted: past.omitted }),
    ...(answered && { answered }),
  };
}

/** The messages since the summary ends; all that are at hand where there is none. */
async function recentOf(
  { recent, summaries, settings }: ExecuteDeps,
  { run: { sessionId }, fork }: Execution,
) {
  const messages = fork?.history ?? (await recent.get(sessionId, RECENT_LIMIT));
  // A session that was never longer than what is told has no summary.
  const found = needsFold(messages, settings.historyTokens)
    ? await summaries.find(sessionId, fork?.turnNo)
    : undefined;
  if (found === undefined) return { messages, summary: undefined, omitted: 0 };
  const { text, messages: covered, after } = found;
  return {
    messages: messages.slice(Math.max(0, messages.length - after)),
    summary: { text, messages: covered },
    omitted: Math.max(0, after - messages.length),
  };
}

/** What is remembered that matters to the turn; an attempt after the first, or a fork, is given nothing that the first was not. */
async function recall(
  deps: ExecuteDeps,
  { run, stored, fork, controller: { signal }, before }: Execution,
): Promise<RecalledMemory[]> {
  const about = { owner: run.userId, text: run.message, now: deps.clock.now(), signal };
  const found = await deps.memories.recall({ ...about, ...(before !== undefined && { before }) });
  const first = stored.find((event) => event.type === 'memory.recalled')?.memories.map(({ id }) => id);
  const given = stored.length === 0 ? fork?.recalled : (first ?? []);
  return given === undefined ? found : found.filter(({ id }) => given.includes(id));
}

function note({ writer }: Execution, memories: readonly RecalledMemory[]): void {
  if (memories.length === 0) return;
  writer.emit({ type: 'memory.recalled', memories: memories.map(({ text: _text, ...scores }) => scores) });
}

/** Has the oldest of a session summed up where it has come to hold more than is told as it is. */
export function noteGrowth(deps: ExecuteDeps, { run, history }: Execution, end: RunEndState): void {
  if (end.status !== 'done' || leavesNothing(run)) return;
  const now = [{ content: run.message }, { content: end.reply.text }];
  if (needsFold([...history, ...now], deps.settings.historyTokens)) deps.summaries.grown(run);
}
