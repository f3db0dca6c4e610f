import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunEvent } from './contracts/run-event.js';
import { startCopilotWithModel, type CopilotWithModel } from './testing/copilot-with-model.js';
import { say, sayJson } from './testing/model-server/answer.js';
import { fillSchema } from './testing/model-server/fill-schema.js';

describe('a fork with another prompt', () => {
  let copilot: CopilotWithModel;
  beforeAll(async () => {
    copilot = await startCopilotWithModel();
    const { script } = copilot.model;
    const step = { id: 1, tool: 'orders.get', label: 'Look', args: { order_id: 123 }, after: [] };
    script.on('route', ({ schema }) => sayJson(fillSchema(schema ?? {}, 'It fits.')));
    script.on('plan', sayJson({ do: 'run', goal: 'Look', text: '', steps: [step] }));
    script.on('text', say('Order 123 is here.'));
  });
  afterAll(() => copilot.close());

  const fork = (runId: string, at: number, prompt: { file: string; text: string }): Promise<Response> =>
    fetch(`${copilot.app.url}/runs/${runId}/fork`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: '1', at, edit: { prompt } }),
    });
  const asked = (): string[] => copilot.model.journal.map((entry) => JSON.stringify(entry));

  test('asks the model with it, about what the record does not hold, and nobody else', async () => {
    const parent = await copilot.say({
      mode: 'support',
      message: 'where is order 123?',
      session_id: 's1',
      user_id: '1',
    });
    const before = asked().length;
    const file = 'shared/respond.md';
    const response = await fork(parent.run_id, parent.events.length, { file, text: 'Speak like a pirate.' });
    const { run_id: runId } = (await response.json()) as { run_id: string };
    const events = (await copilot.eventsOf(runId, '1')).map((event) => RunEvent.parse(event));
    const calls = events.flatMap((event) => (event.type === 'model.finished' ? [event.purpose] : []));
    expect(calls).toEqual(['respond']);
    expect(asked().slice(before)).toEqual([expect.stringContaining('Speak like a pirate.')]);

    await copilot.say({ mode: 'support', message: 'where is order 123?', session_id: 's2', user_id: '1' });
    expect(asked().at(-1)).not.toContain('pirate');
  });

  test('is refused where the prompt would not work', async () => {
    const { run_id: runId } = await copilot.say({
      mode: 'support',
      message: 'where is order 123?',
      session_id: 's3',
      user_id: '1',
    });
    const problemOf = async (file: string, text: string): Promise<unknown> =>
      (await fork(runId, 1, { file, text })).json();
    expect(await problemOf('shared/plan.md', 'Plan with {{tools}} and {{nothing}}')).toMatchObject({
      code: 'invalid_field',
      detail: expect.stringMatching(/\{\{nothing\}\}, which does not exist.*does not use \{\{max_steps\}\}/),
    });
    expect(await problemOf('../../.env', 'x')).toMatchObject({
      detail: 'edit.prompt: there is no prompt ../../.env',
    });
    const prompts = await (await fetch(`${copilot.app.url}/prompts`)).json();
    expect(prompts).toMatchObject({
      prompts: expect.arrayContaining([{ file: 'shared/respond.md', text: expect.any(String) }]),
    });
  });
});
