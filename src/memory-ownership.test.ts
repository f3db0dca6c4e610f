import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from './app.js';
import type { MemoryView } from './contracts/memory.js';
import { readConfig } from './core/config.js';
import { uuidv7 } from './core/ids.js';
import { createTestSchema, databaseTargets, type TestSchema } from './testing/servers.js';

let schema: TestSchema;
let app: App;
beforeAll(async () => {
  schema = await createTestSchema(databaseTargets().at(-1)?.url ?? '');
  app = await startApp(readConfig({ ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: schema.url }));
});
afterAll(async () => {
  await app.stop();
  await schema.drop();
});

interface Answer {
  status: number;
  body: { memory?: MemoryView; memories?: MemoryView[]; forgotten?: number; code?: string; detail?: string };
}

async function ask(method: string, path: string, body?: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(`${app.url}${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const write = (owner: string, text: string) => ask('POST', '/memories', { user_id: owner, text });
const textsOf = async (owner: string, query = '') =>
  ((await ask('GET', `/memories?user_id=${owner}&limit=200${query}`)).body.memories ?? []).map(
    ({ text }) => text,
  );

test('what an owner writes is read like what they say: it replaces what it is newer than, and is kept once', async () => {
  const first = (await write('ann', ' I live in Graz ')).body.memory;
  expect(first).toMatchObject({ kind: 'fact', slot: 'home', text: 'I live in Graz', ended: null });
  expect((await write('ann', 'I live in Graz')).body.memory?.id).toBe(first?.id);
  await write('ann', 'I moved to Linz');
  await write('ann', 'Plays on Sundays');
  expect(await textsOf('ann')).toEqual(['Plays on Sundays', 'I moved to Linz']);
});

test('a memory is corrected in place, and the old words are gone', async () => {
  const id = (await write('ben', 'Plays on Sundays')).body.memory?.id ?? '';
  const edited = await ask('PATCH', `/memories/${id}?user_id=ben`, { text: 'Plays on Mondays' });
  expect(edited.body.memory).toMatchObject({ id, text: 'Plays on Mondays' });
  expect(await textsOf('ben', '&ended=true')).toEqual(['Plays on Mondays']);
});

test.each([
  ['a secret', 'my password is Tr0ub4dor&3', /no secrets/],
  ['a card', 'I pay with 4111 1111 1111 1111', /no card numbers/],
  ['an address', 'write to ada@example.com', /no e-mail addresses/],
  ['nothing', '  ', /text/],
  ['too much', 'x'.repeat(501), /text/],
])('a memory with %s is refused, new or corrected', async (_what, text, why) => {
  const id = (await write('cat', 'Likes the rain')).body.memory?.id ?? '';
  for (const refused of [
    await write('cat', text),
    await ask('PATCH', `/memories/${id}?user_id=cat`, { text }),
  ]) {
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_field' } });
    expect(refused.body.detail).toMatch(why);
  }
  expect(await textsOf('cat')).toEqual(['Likes the rain']);
});

test('the export is a file with everything, what has ended too', async () => {
  await write('dan', 'I live in Graz');
  await write('dan', 'I moved to Linz');
  const response = await fetch(`${app.url}/memories/export?user_id=dan`);
  expect(response.headers.get('content-disposition')).toContain('memories.json');
  const { user_id, memories } = (await response.json()) as { user_id: string; memories: MemoryView[] };
  expect(user_id).toBe('dan');
  expect(memories.map(({ text, ended }) => [text, ended])).toEqual([
    ['I moved to Linz', null],
    ['I live in Graz', 'superseded'],
  ]);
});

/** A small generator with a seed: the same steps each time, or those of MEMORY_SEED. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

test(
  'whatever owners do with whatever ids, each sees and changes their own alone',
  { timeout: 60_000 },
  async () => {
    const seed = Number(process.env['MEMORY_SEED'] ?? 20_261_124);
    process.stdout.write(`memory seed ${seed}\n`);
    const roll = dice(seed);
    const owners = ['o1', 'o2', 'O1', 'all'];
    const expected = new Map(owners.map((owner) => [owner, new Map<string, string>()]));
    const everyId = [uuidv7(), 'all', 'export'];
    let refused = 0;
    for (let step = 0; step < 300; step++) {
      const owner = owners[roll(owners.length)] ?? '';
      const own = expected.get(owner) ?? new Map<string, string>();
      const id = everyId[roll(everyId.length)] ?? '';
      const what = roll(5);
      if (what <= 1) {
        const text = `Owner ${owner} knows thing ${step}`;
        const made = await ask('POST', `/memories?user_id=${owner}`, { text });
        own.set(made.body.memory?.id ?? '', text);
        everyId.push(made.body.memory?.id ?? '');
      } else if (what === 2) {
        const text = `Owner ${owner} corrects thing ${step}`;
        const edited = await ask('PATCH', `/memories/${id}?user_id=${owner}`, { text });
        expect(edited.status).toBe(own.has(id) ? 200 : 404);
        if (own.has(id)) own.set(id, text);
        else refused += 1;
      } else if (what === 3) {
        const gone = await ask('DELETE', `/memories/${id}?user_id=${owner}`);
        expect(gone.status).toBe(own.delete(id) ? 200 : 404);
      } else if (roll(8) === 0) {
        const gone = await ask('DELETE', `/memories?user_id=${owner}`);
        expect(gone.body.forgotten).toBe(own.size);
        own.clear();
      }
      const seen = (await ask('GET', `/memories?user_id=${owner}&limit=200`)).body.memories ?? [];
      expect(new Map(seen.map((memory) => [memory.id, memory.text]))).toEqual(own);
    }
    for (const [owner, own] of expected) {
      const { memories = [] } = (await ask('GET', `/memories/export?user_id=${owner}`)).body;
      expect(memories.map(({ id }) => id).toSorted()).toEqual([...own.keys()].toSorted());
    }
    expect(refused).toBeGreaterThan(20);
  },
);
