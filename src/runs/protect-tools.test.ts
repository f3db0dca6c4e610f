import { expect, test } from 'vitest';
import { z } from 'zod';
import { ToolError } from '../core/errors.js';
import { redactDeep } from '../policy/text/redact-deep.js';
import { tokenFor } from '../policy/private-values.js';
import { createServiceTool } from '../services/service-tool.js';
import { protectTools } from './protect-tools.js';
import { createVault } from './vault.js';

const SESSION = 'one';
const ADDRESS = 'ada@example.org';
const TOKEN = tokenFor(SESSION, ADDRESS);
const CARD = '4111 1111 1111 1111';

test('a failure of a service is told without secrets and addresses, its choices too', async () => {
  const tool = createServiceTool({
    name: 'orders.get',
    service: 'commerce',
    effect: 'read',
    description: 'Fails.',
    example: 'fail',
    args: z.object({}),
    result: z.object({}),
    run: async () => {
      const choices = [{ label: `Paid with ${CARD}`, value: `order of ${ADDRESS}` }];
      throw new ToolError('ambiguous', `${ADDRESS} has two, ${CARD}`, { choices });
    },
  });
  const tools = protectTools(new Map([[tool.name, tool]]), {
    vault: createVault(async () => new Map([[TOKEN, ADDRESS]])),
    redact: (value) => redactDeep(value).value,
  });
  const context = { userId: 'ada', sessionId: SESSION, runId: 'r', idempotencyKey: '' };
  const call = tools.get('orders.get')?.call({}, { ...context, signal: AbortSignal.timeout(5_000) });
  await expect(call).rejects.toMatchObject({
    message: `${TOKEN} has two, [card removed]`,
    choices: [{ label: 'Paid with [card removed]', value: `order of ${TOKEN}` }],
  });
});
