import { afterEach, expect, test, vi } from 'vitest';
import { startFight, type Fight } from './testing/fight-with-model.js';
import {
  answerJson,
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from './testing/scripted-server.js';

vi.setConfig({ testTimeout: 90_000 });
const open: (Pick<Fight, 'close'> | ScriptedServer)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

/** A fight beside an XEngine that answers as `script` says. */
async function start(script: Script): Promise<{ fight: Fight; xengine: ScriptedServer }> {
  const xengine = await startScriptedServer(script);
  open.push(xengine);
  const fight = await startFight({ SVC_XENGINE: xengine.url, GAME_ASKS_AT_ONCE: '0' });
  open.push(fight);
  await fight.begin();
  await fight.send('npc.spoken_to', { npc: 'villager', by: 'ada', text: 'Where is the dino?' }, 400);
  return { fight, xengine };
}
const lineOf = async (fight: Fight): Promise<string | undefined> =>
  (await fight.details()).actions.find(({ action }) => action.actor === 'villager')?.action.text;

test('an NPC that is spoken to says the line of XEngine, without what policy takes out', async () => {
  const { fight, xengine } = await start((response) =>
    answerJson(response, { npc: 'V', mood: 'grim', text: 'North. More at https://evil.test/x now.' }),
  );
  await expect.poll(() => lineOf(fight), { timeout: 30_000 }).toMatch(/^North\. More at (?!.*evil)/);
  const [asked] = xengine.seen;
  expect(asked?.url).toBe('/npc_response');
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    context: expect.stringContaining('DinoBoss at 100 %'),
    query: 'Where is the dino?',
  });
  expect(await fight.metric('copilot_game_lines{outcome="written"}')).toBe(1);
});

test('where XEngine does not answer in time the NPC says a line of its own, and the fight went on meanwhile', async () => {
  const { fight } = await start(() => undefined);
  await fight.send('ally.low_health', { id: 'ally-0', hp: 10 }, 500);
  const { actions } = await fight.details();
  expect(actions.some(({ action }) => action.t_game === 500 && action.layer === 'reflex')).toBe(true);
  expect(await lineOf(fight)).toBeUndefined();
  await expect.poll(() => lineOf(fight), { timeout: 30_000 }).toContain('Hero');
  expect(await fight.metric('copilot_game_lines{outcome="failed"}')).toBe(1);
});
