import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../contracts/json.js';
import { redactPayload } from './redact-payload.js';

const SECRET = '4111 1111 1111 1111';
const IDS = { run_id: 'r', session_id: 's', user_id: 'u' };

/** One payload of every kind of event that goes on the bus, each with text wherever there can be any. */
const KINDS: Record<string, JsonObject> = {
  'copilot.task.created': { ...IDS, mode: 'helm' },
  'copilot.task.executed': { ...IDS, mode: 'helm', res_kind: 'plan', status: 'done' },
  'copilot.action.executed': { ...IDS, tool: 'checkout' },
  'copilot.game.plan': {
    ...IDS,
    mode: 'player',
    plan: { strategy: 'hold', steps: [{ action: 'move', why: 'cover' }, 'wait'], notes: { enemy: 'left' } },
  },
};

/** The value once for every text in it, with the secret in that text's place. */
function plantings(value: JsonValue): JsonValue[] {
  if (typeof value === 'string') return [`said: ${value} ${SECRET}`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => plantings(item).map((planted) => value.with(index, planted)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name in IDS ? [] : plantings(item).map((planted) => ({ ...value, [name]: planted })),
  );
}

test.each(Object.entries(KINDS))('%s leaves without a secret, in whatever field it is', (_event, payload) => {
  const planted = plantings(payload);
  expect(planted.length).toBeGreaterThan(0);
  for (const one of planted) {
    expect(JSON.stringify(one)).toContain(SECRET);
    const safe = redactPayload(one as JsonObject);
    expect(JSON.stringify(safe)).not.toContain(SECRET);
    expect(safe).toMatchObject(IDS);
  }
});

test.each(Object.entries(KINDS))('%s without a secret is left as it is', (_event, payload) => {
  expect(redactPayload(payload)).toBe(payload);
});

test('an id stays, also where its digits could be a card: it is the key of every row', () => {
  const payload = { ...IDS, session_id: '4111111111111111' };
  expect(redactPayload(payload)).toBe(payload);
});
