import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Approval } from '../contracts/approval.js';
import type { Reply } from '../contracts/chat.js';
import { startRunHarness, type RunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets, type TestSchema } from '../testing/servers.js';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);

describe.each(databaseTargets())('approvals on $name Postgres', ({ url }) => {
  let schema: TestSchema;
  let harness: RunHarness;
  let sessionId: string;

  beforeAll(async () => {
    schema = await createTestSchema(url);
    harness = await startRunHarness(schema.url, {
      approvals: { tools: ['orders.refund', 'email.send'], ttlMs: 60_000 },
    });
  });
  afterAll(async () => {
    await harness.close();
    await schema.drop();
  });
  beforeEach(() => {
    sessionId = randomUUID();
  });

  const say = async (message: string): Promise<Reply> => {
    const { runId } = await harness.runs.accept({ mode: 'support', userId: 'ada', message, sessionId });
    return harness.runs.result(runId, soon());
  };
  const answer = async (approval: Approval, decision: 'approve' | 'decline', edits?: Approval['args']) => {
    const { runId } = await harness.runs.answerApproval({
      approvalId: approval.approval_id,
      sessionId,
      userId: 'ada',
      answer: { decision, ...(edits === undefined ? {} : { edits }) },
    });
    return harness.runs.result(runId, soon());
  };
  const ask = async (message: string): Promise<Approval> => {
    const { approval } = await say(message);
    if (approval === undefined) throw new Error('Nothing was asked');
    return approval;
  };
  const writes = () => harness.stub.calls.filter((call) => call.key !== '').length;

  test('a write waits for a yes, and is done once with it', async () => {
    const before = writes();
    const approval = await ask('tools: orders.get orders.refund');
    expect(writes()).toBe(before);
    expect(await harness.runs.listApprovals(sessionId, 'ada')).toEqual([approval]);
    const reply = await answer(approval, 'approve');
    expect(reply.plan?.map((step) => step.state)).toEqual(['done', 'done']);
    expect(writes()).toBe(before + 1);
    expect(await harness.runs.listApprovals(sessionId, 'ada')).toEqual([]);
    expect(await harness.runs.listEffects('ada', { limit: 1 })).toMatchObject([
      { tool: 'orders.refund', state: 'done' },
    ]);
  });

  test('a no is a no: nothing is done, and the planner answers', async () => {
    const before = writes();
    const reply = await answer(await ask('tools: orders.refund'), 'decline');
    expect(reply.plan?.[0]).toMatchObject({ tool: 'orders.refund', state: 'failed' });
    expect(writes()).toBe(before);
  });

  test('a typed yes counts when exactly one question is open; any other word does not', async () => {
    await ask('tools: orders.refund');
    const before = writes();
    const unclear = await say('yes if it is cheap');
    expect(unclear.text).toMatch(/^You said: yes if it is cheap I still need a plain yes or no to "/);
    expect(writes()).toBe(before);
    await say('Yes, please!');
    expect(writes()).toBe(before + 1);
    expect(await say('yes')).toMatchObject({ text: 'You said: yes' });
    expect(writes()).toBe(before + 1);
  });

  test('a typed yes answers what was asked last, and no older question', async () => {
    const approval = await ask('tools: orders.refund');
    const before = writes();
    await say('Shall I cancel your other order?');
    const other = await say('yes');
    expect(writes()).toBe(before);
    expect(other.text).toContain(approval.title);
    // The reminder has asked it again.
    await say('yes');
    expect(writes()).toBe(before + 1);
  });

  test('a yes of somebody who may only read is no yes', async () => {
    await ask('tools: orders.refund');
    const before = writes();
    const request = {
      mode: 'support',
      userId: 'ada',
      sessionId,
      message: 'yes',
      scopes: ['copilot.read'],
    } as const;
    const { runId } = await harness.runs.accept(request);
    expect((await harness.runs.result(runId, soon())).text).toMatch(/^You said: yes/);
    expect(writes()).toBe(before);
  });

  test('several questions of one turn each get their own answer, in any order', async () => {
    const { approvals } = await say('side: orders.refund email.send');
    expect(approvals?.length).toBe(2);
    const [refund, email] = approvals ?? [];
    if (refund === undefined || email === undefined) throw new Error('Two questions were expected');
    const before = writes();
    const which = await say('yes');
    expect(which.text).toMatch(/^Yes to which of these\?/);
    expect(which.choices?.map(({ value }) => value)).toEqual(['Yes to the first', 'Yes to the second']);
    expect((await say('yes to both')).text).toContain('a yes or no to each of these: "');
    expect(writes()).toBe(before);
    const halfway = await answer(email, 'approve');
    expect(halfway.approvals?.map((open) => open.approval_id)).toEqual([refund.approval_id]);
    expect(writes()).toBe(before + 1);
    const end = await answer(refund, 'decline');
    expect(end.plan?.map(({ tool, state }) => [tool, state])).toContainEqual(['email.send', 'done']);
    expect(writes()).toBe(before + 1);
  });

  test('a question that expired while another of its turn was answered is asked anew', async () => {
    const { approvals: [refund, email] = [] } = await say('side: orders.refund email.send');
    if (refund === undefined || email === undefined) throw new Error('Two questions were expected');
    await harness.store.pool.query(
      `update approvals set expires_at = now() - interval '1 second' where id = $1`,
      [refund.approval_id],
    );
    const { approvals: [again, ...others] = [] } = await answer(email, 'approve');
    expect(others).toEqual([]);
    expect(again).toMatchObject({ tool: 'orders.refund', status: 'pending' });
    expect(again?.approval_id).not.toBe(refund.approval_id);
    await expect(answer(refund, 'approve')).rejects.toMatchObject({ code: 'approval_expired' });
  });

  test('both answered at once: both are carried out, each once', async () => {
    const { approvals } = await say('side: orders.refund email.send');
    const before = writes();
    await Promise.all((approvals ?? []).map((approval) => answer(approval, 'approve')));
    expect(writes()).toBe(before + 2);
  });

  test('what was edited is what is done', async () => {
    const approval = await ask('tools: email.send');
    await answer(approval, 'approve', { n: '${1.x} is text' });
    expect(harness.stub.calls.at(-1)).toMatchObject({ tool: 'email.send', args: { n: '${1.x} is text' } });
  });

  test('an edit that the tool does not take is refused, and the question stays open', async () => {
    const approval = await ask('tools: email.send');
    await expect(answer(approval, 'approve', { surprise: true })).rejects.toMatchObject({
      code: 'invalid_field',
    });
    expect(await harness.runs.listApprovals(sessionId, 'ada')).toHaveLength(1);
  });

  test('an answer counts once', async () => {
    const approval = await ask('tools: orders.refund');
    const before = writes();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => answer(approval, 'approve')));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await expect(answer(approval, 'approve')).rejects.toMatchObject({ code: 'approval_answered' });
    expect(writes()).toBe(before + 1);
  });

  test('nobody else can answer, and not in another session', async () => {
    const approval = await ask('tools: orders.refund');
    const base = { approvalId: approval.approval_id, answer: { decision: 'approve' } } as const;
    const foreign = harness.runs.answerApproval({ ...base, sessionId, userId: 'eve' });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
    const { sessionId: other } = await harness.runs.accept({
      mode: 'support',
      userId: 'ada',
      message: 'hello',
    });
    const elsewhere = harness.runs.answerApproval({ ...base, sessionId: other, userId: 'ada' });
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an expired question is refused', async () => {
    const approval = await ask('tools: orders.refund');
    await harness.store.pool.query(
      `update approvals set expires_at = now() - interval '1 second' where id = $1`,
      [approval.approval_id],
    );
    await expect(answer(approval, 'approve')).rejects.toMatchObject({ code: 'approval_expired' });
    expect(await say('yes')).toMatchObject({ text: 'You said: yes' });
  });

  test('a question outlives other turns, and a restart', async () => {
    const approval = await ask('tools: orders.refund');
    for (let turn = 0; turn < 3; turn += 1) await say(`something else ${turn}`);
    const second = await startRunHarness(schema.url, {
      approvals: { tools: ['orders.refund'], ttlMs: 60_000 },
    });
    const request = {
      approvalId: approval.approval_id,
      sessionId,
      userId: 'ada',
      answer: { decision: 'approve' },
    } as const;
    const { runId } = await second.runs.answerApproval(request);
    const reply = await second.runs.result(runId, soon());
    expect(reply.plan?.[0]).toMatchObject({ tool: 'orders.refund', state: 'done' });
    await second.close();
  });

  test('a yes to a tool that has changed since is no yes', async () => {
    for (const change of [`tool_version = 'other'`, `tool = 'checkout'`]) {
      const approval = await ask('tools: orders.refund');
      const before = writes();
      await harness.store.pool.query(`update approvals set ${change} where id = $1`, [approval.approval_id]);
      await expect(answer(approval, 'approve')).rejects.toMatchObject({ code: 'approval_stale' });
      expect(writes()).toBe(before);
    }
  });
});
