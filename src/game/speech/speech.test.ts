import { expect, test, vi } from 'vitest';
import type { GameAction } from '../../contracts/game-action.js';
import { GAME_PAYLOADS, type GameEvent, type KnownGameEventType } from '../../contracts/game-event.js';
import type { LineWriter, WrittenLine } from '../../contracts/game-speech.js';
import { rosterOf } from '../../testing/game-log.js';
import { createShardLoss } from '../matches/shard-loss.js';
import { createMind, type Mind } from '../mind.js';
import { checkLine } from './check-line.js';
import { createWriting, type WritingDeps } from './write-lines.js';

function begin(): {
  mind: Mind;
  say: (t: number, type: KnownGameEventType, payload: object) => GameAction[];
} {
  const mind = createMind({ matchId: 'm', player: 'hero', seed: 1, hasWriter: true });
  let seq = 0;
  const say = (t: number, type: KnownGameEventType, payload: object): GameAction[] => {
    const about = { source: 's', seq: (seq += 1), match_id: 'm', player: 'hero', t_game: t };
    return mind.observe({ ...about, type, payload: GAME_PAYLOADS[type].parse(payload) } as GameEvent);
  };
  say(0, 'match.started', { width: 60, height: 40, obstacles: [], roster: rosterOf(2) });
  return { mind, say };
}
const speakTo = (npc: string) => ({ npc, by: 'hero', text: 'Have you seen it?' });

/** What NPCs of one match ask for, written as `write` says. */
function writing(mind: Mind, write: LineWriter['write'], limits: Partial<WritingDeps['limits']> = {}) {
  const said: GameAction[] = [];
  const outcomes: string[] = [];
  const made = createWriting({
    writer: { write },
    limits: { lineMs: 60_000, atOnce: 8, ...limits },
    notes: { lineWritten: (outcome) => void outcomes.push(outcome) },
    say: (_match, _player, line) => void said.push(...mind.say(line)),
  });
  const lane = { matchId: 'm', broken: false, state: { minds: new Map([['hero', mind]]) } };
  // Nothing else of a match is looked at.
  const match = { lane, loss: createShardLoss() } as unknown as Parameters<typeof made.look>[0];
  return { look: () => made.look(match), stop: made.stop, said, outcomes };
}

test('an NPC that is spoken to says what is written for it, once, and says nothing before', async () => {
  const { mind, say } = begin();
  expect(say(100, 'npc.spoken_to', speakTo('trader'))).toEqual([]);
  const asked: string[] = [];
  const { look, said, outcomes } = writing(mind, (request) => {
    asked.push(request.query);
    return Promise.resolve('It went north.');
  });
  look();
  look();
  await vi.waitFor(() => expect(said.length).toBe(1));
  expect(said[0]).toMatchObject({
    actor: 'trader',
    action: 'trade',
    text: 'It went north.',
    layer: 'reflex',
  });
  expect({ asked, outcomes, left: mind.lines() }).toEqual({
    asked: ['Have you seen it?'],
    outcomes: ['written'],
    left: [],
  });
  expect(mind.tick(10_000)).toEqual([]);
});

test.each<[string, LineWriter['write'], string]>([
  ['fails', () => Promise.reject(new Error('away')), 'failed'],
  ['is late', () => new Promise(() => undefined), 'failed'],
  ['says only what policy takes out', () => Promise.resolve('\u001b[31m \u0000'), 'failed'],
])('where the writer %s, the NPC says a line of its own', async (how, write, outcome) => {
  const { mind, say } = begin();
  say(100, 'npc.spoken_to', speakTo('villager'));
  const late: LineWriter['write'] = (request, options) =>
    Promise.race([
      write(request, options),
      new Promise<never>((_resolve, reject) =>
        options.signal.addEventListener('abort', () => reject(new Error('aborted'))),
      ),
    ]);
  const { look, said, outcomes } = writing(mind, late, { lineMs: how === 'is late' ? 5 : 60_000 });
  look();
  await vi.waitFor(() => expect(outcomes).toEqual([outcome]));
  expect(said).toEqual([expect.objectContaining({ actor: 'villager', action: 'greet' })]);
  expect(said[0]?.text).toContain('Hero');
});

test('a process with many lines under way lets further NPCs speak for themselves', async () => {
  const { mind, say } = begin();
  say(100, 'npc.spoken_to', speakTo('trader'));
  say(110, 'npc.spoken_to', speakTo('villager'));
  const { look, outcomes, stop, said } = writing(mind, () => new Promise(() => undefined), { atOnce: 1 });
  look();
  await vi.waitFor(() => expect(outcomes).toEqual(['crowded']));
  expect(said.map(({ actor }) => actor)).toEqual(['villager']);
  stop();
});

test('nobody waits longer than game time allows: whatever a writer does, or a process that died', () => {
  const { mind, say } = begin();
  say(100, 'npc.spoken_to', speakTo('trader'));
  const [line] = mind.lines();
  const again = createMind({
    matchId: 'm',
    player: 'hero',
    seed: 1,
    hasWriter: true,
    snapshot: JSON.parse(JSON.stringify(mind.snapshot())),
  });
  expect(again.tick(1_000)).toEqual([]);
  expect(again.tick(1_750)).toEqual([expect.objectContaining({ actor: 'trader', action: 'trade' })]);
  expect(again.say({ id: line?.id ?? 0, text: 'Too late.' })).toEqual([]);
});

test.each<[string, WrittenLine | object]>([
  ['of another question', { id: 99, text: 'x' }],
  ['that is none', { id: 1, text: 5 }],
  ['that is empty', { id: 1, text: '' }],
])('a line %s is not said', (_what, line) => {
  const { mind, say } = begin();
  say(100, 'npc.spoken_to', speakTo('trader'));
  expect(mind.say(line as WrittenLine)).toEqual([]);
});

test.each([
  ['It is over there.', 'It is over there.'],
  ['Two\n\nlines', 'Two lines'],
  ['Pay with 4111 1111 1111 1111', expect.not.stringContaining('4111')],
  ['See [this](https://evil.test/x) now', expect.not.stringContaining('evil.test')],
  ['<img src=x onerror=alert(1)>Hi', expect.not.stringContaining('<img')],
  ['  ', undefined],
])('of %j an NPC says what a reply may hold', (written, said) => {
  expect(checkLine(written)).toEqual(said);
});

test('a line is cut to what an NPC can say in one breath', () => {
  expect(checkLine(Array.from({ length: 200 }, (_none, n) => `and then ${n}`).join(', '))?.length).toBe(300);
});
