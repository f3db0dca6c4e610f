import { expect, test } from 'vitest';
import { GameAction } from '../contracts/game-action.js';
import { GAME_PAYLOADS, type GameEvent, type KnownGameEventType } from '../contracts/game-event.js';
import type { StrategyAdvice, StrategyQuestion } from '../contracts/game-strategy.js';
import { randomLog } from '../testing/game-log.js';
import { createMind, type Mind } from './mind.js';
import { isHit } from './world/geometry.js';
import { find } from './world/keyed.js';
import { createRandom } from '../core/random.js';

const SEEDS = Array.from({ length: 6 }, (_none, n) => 1_000 + n * 77);
const open = (snapshot?: ReturnType<Mind['snapshot']>): Mind =>
  createMind({ matchId: 'm', player: 'hero', seed: 7, ...(snapshot !== undefined && { snapshot }) });

/** Plays a log as a door does: a tick at every 250 ms of game time that an event passes, then the event. */
function play(mind: Mind, log: readonly GameEvent[], from = 0): GameAction[] {
  let ticked = Math.floor(from / 250);
  return log.flatMap((event) => {
    const due = Math.floor(event.t_game / 250);
    const planned = due > ticked ? mind.tick(due * 250) : [];
    ticked = Math.max(due, ticked);
    return [...planned, ...mind.observe(event)];
  });
}

test.each(SEEDS)('one log gives the same actions, plans and facts twice (seed %i)', (seed) => {
  const log = randomLog({ seed, length: 400 });
  const [one, other] = [open(), open()];
  const actions = play(one, log);
  expect(play(other, log)).toEqual(actions);
  expect(other.view()).toEqual(one.view());
  expect(actions.length).toBeGreaterThan(20);
});

test.each(SEEDS)('from a snapshot at any point it goes on as if nothing had been (seed %i)', (seed) => {
  const log = randomLog({ seed, length: 300 });
  const cut = Math.floor(createRandom(seed)() * log.length);
  const mind = open();
  play(mind, log.slice(0, cut));
  const again = open(mind.snapshot());
  const rest = log.slice(cut);
  const since = log[cut - 1]?.t_game ?? 0;
  expect(play(again, rest, since)).toEqual(play(mind, rest, since));
  expect(again.snapshot()).toEqual(mind.snapshot());
});

test.each(SEEDS)(
  'events that make no sense are survived, and actions still fit the contract (seed %i)',
  (seed) => {
    const mind = open();
    const actions = play(mind, randomLog({ seed, length: 500, hostile: true }));
    for (const action of actions) expect(GameAction.parse(action)).toEqual(action);
    expect(new Set(actions.map(({ action_id }) => action_id)).size).toBe(actions.length);
    expect(JSON.stringify(mind.snapshot()).length).toBeLessThan(400_000);
  },
);

test.each(SEEDS)('looking at a mind changes nothing of it (seed %i)', (seed) => {
  const [seen, unseen] = [open(), open()];
  for (const event of randomLog({ seed, length: 120 })) {
    seen.observe(event);
    unseen.observe(event);
    seen.view();
    expect(seen.tick(event.t_game)).toEqual(unseen.tick(event.t_game));
    seen.view();
    expect(seen.snapshot()).toEqual(unseen.snapshot());
  }
});

test.each(SEEDS)('nobody acts on a stale plan, whatever advice comes when (seed %i)', (seed) => {
  const roll = createRandom(seed);
  const mind = open();
  let pending: StrategyQuestion | undefined;
  let told = 0;
  for (const event of randomLog({ seed, length: 600 })) {
    mind.observe(event);
    pending ??= mind.question();
    const answers = pending !== undefined && roll() < 0.1;
    if (answers && pending !== undefined) {
      const isOpen = mind.question()?.generation === pending.generation;
      const verdict = mind.advise(adviceFor(pending));
      if (!isOpen) expect(verdict.accepted, verdict.reason).toBe(false);
      if (verdict.accepted)
        expect(pending.valid_while.every(({ is }) => is === 'running' || isPhaseStill(mind, pending))).toBe(
          true,
        );
      pending = undefined;
    }
    for (const action of roll() < 0.4 ? mind.tick(event.t_game) : []) {
      told += 1;
      expectFresh(mind, action);
    }
  }
  expect(told).toBeGreaterThan(20);
});

function adviceFor({
  generation,
  based_on,
  read_set,
  valid_while,
  expires_at,
}: StrategyQuestion): StrategyAdvice {
  return { generation, based_on, read_set, valid_while, expires_at, strategy: 'burst', source: 'llm' };
}

function isPhaseStill(mind: Mind, question: StrategyQuestion | undefined): boolean {
  return question?.boss === null || mind.view().world.bosses[0]?.phase === question?.boss?.phase;
}

/** Looks at the facts itself: the actor stands, what it goes for is there, and nobody walks into a strike. */
function expectFresh(mind: Mind, action: GameAction): void {
  const { world } = mind.view();
  expect(find(world.fighters, action.actor)?.status).toBe('up');
  expect(action.world_version).toBe(world.version);
  if (action.plan_id === undefined) return;
  const plan = mind.plan(action.plan_id);
  expect(plan, 'the plan is still followed').toBeDefined();
  expect(plan?.expires_at).toBeGreaterThan(world.t_game);
  if (action.action === 'take' && plan?.goal === 'take_item')
    expect(find(world.items, action.target)).toBeDefined();
  if (action.action === 'revive') expect(find(world.fighters, action.target)?.status).toBe('down');
  if (action.action !== 'move' || action.position === undefined) return;
  const at = action.position;
  const hits = world.strikes.filter(
    ({ shape }) => shape.kind === 'circle' && isHit(shape, { id: '', at, margin: 0 }),
  );
  const own = find(world.fighters, action.actor)?.position ?? at;
  if (Math.hypot(own.x - at.x, own.y - at.y) > 1) expect(hits).toEqual([]);
}

test('numbers as large as the contract lets in are survived, and the match can be gone on from', () => {
  const log = randomLog({ seed: 5, length: 300 }).map((event): GameEvent => {
    const huge = JSON.parse(JSON.stringify(event), (key, value: unknown) => {
      if (key === 'x' || key === 'y') return 1_000_000;
      if (key === 'speed' || key === 'radius' || key === 'range') return 1_000_000;
      return key === 'damage' || key === 'hp' || key === 'max_hp' ? 1e12 : value;
    }) as GameEvent;
    return {
      ...huge,
      payload: GAME_PAYLOADS[huge.type as KnownGameEventType].parse(huge.payload),
    } as GameEvent;
  });
  const mind = open();
  for (const action of play(mind, log)) expect(GameAction.parse(action)).toEqual(action);
  expect(open(mind.snapshot()).snapshot()).toEqual(mind.snapshot());
});
