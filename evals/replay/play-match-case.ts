import type { GameAction } from '../../src/contracts/game-action.js';
import { hashOf } from '../../src/core/ids.js';
import { listActions, listPlans } from '../../src/store/game-matches.js';
import { readRecording } from '../arena/record-match.js';
import { DEFAULT_CLOCK, type MatchCase } from '../cases/eval-case.js';
import { differences, plainJson } from '../scorers/compare.js';
import { NOTHING } from '../scorers/scorer.js';
import { recordingFile } from './join-match.js';
import type { CaseResult } from './result.js';
import type { Stage } from './stage.js';

/** What the Player ASI did in a match, in a few numbers: the digest is of every action with its time. */
export interface ObservedMatch {
  actions: Record<string, number>;
  digest: string;
  plans: number;
}

const AT_ONCE = 500;
const MANY = 1_000_000;

/** Tells a recorded match to the service that plays, event by event, and judges what it did. */
export async function playMatchCase(
  stage: Stage,
  { match, expect }: MatchCase,
): Promise<Pick<CaseResult, 'status' | 'turns' | 'whole' | 'match'>> {
  const got = await observeMatch(stage, match);
  const findings = differences(plainJson(expect), plainJson(got), 'subset').map((one) => ({
    what: one.path,
    expected: one.expected,
    got: one.got ?? NOTHING,
  }));
  return {
    status: findings.length === 0 ? 'passed' : 'failed',
    turns: [],
    match: got,
    whole: [{ scorer: 'match', findings }],
  };
}

export async function observeMatch(stage: Stage, name: string): Promise<ObservedMatch> {
  const events = readRecording(recordingFile(name)).ticks.flatMap((tick) => tick.events);
  const [first] = events;
  if (first === undefined) throw new Error(`The recording ${name} is empty`);
  await stage.reset(new Date(DEFAULT_CLOCK));
  const game = await stage.startGame();
  try {
    for (let at = 0; at < events.length; at += AT_ONCE) {
      const { refused } = await game.submit(events.slice(at, at + AT_ONCE));
      if (refused.length > 0) throw new Error(`An event was refused: ${refused[0]?.reason}`);
    }
    const of = { matchId: first.match_id, player: first.player };
    const actions = await listActions(stage.pool, of, { after: 0, limit: MANY });
    const plans = await listPlans(stage.pool, of, MANY);
    return { ...summaryOf(actions.map(({ action }) => action)), plans: plans.length };
  } finally {
    await game.stop();
  }
}

function summaryOf(actions: readonly GameAction[]): Pick<ObservedMatch, 'actions' | 'digest'> {
  const counts: Record<string, number> = {};
  for (const { action } of actions) counts[action] = (counts[action] ?? 0) + 1;
  return { actions: counts, digest: hashOf(actions).slice(0, 16) };
}
