import { describe, expect, test } from 'vitest';
import { uuidv7 } from '../core/ids.js';
import { acceptTestRun, claimTestRun, endTestRun } from '../testing/run-rows.js';
import { databaseTargets } from '../testing/servers.js';
import { keepFeedback } from './feedback.js';
import { findSessionOwner, listMessages, listRecentMessages, listSessions } from './sessions.js';
import { useTestStore } from '../testing/test-store.js';

describe.each(databaseTargets())('sessions and messages on $name Postgres', ({ url }) => {
  const store = useTestStore(url);

  const ask = async (sessionId: string, message: string): Promise<string> =>
    (await acceptTestRun(store.pool, { sessionId, message })).runId;
  const answer = async (runId: string, text: string): Promise<void> => {
    const claimed = await claimTestRun(store.pool, runId);
    await endTestRun(store.pool, claimed, { answer: text, reply: { kind: 'answer', data: null, text } });
  };
  const talk = async (sessionId: string, turns: number): Promise<string[]> => {
    const texts: string[] = [];
    for (let turn = 1; turn <= turns; turn += 1) {
      await answer(await ask(sessionId, `q${turn}`), `a${turn}`);
      texts.push(`q${turn}`, `a${turn}`);
    }
    return texts;
  };

  test('a reply is rated by whose run it was alone, and the last word counts', async () => {
    const runId = await ask('rated', 'hi');
    await answer(runId, 'hello');
    const rate = (rating: 'up' | 'down' | null, userId = 'ada'): Promise<boolean> =>
      keepFeedback(store.pool, { runId, userId, rating });
    const ratings = async (): Promise<unknown[]> =>
      (await listMessages(store.pool, { sessionId: 'rated', limit: 9 })).map(({ rating }) => rating);
    expect([
      await rate('down'),
      await rate('up'),
      await rate('down', 'eve'),
      await rate(null, 'eve'),
    ]).toEqual([true, true, false, false]);
    expect(await ratings()).toEqual([undefined, 'up']);
    expect(await rate(null)).toBe(true);
    expect(await ratings()).toEqual([undefined, undefined]);
  });

  test('a session has one owner and one mode, whoever writes to it', async () => {
    await ask('owned', 'hi');
    expect(await findSessionOwner(store.pool, 'owned')).toEqual({
      userId: 'ada',
      mode: 'support',
      source: 'chat',
    });
    expect(await findSessionOwner(store.pool, 'no such')).toBeUndefined();
    await expect(acceptTestRun(store.pool, { sessionId: 'owned', userId: 'eve' })).rejects.toThrow(
      'not accepted',
    );
    await expect(acceptTestRun(store.pool, { sessionId: 'owned', mode: 'helm' })).rejects.toThrow(
      'not accepted',
    );
  });

  test("lists a user's sessions page by page, last used first, and nobody else's", async () => {
    const userId = uuidv7();
    const ids = ['p1', 'p2', 'p3', 'p4', 'p5'].map((name) => `${name}-${userId}`);
    for (const sessionId of ids) await acceptTestRun(store.pool, { sessionId, userId });
    await acceptTestRun(store.pool, { sessionId: ids[1]!, userId });
    const expected = [ids[1], ids[4], ids[3], ids[2], ids[0]];

    const seen: string[] = [];
    for (;;) {
      const before = seen.at(-1);
      const page = await listSessions(store.pool, {
        userId,
        limit: 2,
        ...(before === undefined ? {} : { before }),
      });
      if (page.length === 0) break;
      seen.push(...page.map((session) => session.session_id));
    }
    expect(seen).toEqual(expected);
    expect(await listSessions(store.pool, { userId: 'stranger', limit: 10 })).toEqual([]);
  });

  test('sessions are found by what was said in them, in any case and order, and nobody else’s', async () => {
    const userId = uuidv7();
    const say = (name: string, message: string, of = userId) =>
      acceptTestRun(store.pool, { sessionId: `${name}-${userId}`, userId: of, message });
    await say('refund', 'Refund order 123');
    await say('refund', 'And the 100% discount_code?');
    await say('skin', 'buy nebula skin');
    await say('other', 'Refund order 123', uuidv7());
    const found = async (sought: string): Promise<string[]> =>
      (await listSessions(store.pool, { userId, limit: 5, sought })).map(({ session_id: id }) => id);
    expect(await found('ORDER  refund')).toEqual([`refund-${userId}`]);
    expect(await found('123 discount')).toEqual([`refund-${userId}`]);
    expect(await found('0%')).toEqual([`refund-${userId}`]);
    expect(await found('%skin')).toEqual([]);
    expect(await found('refund skin')).toEqual([]);
    expect(await found('skin-')).toEqual([`skin-${userId}`]);
    expect(await found(' ')).toHaveLength(2);
  });

  test('sessions last used in the same instant are all on some page, once', async () => {
    const userId = uuidv7();
    for (let n = 0; n < 5; n += 1)
      await acceptTestRun(store.pool, { sessionId: `same-${n}-${userId}`, userId });
    await store.pool.query('update sessions set last_active_at = now() where user_id = $1', [userId]);
    const first = await listSessions(store.pool, { userId, limit: 3 });
    const rest = await listSessions(store.pool, { userId, limit: 3, before: first.at(-1)!.session_id });
    const names = [...first, ...rest].map((session) => session.session_id);
    expect(new Set(names).size).toBe(5);
    expect(names).toHaveLength(5);
  });

  test('a session is titled with how its first message begins, never with half a word', async () => {
    const userId = uuidv7();
    const long = `${'word '.repeat(23)}adress@private.invalid and more`;
    await acceptTestRun(store.pool, { sessionId: `short-${userId}`, userId, message: 'Refund order 123' });
    await acceptTestRun(store.pool, { sessionId: `short-${userId}`, userId, message: 'And the other?' });
    await acceptTestRun(store.pool, { sessionId: `long-${userId}`, userId, message: long });
    await acceptTestRun(store.pool, { sessionId: `word-${userId}`, userId, message: 'x'.repeat(500) });
    const titles = new Map(
      (await listSessions(store.pool, { userId, limit: 5 })).map(({ session_id, title }) => [
        session_id,
        title,
      ]),
    );
    expect(titles.get(`short-${userId}`)).toBe('Refund order 123');
    expect(titles.get(`long-${userId}`)).toBe(`${'word '.repeat(23)}…`);
    expect(titles.get(`word-${userId}`)).toBe(`${'x'.repeat(120)}…`);
  });

  test('a page before a session of somebody else, or of nobody, is empty', async () => {
    const userId = uuidv7();
    await acceptTestRun(store.pool, { userId });
    const foreign = (await acceptTestRun(store.pool, { userId: uuidv7() })).sessionId;
    expect(await listSessions(store.pool, { userId, limit: 5, before: foreign })).toEqual([]);
    expect(await listSessions(store.pool, { userId, limit: 5, before: 'no such' })).toEqual([]);
  });

  test('messages are listed oldest first, the last page first, without gap or overlap', async () => {
    const texts = await talk('paged', 4);
    const seen: string[] = [];
    let before: string | undefined;
    for (;;) {
      const page = await listMessages(store.pool, {
        sessionId: 'paged',
        limit: 3,
        ...(before === undefined ? {} : { before }),
      });
      if (page.length === 0) break;
      seen.unshift(...page.map((message) => message.content));
      before = page[0]?.id;
    }
    expect(seen).toEqual(texts);
  });

  test('an answer stands beside its question, also where questions came faster', async () => {
    const runs = [await ask('fast', 'q1'), await ask('fast', 'q2'), await ask('fast', 'q3')];
    await answer(runs[0]!, 'a1');
    await answer(runs[1]!, 'a2');
    const messages = await listMessages(store.pool, { sessionId: 'fast', limit: 10 });
    expect(messages.map((message) => message.content)).toEqual(['q1', 'a1', 'q2', 'a2', 'q3']);
    expect(messages.map((message) => message.reply?.text)).toEqual([
      undefined,
      'a1',
      undefined,
      'a2',
      undefined,
    ]);
    expect(messages.map((message) => message.run_id)).toEqual([runs[0], runs[0], runs[1], runs[1], runs[2]]);
  });

  test("a page before another session's message is empty", async () => {
    await talk('mine', 1);
    await talk('other', 1);
    const [foreign] = await listMessages(store.pool, { sessionId: 'other', limit: 5 });
    expect(await listMessages(store.pool, { sessionId: 'mine', limit: 5, before: foreign!.id })).toEqual([]);
  });

  test('recent memory is rebuilt from finished turns only', async () => {
    await talk('recent', 3);
    await ask('recent', 'still waiting');
    const messages = await listRecentMessages(store.pool, 'recent', 4);
    expect(messages).toEqual([
      { role: 'user', content: 'q2' },
      { role: 'assistant', content: 'a2' },
      { role: 'user', content: 'q3' },
      { role: 'assistant', content: 'a3' },
    ]);
    expect(await listRecentMessages(store.pool, 'nobody', 4)).toEqual([]);
  });

  test('a rolled back run leaves no words, but its record', async () => {
    await talk('undone', 1);
    const runId = await ask('undone', 'forget this');
    const claimed = await claimTestRun(store.pool, runId);
    await endTestRun(store.pool, claimed, { status: 'cancelled', answer: null, unsaid: true });
    const messages = await listMessages(store.pool, { sessionId: 'undone', limit: 10 });
    expect(messages.map((message) => message.content)).toEqual(['q1', 'a1']);
    const { rows } = await store.pool.query('select status, message from runs where id = $1', [runId]);
    expect(rows).toEqual([{ status: 'cancelled', message: 'forget this' }]);
  });
});
