import { describe, expect, test } from 'vitest';
import type { GameAction } from '../../../src/contracts/game-action.js';
import {
  GAME_PAYLOADS,
  type KnownGameEvent,
  type KnownGameEventType,
} from '../../../src/contracts/game-event.js';
import { createMind } from '../../../src/game/mind.js';
import { rosterOf } from '../../../src/testing/game-log.js';
import { MatchExpectation } from '../../cases/match-case.js';
import { judgeMatch } from '../../replay/play-match-case.js';
import type { PlayedMatch } from './match-scorer.js';

const BOSS = {
  boss: 'b',
  name: 'Nobody',
  hp: 900,
  max_hp: 900,
  position: { x: 20, y: 22 },
  phase: 1,
  range: 3,
};
const STRIKE = {
  boss: 'b',
  strike: 's1',
  attack: 'Stomp',
  damage: 40,
  lands_at: 1_500,
  interruptible: false,
};

/** A boss announces a strike where the first ally stands; the match is won a little later. */
function played(): PlayedMatch {
  const mind = createMind({ matchId: 'm', player: 'pilot', seed: 1 });
  const events: KnownGameEvent[] = [];
  const actions: GameAction[] = [];
  const say = (type: KnownGameEventType, t_game: number, payload: object): void => {
    const about = { source: 'server', seq: events.length + 1, match_id: 'm', player: 'pilot', t_game };
    const event = { ...about, type, payload: GAME_PAYLOADS[type].parse(payload) } as KnownGameEvent;
    events.push(event);
    actions.push(...mind.observe(event));
  };
  say('match.started', 0, { width: 60, height: 40, obstacles: [], roster: rosterOf(2) });
  say('boss.spawned', 0, BOSS);
  actions.push(...mind.tick(20));
  say('boss.telegraph', 300, { ...STRIKE, shape: { kind: 'circle', at: { x: 11, y: 20 }, radius: 3 } });
  say('match.ended', 2_000, { outcome: 'won' });
  const plans = mind
    .view()
    .plans.map((plan) => ({ ...plan, player: 'pilot', t_game: plan.made_at, steps: [] }));
  const on_record = actions.flatMap(({ plan_id: id }) => (id === undefined ? [] : [id]));
  const others = on_record.map((plan_id) => ({
    plan_id,
    player: 'pilot',
    goal: 'fight_boss',
    cause: '',
    t_game: 0,
    steps: [],
  }));
  return { events, actions, plans: [...plans, ...others], view: mind.view() };
}

/** The scorers that find something wrong, with what. */
function wrong(expected: object, match: PlayedMatch = played()): string[] {
  const judged = judgeMatch(MatchExpectation.parse(expected), match);
  return judged.flatMap(({ scorer, findings }) => findings.map(({ what }) => `${scorer}: ${what}`));
}

test('what is as expected is passed', () => {
  expect(
    wrong({
      outcome: 'won',
      fighters: { 'ally-0': 'up' },
      answered: 1,
      actions: { dodge: { $min: 1 }, revive: 0 },
    }),
  ).toEqual([]);
});

describe('each side is judged by itself', () => {
  test.each([
    [{ outcome: 'lost' }, ['ending: the outcome']],
    [{ fighters: { nobody: 'up' } }, ['ending: nobody']],
    [{ actions: { dodge: 99 } }, ['actions: dodge, over the whole match']],
    [{ goals: { heal_ally: { $min: 1 } } }, ['plans: plans to heal_ally']],
    [{ plans: 0 }, ['plans: plans']],
    [{ strategy: 'race' }, ['plans: the strategy at the end']],
    [{ never_says: ['gets out of stomp'] }, ['never said: "gets out of stomp" is never said']],
    [{ digest: 'another' }, ['digest: every action with its time']],
  ])('%j', (expected, findings) => {
    expect(wrong(expected)).toEqual(findings);
  });
});

test('a moment in which nothing happens says what was done instead', () => {
  const moment = { why: 'nobody is hurt', from: 0, to: 1_500, action: 'heal' };
  const [score] = judgeMatch(MatchExpectation.parse({ moments: [moment] }), played()).slice(1);
  expect(score).toMatchObject({
    scorer: 'moments',
    findings: [{ what: 'heal from 0 to 1500 ms: nobody is hurt', got: { count: 0 } }],
  });
  expect(JSON.stringify(score)).toContain('gets out of Stomp');
});

test('a strike that nobody answers is named', () => {
  const match = played();
  const idle = { ...match, actions: match.actions.filter(({ layer }) => layer !== 'reflex') };
  expect(wrong({ answered: 0.5 }, idle)).toEqual(['strikes answered: the share of strikes that is answered']);
});

describe('whatever is expected, some things always hold', () => {
  const changed = (change: Partial<GameAction>): PlayedMatch => {
    const match = played();
    return {
      ...match,
      actions: match.actions.map((action, index) => (index === 0 ? { ...action, ...change } : action)),
    };
  };
  test.each([
    [{ actor: 'stranger' }, 'only who is in the match is told anything'],
    [{ expires_at: 0 }, 'there is time to begin'],
    [{ action: 'attack', target: 'pilot' }, 'nobody attacks their own side'],
    [{ action: 'heal', target: 'b' }, 'nobody heals or covers an enemy'],
    [{ plan_id: 'no-such-plan' }, 'the plan of an action is on record'],
    [{ t_game: 9_000, expires_at: 9_500 }, 'nothing is told when the match is over'],
  ] as const)('%j', (change, what) => {
    expect(wrong({ answered: 0 }, changed(change))).toContain(`invariants: ${what}`);
  });

  test('nobody is told anything who lies', () => {
    const match = played();
    const last = match.actions.at(-1);
    const downed = {
      ...match.events[0],
      type: 'ally.downed',
      t_game: 0,
      payload: { id: last?.actor, dies_at: 9_000 },
    };
    const events = [...match.events, downed as KnownGameEvent];
    expect(wrong({ answered: 0 }, { ...match, events })).toContain(
      'invariants: nobody is told anything who lies or is dead',
    );
  });

  test('an action leaves once', () => {
    const match = played();
    const twice = { ...match, actions: match.actions.flatMap((action) => [action, action]) };
    expect(wrong({ answered: 0 }, twice)).toContain('invariants: an action leaves once');
  });
});

test('an expectation that judges nothing is refused', () => {
  expect(MatchExpectation.safeParse({}).success).toBe(false);
  expect(MatchExpectation.safeParse({ actions: {} }).success).toBe(false);
  expect(MatchExpectation.safeParse({ plans: {} }).success).toBe(false);
});
