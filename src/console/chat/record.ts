import type { MessageView } from '../../contracts/run.js';

/** The runs of a conversation that have said nothing yet. */
export function unansweredRuns(messages: readonly MessageView[]): string[] {
  const answered = new Set(messages.flatMap(({ role, run_id: id }) => (role === 'user' ? [] : [id])));
  return runsOf(messages).filter((id) => !answered.has(id));
}

/** The run of what was just said, among those that were known before; its words may have been cleaned of secrets. */
export function findUnknownRun(
  messages: readonly MessageView[],
  known: ReadonlySet<string>,
  said: string,
): string | undefined {
  const unknown = messages.filter(({ role, run_id: id }) => role === 'user' && id !== null && !known.has(id));
  const same = unknown.find(({ content }) => content === said.trim()) ?? unknown.at(-1);
  return same?.run_id ?? undefined;
}

function runsOf(messages: readonly MessageView[]): string[] {
  return [...new Set(messages.flatMap(({ run_id: id }) => (id === null ? [] : [id])))];
}
