import { expect, test } from 'vitest';
import { GAME_PAYLOADS, type GameEvent, type KnownGameEventType } from '../../contracts/game-event.js';
import { createMind, type Mind } from '../../game/mind.js';
import { rosterOf } from '../../testing/game-log.js';
import { fakeTurn } from '../rules/testing/fake-turn.js';
import { createRulesPlanner } from '../rules/rules-planner.js';
import type { Decision } from '../planner.js';
import { withLiveMatch } from './with-live-match.js';

const BOSS = {
  boss: 'b',
  name: 'Nobody Knows',
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

/** The boss announces a strike on the hero (10/20) and the tank (12/20). */
function fight(): Mind {
  const mind = createMind({ matchId: 'm', player: 'pilot', seed: 1 });
  const say = (seq: number, type: KnownGameEventType, payload: object): void => {
    const about = { source: 'server', seq, match_id: 'm', player: 'pilot', t_game: seq * 10 };
    mind.observe({ ...about, type, payload: GAME_PAYLOADS[type].parse(payload) } as GameEvent);
  };
  say(1, 'match.started', { width: 60, height: 40, obstacles: [], roster: rosterOf(2) });
  say(2, 'boss.spawned', BOSS);
  mind.tick(20);
  say(3, 'boss.telegraph', { ...STRIKE, shape: { kind: 'circle', at: { x: 11, y: 20 }, radius: 3 } });
  return mind;
}

async function ask(text: string, mind: Mind | undefined): Promise<Decision> {
  const planner = withLiveMatch(createRulesPlanner(), {
    of: (id) => Promise.resolve(id === 'pilot' ? mind?.view() : undefined),
  });
  const turn = fakeTurn('player', text);
  return planner.plan(turn, await planner.route(turn));
}

const textOf = (decision: Decision): string => (decision.do === 'reply' ? decision.outcome.reply.text : '');

test('"what should I do now?" says first what is about to hit, with the event it knows that from', async () => {
  const decision = await ask('What should I do now?', fight());
  expect(textOf(decision)).toMatch(/^Stomp hits you in 1\.5 s: go to /);
  expect(decision).toMatchObject({
    outcome: { reply: { citations: [{ id: 'server:3', title: 'boss.telegraph' }] } },
  });
});

test('"why did you retreat?" tells the decision, its event and nobody else’s', async () => {
  const decision = await ask('Why did Ally 0 retreat?', fight());
  expect(textOf(decision)).toMatch(/Ally 0 gets out of Stomp.*announces Stomp for 40 damage at 0\.0 s \[1\]/);
});

test('"why did you attack?" tells the scores that decided', async () => {
  const mind = fight();
  const decision = await ask('Why did Ally 0 attack?', mind);
  const planned = await ask('why did Ally 1 fight?', mind);
  expect(textOf(decision) + textOf(planned)).toMatch(/worth \d\.\d\d \(.*near/);
});

test('how it stands and how to win are answered from the match, which gives nobody orders', async () => {
  const standing = textOf(await ask('how is my match going?', fight()));
  expect(standing).toMatch(/Nobody Knows is in phase 1 with 100% of its health.*it is even/);
  expect(textOf(await ask('boss strategy', fight()))).toMatch(/Your allies follow it.*Stomp hits you/);
  expect(await ask('how do I beat DinoBoss?', fight())).toMatchObject({ do: 'run' });
});

test('without a live match, and for other questions, the planner is asked', async () => {
  expect(await ask('What should I do now?', undefined)).toEqual(await createPlain('What should I do now?'));
  expect(await ask('greet the merchant', fight())).toEqual(await createPlain('greet the merchant'));
});

async function createPlain(text: string): Promise<Decision> {
  const planner = createRulesPlanner();
  const turn = fakeTurn('player', text);
  return planner.plan(turn, await planner.route(turn));
}
