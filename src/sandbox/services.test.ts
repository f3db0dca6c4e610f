import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServiceName } from '../contracts/mode.js';
import { Inbox, Sent } from '../services/email/email.schema.js';
import { Analysis, BossList, Execution, Match } from '../services/game/game.schema.js';
import { Answer, SearchResults } from '../services/rag/rag.schema.js';
import { Post, PostList, Trending } from '../services/social/social.schema.js';
import { Fixtures, Scores } from '../services/sports/sports.schema.js';
import { BossStrategy, NpcLine, Trends } from '../services/xengine/xengine.schema.js';
import { NOW, startSandbox, type RunningSandbox } from './sandbox.fixture.js';

let on: RunningSandbox;
beforeAll(async () => {
  on = await startSandbox();
});
beforeEach(() => on.sandbox.reset());
afterAll(() => on.close());

describe('every service', () => {
  it.each(ServiceName.options)('%s says that it is well, under its own address', async (name) => {
    const address = on.sandbox.urls(on.url)[name];
    expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'ok' });
  });

  it('answers what it does not know with JSON that says so', async () => {
    expect(await on.get('/rag/nothing')).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
    expect((await on.get('/email/send')).body).toMatchObject({ error: { code: 'method_not_allowed' } });
    const broken = await fetch(`${on.url}/email/send`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"to":',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { code: 'invalid' } });
  });

  it('refuses fields it does not know and names them', async () => {
    const reply = await on.post('/social/posts', { text: 'hi', mood: 'good' });
    expect(reply).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('mood') } },
    });
  });
});

describe('rag', () => {
  it('asks and searches with an ampersand in the question', async () => {
    const answer = Answer.parse(
      (await on.get(`/rag/ask?q=${encodeURIComponent('refunds & returns?')}`)).body,
    );
    expect(answer.citations.length).toBeGreaterThan(0);
    const { results } = SearchResults.parse(
      (await on.get('/rag/search?q=refunds%20%26%20returns&limit=3')).body,
    );
    expect(results).toHaveLength(3);
    expect(results.map(({ score }) => score)).toEqual(
      results.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });

  it('wants a question', async () => {
    expect((await on.get('/rag/ask?q=%20')).status).toBe(422);
    expect((await on.get('/rag/ask')).status).toBe(400);
  });
});

describe('email', () => {
  it('a mail to somebody known arrives, newest first', async () => {
    const mail = { to: 'ada@veze.io', subject: 'Join us', body: 'Come and play', user: '1' };
    expect(Sent.parse((await on.post('/email/send', mail)).body)).toMatchObject({
      to: 'ada@veze.io',
      queued: true,
    });
    const { messages } = Inbox.parse((await on.get('/email/messages?user=ada', { user: 'ada' })).body);
    expect(messages[0]).toMatchObject({ from: 'pilot@veze.io', subject: 'Join us', read: false });
  });

  it.each(['1', '2', '3'])('user %s has mail, and only the user sees it', async (user) => {
    const { messages } = Inbox.parse((await on.get('/email/messages', { user })).body);
    expect(messages.length).toBeGreaterThan(0);
    expect((await on.get(`/email/messages?user=${user}`, { user: 'guest' })).status).toBe(403);
  });

  it('refuses an address that is none, and a sender who is somebody else', async () => {
    const mail = { to: 'ada(at)veze', subject: 'x', body: 'y' };
    expect((await on.post('/email/send', mail)).status).toBe(422);
    expect((await on.post('/email/send', { ...mail, to: 'ada@veze.io', user: '2' })).status).toBe(403);
  });
});

describe('game', () => {
  it('shows a match to its player only', async () => {
    const match = Match.parse((await on.get('/game/matches/match-1')).body);
    expect(match).toMatchObject({ player: '1', status: 'live', boss: { name: 'DinoBoss' } });
    expect((await on.get('/game/matches/match-2')).status).toBe(403);
    expect((await on.get('/game/matches/match-9')).status).toBe(404);
  });

  it.each([
    ['the live match', { player: '1' }, { match_id: 'match-1', boss: 'DinoBoss', phase: 2 }],
    [
      'the live match by handle and boss',
      { player: 'pilot_handle', boss: 'dino boss' },
      { match_id: 'match-1' },
    ],
    ['the named match', { player: '1', match_id: 'match-1', boss: 'VoidHydra' }, { boss: 'DinoBoss' }],
    [
      'another boss that was named',
      { player: '1', boss: 'void hydra' },
      { match_id: null, boss: 'VoidHydra' },
    ],
    ['the live match where the boss is unknown', { player: '1', boss: 'Nobody' }, { match_id: 'match-1' }],
  ])('analyzes %s', async (_what, body, expected) => {
    expect(Analysis.parse((await on.post('/game/analyze', body)).body)).toMatchObject(expected);
  });

  it.each([{}, { boss: 'Nobody' }])(
    'knows nothing to analyze without a match for %j and names the bosses',
    async (body) => {
      const reply = await on.post('/game/analyze', body, { user: 'guest' });
      expect(reply.status).toBe(404);
      expect(BossList.parse(reply.body).bosses).toContain('DinoBoss');
    },
  );

  it('an executed strategy gives every ally an order and wears the boss down', async () => {
    const body = {
      match_id: 'match-1',
      strategy: 'bait_and_punish',
      orders: ['Bolt: strike the belly', 'hold the line'],
    };
    const execution = Execution.parse((await on.post('/game/execute', body)).body);
    expect(execution.orders).toEqual([
      { ally: 'Bolt', order: 'strike the belly' },
      { ally: 'Bolt', order: 'hold the line' },
    ]);
    const match = Match.parse((await on.get('/game/matches/match-1')).body);
    expect(match.boss.hp_percent).toBe(54);
  });

  it('without a match it is a drill, and an ended match takes no orders', async () => {
    const drill = Execution.parse(
      (await on.post('/game/execute', { match_id: null, strategy: 'melt' })).body,
    );
    expect(drill.orders.map(({ ally }) => ally)).toEqual(['Mira', 'Bolt', 'Sage']);
    const ended = await on.post('/game/execute', { match_id: 'match-3', strategy: 'x' }, { user: '3' });
    expect(ended.status).toBe(409);
  });
});

describe('xengine', () => {
  it('adapts the strategy to the class of the player', async () => {
    const ask = async (player_username: string): Promise<BossStrategy> =>
      BossStrategy.parse(
        (await on.post('/xengine/boss_adapt_strategy', { player_username, boss_type: 'DinoBoss' })).body,
      );
    expect(await ask('pilot_handle')).toMatchObject({ strategy: 'bait_and_punish', player: 'pilot_handle' });
    expect((await ask('pilot_handle')).steps).not.toEqual((await ask('nova_rider')).steps);
    const unknown = { player_username: '1', boss_type: 'Nobody' };
    expect(
      BossList.parse((await on.post('/xengine/boss_adapt_strategy', unknown)).body).bosses.length,
    ).toBeGreaterThan(5);
  });

  it('speaks the same line for the same words and other lines for others', async () => {
    const say = async (query: string, context = 'Game context: Saltmere'): Promise<NpcLine> =>
      NpcLine.parse((await on.post('/xengine/npc_response', { context, query })).body);
    expect(await say('hello there')).toEqual(await say('hello there'));
    expect((await say('how do we fight the dino boss?')).text).toContain('DinoBoss');
    expect((await say('hello', 'You are Oracle Lumen in the temple')).npc).toBe('Oracle Lumen');
    const queries = [
      'hello',
      'sell me a sword',
      'I am hurt',
      'tell me a story',
      'fix my ship',
      'marmalade',
      'retreat!',
    ];
    const lines = await Promise.all(queries.map((query) => say(query)));
    expect(new Set(lines.map(({ text }) => text)).size).toBe(queries.length);
    expect(new Set(lines.map(({ npc }) => npc)).size).toBeGreaterThan(3);
  });

  it('lists trends, strongest first', async () => {
    const { trends } = Trends.parse((await on.get('/xengine/trends')).body);
    expect(trends.map(({ score }) => score)).toEqual(
      trends.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });
});

describe('sports', () => {
  it('has live and final scores, newest first, none of the future', async () => {
    const { scores } = Scores.parse((await on.get('/sports/scores')).body);
    expect(new Set(scores.map(({ status }) => status))).toEqual(new Set(['live', 'final']));
    expect(scores.map(({ played_at }) => played_at)).toEqual(
      scores
        .map((s) => s.played_at)
        .toSorted()
        .toReversed(),
    );
    expect(scores.every(({ played_at }) => played_at <= NOW)).toBe(true);
  });

  it('finds a team by part of its name and a league', async () => {
    const { scores } = Scores.parse((await on.get('/sports/scores?team=comets')).body);
    expect(scores.length).toBeGreaterThanOrEqual(2);
    expect(scores.every(({ home, away }) => [home.team, away.team].includes('Orion Comets'))).toBe(true);
    const league = Scores.parse((await on.get('/sports/scores?league=drift%20cup')).body);
    expect(new Set(league.scores.map(({ league }) => league))).toEqual(new Set(['Drift Cup']));
    expect((await on.get('/sports/scores?team=nobody')).body).toEqual({ scores: [] });
  });

  it('every team has played lately and plays again soon, soonest first', async () => {
    const { scores } = Scores.parse((await on.get('/sports/scores')).body);
    const { fixtures } = Fixtures.parse((await on.get('/sports/fixtures')).body);
    expect(new Set(scores.flatMap(({ home, away }) => [home.team, away.team])).size).toBe(24);
    expect(new Set(fixtures.flatMap(({ home, away }) => [home, away])).size).toBe(24);
    expect(fixtures.map(({ starts_at }) => starts_at)).toEqual(fixtures.map((f) => f.starts_at).toSorted());
    expect(fixtures.every(({ starts_at }) => starts_at > NOW)).toBe(true);
  });
});

describe('social', () => {
  it('finds posts, the best match first', async () => {
    const { posts } = PostList.parse((await on.get('/social/posts?q=void%20hydra%20neck')).body);
    expect(posts[0]?.text).toContain('neck');
  });

  it('a new post has its author and tags, is found, and counts for its topic', async () => {
    const text = 'Grapefruit builds beat #DinoBoss';
    const post = Post.parse((await on.post('/social/posts', { text, author: '1' })).body);
    expect(post).toMatchObject({ author: 'pilot_handle', tags: ['#dinoboss'], likes: 0, at: NOW });
    expect(PostList.parse((await on.get('/social/posts?q=grapefruit')).body).posts).toEqual([post]);
    const { topics } = Trending.parse((await on.get('/social/trending')).body);
    expect(topics[0]).toMatchObject({ tag: '#dinoboss', posts: 4211 });
  });

  it.each(['', ' ', 'x'.repeat(501)])('refuses a text that is empty or too long', async (text) => {
    expect((await on.post('/social/posts', { text })).status).toBe(422);
  });
});
