import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createMetrics } from '../core/metrics.js';
import { startRunHarness } from '../testing/run-harness.js';
import { createTestSchema, databaseTargets } from '../testing/servers.js';

test.each(databaseTargets())(
  'a write that was sent to a service without keys when the process died is told as unknown, not repeated ($name)',
  async ({ url }) => {
    const schema = await createTestSchema(url);
    const metrics = createMetrics({ processMetrics: false });
    const harness = await startRunHarness(schema.url, { metrics, unkeyedServices: ['commerce'] });
    const { pool } = harness.store;
    const { runId, sessionId } = await harness.runs.accept({
      mode: 'support',
      userId: 'ada',
      message: 'tools: orders.refund',
    });
    const before = await harness.eventsOf(runId);
    const started = before.find((event) => event.type === 'tool.started');

    // As a process leaves it that dies after it has sent the write and before it has heard of it.
    await pool.query(`update effects set state = 'sent', result = null where run_id = $1`, [runId]);
    await pool.query('delete from run_events where run_id = $1 and seq > $2', [runId, started?.seq]);
    await pool.query(`delete from messages where run_id = $1 and role = 'assistant'`, [runId]);
    await pool.query('update sessions set checkpoint_id = null where id = $1', [sessionId]);
    await pool.query(
      `update runs set status = 'running', worker = $2, reply = null, finished_at = null where id = $1`,
      [runId, randomUUID()],
    );

    const after = await harness.eventsOf(runId);
    expect(after.find((event) => event.type === 'tool.failed')).toMatchObject({
      tool: 'orders.refund',
      error: { code: 'unknown_outcome', service: 'commerce' },
    });
    expect(harness.stub.calls.filter(({ tool }) => tool === 'orders.refund')).toHaveLength(1);
    const [effect] = await harness.runs.listEffects('ada', { limit: 10 });
    expect(effect).toMatchObject({
      tool: 'orders.refund',
      state: 'unknown',
      error: { code: 'unknown_outcome' },
    });
    expect((await metrics.scrape()).body).toContain('copilot_effects_unknown{service="commerce"} 1');
    await harness.close();
    await schema.drop();
  },
);
