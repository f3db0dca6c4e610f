import { describe, expect, test } from 'vitest';
import { MatchDetails } from '../../contracts/game-door.js';
import { lanesOf, spanOfLanes } from './axis.js';

const action = (n: number, actor: string, t_game: number): unknown => ({
  n,
  action: {
    action_id: `a${n}`,
    match_id: 'm',
    player: 'ada',
    actor,
    action: 'attack',
    target: 'boss',
    layer: n === 1 ? 'reflex' : 'tactics',
    reason: 'it is near',
    world_version: 3,
    t_game,
    expires_at: t_game + 500,
  },
});
const details = (more: object = {}): MatchDetails =>
  MatchDetails.parse({
    match_id: 'm',
    player: 'ada',
    outcome: null,
    started_at: '2026-05-01T12:00:00.000Z',
    last_event_at: '2026-05-01T12:00:09.000Z',
    view: null,
    live: true,
    plans: [],
    actions: [],
    strategy_runs: [],
    ...more,
  });

describe('the time axis of a match', () => {
  test('has a lane for each actor, beside events, plans and the strategist', () => {
    const plan = {
      plan_id: 'p',
      player: 'ada',
      goal: 'fight boss',
      cause: 'the boss came',
      t_game: 900,
      steps: [],
    };
    const asked = {
      run_id: 'r',
      status: 'done',
      generation: 1,
      because: 'the phase changed',
      asked_at: 1_500,
      created_at: '2026-05-01T12:00:00.000Z',
      finished_at: null,
    };
    const lanes = lanesOf(
      details({
        plans: [plan],
        strategy_runs: [asked],
        actions: [action(1, 'bo', 1_000), action(2, 'cy', 1_200), action(3, 'bo', 4_000)],
      }),
    );
    expect(lanes.map(({ name, marks }) => [name, marks.map(({ t }) => t)])).toEqual([
      ['events', []],
      ['plans', [900]],
      ['strategist', [1_500]],
      ['bo', [1_000, 4_000]],
      ['cy', [1_200]],
    ]);
    expect(lanes[3]?.marks[0]).toMatchObject({ kind: 'reflex', text: 'attack boss', reason: 'it is near' });
    expect(spanOfLanes(lanes)).toEqual({ from: 900, to: 4_000 });
  });

  test('of a match of which nothing is known yet can be drawn', () => {
    const lanes = lanesOf(details({ view: { something: 'of another version' } }));
    expect(lanes.map(({ marks }) => marks.length)).toEqual([0, 0]);
    expect(spanOfLanes(lanes)).toEqual({ from: 0, to: 1 });
  });
});
