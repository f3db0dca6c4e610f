import { expect, test } from 'vitest';
import { tokenFor } from '../policy/private-values.js';
import { createScriptedRuns, doneEvents } from '../testing/scripted-runs.js';
import { revealToOwner } from './reveal-to-owner.js';
import { createVault } from './vault.js';

const SESSION = 'one';
const ADDRESS = 'ada@example.org';
const TOKEN = tokenFor(SESSION, ADDRESS);

/** A run whose every text holds the token, and how often the record was asked what it stands for. */
async function runWithToken() {
  let asked = 0;
  const vault = createVault(async () => {
    asked += 1;
    return new Map([[TOKEN, ADDRESS]]);
  });
  const runs = createScriptedRuns({ events: doneEvents });
  const machinery = {
    start: async () => undefined,
    drain: async () => undefined,
    askForStrategy: async () => Promise.reject(new Error('nobody asks')),
  };
  const revealed = revealToOwner({ ...runs, ...machinery, queueDepth: () => 0, running: () => 0 }, vault);
  const request = { mode: 'helm', userId: 'ada', sessionId: SESSION, message: `write to ${TOKEN}` } as const;
  const { runId } = await revealed.accept(request);
  return { revealed, runId, asked: () => asked, signal: AbortSignal.timeout(5_000) };
}

test('the owner reads the address in every event, and the record is asked for it once', async () => {
  const { revealed, runId, asked, signal } = await runWithToken();
  const events = [];
  for await (const event of revealed.follow(runId, { after: 0, signal })) events.push(event);

  const text = JSON.stringify(events);
  expect(text.split(ADDRESS).length).toBeGreaterThan(3);
  expect(text).not.toContain(TOKEN);
  expect(asked()).toBe(1);
});

test('the owner reads the address in the reply, and the record is asked for it once', async () => {
  const { revealed, runId, asked, signal } = await runWithToken();

  expect((await revealed.result(runId, signal)).text).toBe(`You said: write to ${ADDRESS}`);
  expect(asked()).toBe(1);
});

test('a token that the record does not know stays as it is', async () => {
  const reveal = createVault(async () => new Map()).revealer(SESSION);

  expect(await reveal(`to ${TOKEN}`)).toBe(`to ${TOKEN}`);
});
