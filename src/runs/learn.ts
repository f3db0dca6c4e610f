import type { NewMemory } from '../contracts/memory.js';
import type { RunEventBody } from '../contracts/run-event.js';
import { extractMemories } from '../memory/semantic/extract-memories.js';
import { describeEffect } from '../planner/describe-effect.js';
import type { ClaimedRun } from '../store/runs.js';

/** What a run that ended well leaves to remember: what the person said of themselves, and what was done for them. */
export function learnFrom(
  run: Pick<ClaimedRun, 'message' | 'answer' | 'dryRun'>,
  {
    before,
    done,
  }: { before: string | undefined; done: readonly Extract<RunEventBody, { type: 'tool.finished' }>[] },
): NewMemory[] {
  if (run.dryRun) return [];
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
  return [...said, ...episodes];
}
