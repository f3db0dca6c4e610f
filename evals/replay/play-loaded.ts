import type { Loaded } from '../cases/load-cases.js';
import { judgeCase } from './judge-case.js';
import { reachedBy } from '../reports/reached.js';
import { playCase } from './play-case.js';
import { playMatchCase } from './play-match-case.js';
import type { CaseResult } from './result.js';
import type { Stage } from './stage.js';

/** A case that takes longer hangs. */
const MOST_MS = 180_000;

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The case did not end in ${MOST_MS / 1000} s`)), MOST_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Plays a case and judges it. What keeps it from being played is an `error`, never a rejection. */
export async function playLoaded(stage: Stage, loaded: Loaded, play = 1): Promise<CaseResult> {
  const { id, suite, spec } = loaded;
  const started = performance.now();
  const about = { id, suite, title: spec.title, tags: spec.tags, known: spec.known, play };
  const took = (): number => performance.now() - started;
  try {
    if (loaded.kind === 'match') {
      const judged = await playMatchCase(stage, loaded.spec);
      return {
        ...about,
        ...marked(judged, spec.known),
        error: undefined,
        trace: undefined,
        reached: [],
        took_ms: took(),
      };
    }
    const trace = await inTime(playCase(stage, loaded));
    const judged = await judgeCase(loaded.spec, trace);
    const reached = [...new Set(trace.turns.flatMap((turn) => reachedBy(turn, loaded.spec.mode)))].sort();
    return { ...about, ...marked(judged, spec.known), error: undefined, trace, reached, took_ms: took() };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { turns: [], whole: [], trace: undefined, reached: [] };
    return { ...about, ...nothing, status: 'error', error: message, took_ms: took() };
  }
}

type Judged = Pick<CaseResult, 'status' | 'turns' | 'whole'>;

/** A failure that is known is counted apart; one that is gone has to be told, or the mark would hide the next. */
export function marked<Case extends Judged>(judged: Case, known: string | undefined): Case {
  if (known === undefined) return judged;
  if (judged.status === 'failed') return { ...judged, status: 'known' };
  const finding = { what: 'it passes: the mark `known` is to be taken off', expected: known, got: 'passed' };
  return {
    ...judged,
    status: 'failed',
    whole: [...judged.whole, { scorer: 'known failure', findings: [finding] }],
  };
}
