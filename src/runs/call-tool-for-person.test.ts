import { describe, expect, test } from 'vitest';
import { WRITE_RULES } from '../policy/provenance/write-rules.js';
import { createToolGate } from '../policy/tool-gate.js';
import { createStubTools } from '../testing/stub-tools.js';
import { callToolForPerson } from './call-tool-for-person.js';
import type { Ledger } from './ledger.js';

function createDoor(count = 0) {
  const stub = createStubTools();
  const gate = createToolGate({
    rules: WRITE_RULES,
    caps: { 'orders.refund': 1 },
    countWrites: () => Promise.resolve({ count, isKnown: false }),
    countSince: () => Promise.resolve(1),
  });
  const ledger: Ledger = {
    async carryOut(_write, act) {
      await act.authorise('key');
      return act.send('key');
    },
  };
  const call = (tool: string, scopes = ['copilot.read', 'copilot.exec']) =>
    callToolForPerson(
      { tools: stub.tools, gate, ledger, clock: { now: () => new Date(0) } },
      { tool, args: {}, userId: 'ada', scopes, signal: new AbortController().signal },
    );
  return { stub, call };
}

describe('a tool that a person calls by its name', () => {
  test('is called, for nobody else has put the words into their mouth', async () => {
    const { stub, call } = createDoor();
    await call('orders.refund');
    await call('orders.get');
    expect(stub.calls.map(({ tool, key }) => [tool, key])).toEqual([
      ['orders.refund', 'key'],
      ['orders.get', ''],
    ]);
  });

  test('needs the scope, and keeps to the cap', async () => {
    const reader = createDoor();
    await expect(reader.call('orders.refund', ['copilot.read'])).rejects.toMatchObject({
      reasons: ['no_scope'],
    });
    await reader.call('orders.get', ['copilot.read']);
    const busy = createDoor(1);
    await expect(busy.call('orders.refund')).rejects.toMatchObject({ reasons: ['cap'] });
    expect([...reader.stub.calls, ...busy.stub.calls].map(({ tool }) => tool)).toEqual(['orders.get']);
  });
});
