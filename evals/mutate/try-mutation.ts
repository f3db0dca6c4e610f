import { join } from 'node:path';
import type { Loaded } from '../cases/load-cases.js';
import { playAll } from '../replay/play-all.js';
import { findingsOf, type CaseResult } from '../replay/result.js';
import type { ProjectCopy } from './copy-project.js';
import type { Mutation } from './mutations.js';

/** What the suite says of a broken service. */
export interface Verdict {
  mutation: Mutation;
  /** `noticed`: a case failed. `stopped`: cases could not even be played. */
  outcome: 'noticed' | 'stopped' | 'survived';
  /** Who noticed it, and by what. */
  by: string | undefined;
}

/** Plays the cases on the changed copy until one notices. They are played in the order given: whoever notices most first. */
export async function tryMutation(
  copy: ProjectCopy,
  mutation: Mutation,
  { cases, databaseUrl }: { cases: readonly Loaded[]; databaseUrl: string },
): Promise<Verdict> {
  await copy.apply(mutation);
  const folder = join(copy.root, 'evals', 'cases');
  let first: CaseResult | undefined;
  try {
    await playAll(
      cases.map((one) => inCopy(one, folder)),
      {
        databaseUrl,
        folder,
        processes: 1,
        stages: 2,
        repeat: 1,
        workerFile: join(copy.root, 'evals', 'replay', 'worker.ts'),
        onResult(result) {
          if (result.status !== 'passed') first ??= result;
          return first !== undefined;
        },
      },
    );
  } catch (error) {
    if (first === undefined) return { mutation, outcome: 'stopped', by: firstLine(error) };
  }
  if (first === undefined) return { mutation, outcome: 'survived', by: undefined };
  if (first.status === 'error')
    return { mutation, outcome: 'stopped', by: `${first.id}: ${firstLine(first.error)}` };
  return { mutation, outcome: 'noticed', by: `${first.id}: ${reasonOf(first)}` };
}

function inCopy(one: Loaded, folder: string): Loaded {
  return { ...one, file: join(folder, `${one.id}.yaml`) };
}

function reasonOf(result: CaseResult): string {
  const [finding] = findingsOf(result);
  return finding === undefined ? '' : `turn ${finding.turn ?? '-'}, ${finding.scorer}, ${finding.what}`;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
