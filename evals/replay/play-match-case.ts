import type { GameEventEnvelope, KnownGameEvent } from '../../src/contracts/game-event.js';
import { MatchView } from '../../src/contracts/match-view.js';
import { parseGameEvent } from '../../src/game/intake/parse-event.js';
import { listActions, listPlans } from '../../src/store/game-matches.js';
import { readRecording } from '../arena/record-match.js';
import { DEFAULT_CLOCK } from '../cases/eval-case.js';
import type { MatchCase, MatchExpectation } from '../cases/match-case.js';
import { MATCH_SCORERS } from '../scorers/match/all-match-scorers.js';
import { describeMatch } from '../scorers/match/describe-match.js';
import type { PlayedMatch } from '../scorers/match/match-scorer.js';
import { recordingFile } from './join-match.js';
import type { CaseResult, Score } from './result.js';
import type { Stage } from './stage.js';
import { tellEvents } from './tell-events.js';

const MANY = 1_000_000;

/** Tells a recorded match to the service that plays, event by event, and judges what it did. */
export async function playMatchCase(
  stage: Stage,
  { match: name, expect }: MatchCase,
): Promise<Pick<CaseResult, 'status' | 'turns' | 'whole' | 'match'>> {
  const match = await playMatch(stage, name);
  const whole = judgeMatch(expect, match);
  const status = whole.some(({ findings }) => findings.length > 0) ? 'failed' : 'passed';
  return { status, turns: [], whole, match: describeMatch(match) };
}

/** Everything the scorers say of a match. */
export function judgeMatch(expect: MatchExpectation, match: PlayedMatch): Score[] {
  return MATCH_SCORERS.flatMap(({ name, judge }) => {
    const findings = judge(expect, match);
    return findings === undefined ? [] : [{ scorer: name, findings }];
  });
}

async function playMatch(stage: Stage, name: string): Promise<PlayedMatch> {
  const events = readRecording(recordingFile(name)).ticks.flatMap((tick) => tick.events);
  const [first] = events;
  if (first === undefined) throw new Error(`The recording ${name} is empty`);
  await stage.reset(new Date(DEFAULT_CLOCK));
  const game = await stage.startGame();
  try {
    await tellEvents(game, events);
    const of = { matchId: first.match_id, player: first.player };
    const { view } = await game.match(of.matchId, of.player);
    const actions = await listActions(stage.pool, of, { after: 0, limit: MANY });
    return {
      events: events.flatMap(known),
      actions: actions.map(({ action }) => action),
      plans: await listPlans(stage.pool, of, MANY),
      view: MatchView.parse(view),
    };
  } finally {
    await game.stop();
  }
}

/** What no version knows of changes nothing. */
function known(envelope: GameEventEnvelope): KnownGameEvent[] {
  const parsed = parseGameEvent(envelope);
  return 'event' in parsed && !('unknown' in parsed.event) ? [parsed.event] : [];
}
