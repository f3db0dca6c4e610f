import type { Loaded } from '../cases/load-cases.js';
import { judgeCase } from './judge-case.js';
import { playCase } from './play-case.js';
import { playMatchCase } from './play-match-case.js';
import type { CaseResult } from './result.js';
import type { Stage } from './stage.js';

/** Plays a case and judges it. What keeps it from being played is an `error`, never a rejection. */
export async function playLoaded(stage: Stage, loaded: Loaded, play = 1): Promise<CaseResult> {
  const { id, suite, spec } = loaded;
  const started = performance.now();
  const about = { id, suite, title: spec.title, tags: spec.tags, play };
  const took = (): number => performance.now() - started;
  try {
    if (loaded.kind === 'match') {
      const judged = await playMatchCase(stage, loaded.spec);
      return { ...about, ...judged, error: undefined, trace: undefined, took_ms: took() };
    }
    const trace = await playCase(stage, loaded);
    const judged = await judgeCase(loaded.spec, trace);
    return { ...about, ...judged, error: undefined, trace, took_ms: took() };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { turns: [], whole: [], trace: undefined };
    return { ...about, ...nothing, status: 'error', error: message, took_ms: took() };
  }
}
