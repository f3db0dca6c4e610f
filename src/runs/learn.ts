import type { Reply } from '../contracts/chat.js';
import type { NewMemory } from '../contracts/memory.js';
import { extractMemories } from '../memory/semantic/extract-memories.js';
import { readMemoryRequest } from '../memory/semantic/memory-request.js';
import { describeEffect } from '../planner/describe-effect.js';
import { leavesNothing } from './brief-of.js';
import type { Execution } from './create-context.js';
import type { ExecuteDeps } from './execute-run.js';
import type { RunEndState } from './run-end.js';
import { skillOf } from './skill-of.js';

type Learning = Pick<Execution, 'run' | 'before' | 'done' | 'history'>;

/** What a run leaves to remember; nothing where it did not end well, or nothing is kept of its owner. */
export function memoriesOf(
  { memories }: Pick<ExecuteDeps, 'memories'>,
  execution: Learning,
  end: RunEndState,
): NewMemory[] {
  const { run } = execution;
  if (end.status !== 'done' || leavesNothing(run) || !memories.isKept(run.userId)) return [];
  return learnFrom(execution, end.reply);
}

/** What a run that ended well leaves to remember: what the person said of themselves, what was done for them, and how. */
function learnFrom({ run, before, done, history }: Learning, reply: Reply): NewMemory[] {
  const { message } = run;
  // What an answer repeats of its question is not the person's.
  const said =
    run.answer === null ? extractMemories({ message, ...(before !== undefined && { before }) }) : [];
  const episodes = done.flatMap(({ tool, result }): NewMemory[] => {
    const text = describeEffect(tool, result);
    if (text === undefined) return [];
    return [
      { kind: 'episode', slot: null, text, answers: message.slice(0, 300), quote: null, importance: 0.4 },
    ];
  });
  const skill = skillOf(run, reply, history);
  return [...said, ...episodes, ...(skill === undefined ? [] : [skill])];
}

/** Has the model read what the rules may have missed, beside the turns. */
export function learnMore(
  { memories }: Pick<ExecuteDeps, 'memories'>,
  { run, before }: Learning,
  { end, known }: { end: RunEndState; known: readonly NewMemory[] },
): void {
  if (end.status !== 'done' || run.answer !== null || leavesNothing(run)) return;
  const request = readMemoryRequest(run.message)?.do ?? 'note';
  if (request !== 'note' && request !== 'remember') return;
  const said = { message: run.message, ...(before !== undefined && { before }) };
  memories.learn({ run, said, known });
}
