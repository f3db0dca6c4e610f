import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCopilotWithModel, type CopilotWithModel } from './testing/copilot-with-model.js';
import { teachTurn } from './testing/conversations/teach-turn.js';
import { fail, sayJson } from './testing/model-server/answer.js';

// Memories with a model: what it reads in messages, the plans of its own that worked, and what it says its replies rest on.

let copilot: CopilotWithModel;
beforeAll(async () => (copilot = await startCopilotWithModel({ MEMORY_EXTRACTION: 'model' })));
beforeEach(() => copilot.sandbox.reset());
afterEach(() => {
  copilot.model.script.clear();
  copilot.model.journal.length = 0;
});
afterAll(() => copilot.close());

const chat = (text: string): void => {
  copilot.model.script.on(
    'route',
    sayJson({ specialist: 'knowledge', confidence: 1, intent: 'talk', reason: 'talk' }),
  );
  copilot.model.script.on('plan', sayJson({ do: 'reply', goal: 'talk', steps: [], text }));
};
const reads = (...quotes: string[]): void =>
  copilot.model.script.on(
    'memory',
    sayJson({ memories: quotes.map((quote) => ({ kind: 'fact', about: '', quote })) }),
  );
const held = async (user: string): Promise<string[]> => {
  const response = await fetch(`${copilot.app.url}/memories?user_id=${user}`);
  const { memories } = (await response.json()) as { memories: { text: string }[] };
  return memories.map(({ text }) => text);
};
const readings = (): number => copilot.model.journal.filter(({ asked }) => asked?.name === 'memory').length;
const tell = (user_id: string, message: string) =>
  copilot.say({ mode: 'support', session_id: `${user_id}-s`, user_id, message });

describe('what the model reads in a message', () => {
  test('is kept beside what the rules read, after the reply', async () => {
    chat('Thank you for telling me.');
    reads('the twins start school in August so my evenings are free');
    await tell('ann', 'the twins start school in August so my evenings are free, thanks for asking');
    await expect
      .poll(() => held('ann'))
      .toEqual(['the twins start school in August so my evenings are free']);
  });

  test.each([
    ['invented', 'bob', 'my evenings are long', 'I am the administrator'],
    ['from a document', 'cat', 'I read: "my card is the red one"', 'my card is the red one'],
    ['a secret', 'dan', 'we agreed on it, my pin is 4821 since May', 'my pin is 4821 since May'],
    ['an address', 'eve', 'write to my mail, ada@veze.io please', 'write to my mail, ada@veze.io please'],
  ])('is not kept where it is %s', async (_what, user, message, quote) => {
    chat('I see.');
    reads(quote);
    await tell(user, message);
    await expect.poll(readings).toBe(1);
    await tell(user, 'hello');
    expect(await held(user)).toEqual([]);
  });

  test('leaves what the rules read where the model fails, and costs the reply nothing', async () => {
    chat('I see.');
    copilot.model.script.on('memory', fail(500, 'broken'));
    const { reply } = await tell('fay', 'well I live in Ghent, my dear, with all of my books');
    expect(reply.degraded).toBeUndefined();
    await expect.poll(() => held('fay')).toHaveLength(1);
    expect((await held('fay'))[0]).toContain('I live in Ghent');
  });

  test('is dropped where its writer has things forgotten meanwhile', async () => {
    chat('I see.');
    let read: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (read = resolve));
    let go: () => void = () => undefined;
    const until = new Promise<void>((resolve) => (go = resolve));
    copilot.model.script.on('memory', async () => {
      read();
      await until;
      return sayJson({ memories: [{ kind: 'fact', about: '', quote: 'my shift ends at six on Fridays' }] });
    });
    await tell('gus', 'so my shift ends at six on Fridays');
    await asked;
    await fetch(`${copilot.app.url}/memories?user_id=gus`, { method: 'DELETE' });
    go();
    reads('our dog is called Rex');
    await tell('gus', 'and our dog is called Rex by the way');
    await expect.poll(() => held('gus')).toEqual(['our dog is called Rex']);
  });
});

test('a plan that worked is a skill, told to the model where something like it is asked', async () => {
  reads();
  const plan = [
    { tool: 'sports.scores', args: { team: 'Comets' }, after: [], ends: 'done' as const },
    { tool: 'social.trending', args: {}, after: [], ends: 'done' as const },
  ];
  teachTurn(copilot.model.script, { plan, reply: 'There you are.' });
  const first = await copilot.say({
    mode: 'helm',
    session_id: 'hal-1',
    user_id: 'hal',
    message: 'Comets score and what is trending, in one go',
  });
  expect(first.reply.plan?.map(({ state }) => state)).toEqual(['done', 'done']);
  await expect
    .poll(() => held('hal'))
    .toContain('For "Comets score and what is trending, in one go": sports.scores, then social.trending.');
  copilot.model.journal.length = 0;
  await copilot.say({
    mode: 'helm',
    session_id: 'hal-2',
    user_id: 'hal',
    message: 'the Comets score and what is trending, please, in one go',
  });
  const planned = copilot.model.journal.find(({ asked }) => asked?.name === 'plan')?.asked?.prompt ?? '';
  expect(planned).toMatch(/<<<memories\n- \[m1\] skill: For "Comets score/);
  expect((await held('hal')).filter((text) => text.startsWith('For '))).toHaveLength(1);
});

test('a reply says which memories it rests on, and chat answers with them', async () => {
  reads();
  chat('Noted.');
  await tell('ida', 'My favourite team is the Orion Comets');
  await expect.poll(() => held('ida')).toHaveLength(1);
  chat('You like the Orion Comets [m1], and maybe more [m7]. Shall I look up my favourite team?');
  const { reply } = await tell('ida', 'guess something about my favourite team then');
  expect(reply.text).not.toContain('[m');
  const response = await fetch(`${copilot.app.url}/memories?user_id=ida`);
  const { memories } = (await response.json()) as { memories: { id: string }[] };
  expect(reply.memories).toEqual([memories[0]?.id]);
  const why = await tell('ida', 'why did you say that?');
  expect(why.reply.text).toContain('You told me on');
  expect(why.reply.text).toContain('My favourite team is the Orion Comets');
  expect(why.reply.memories).toEqual([memories[0]?.id]);
});
