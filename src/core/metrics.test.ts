import { expect, test } from 'vitest';
import { createMetrics } from './metrics.js';

async function scrape(metrics: ReturnType<typeof createMetrics>): Promise<string> {
  return (await metrics.scrape()).body;
}

test('each event counts once under its labels', async () => {
  const metrics = createMetrics({ processMetrics: false });
  metrics.requestFinished('POST', '/chat', 200, 0.02);
  metrics.runFinished('helm', 'rules', 'done', 0.3);
  metrics.nodeFinished('router', 0.001);
  metrics.toolFinished('checkout', 'done', 0.1);
  metrics.serviceCalled('commerce', 'ok', 0.1);
  const text = await scrape(metrics);
  expect(text).toContain('copilot_http_request_seconds_count{method="POST",route="/chat",status="200"} 1');
  expect(text).toContain('copilot_run_seconds_count{mode="helm",planner="rules",outcome="done"} 1');
  expect(text).toContain('copilot_node_seconds_count{node="router"} 1');
  expect(text).toContain('copilot_tool_seconds_count{tool="checkout",outcome="done"} 1');
  expect(text).toContain('copilot_service_call_seconds_count{service="commerce",outcome="ok"} 1');
});

test('open streams go up and down', async () => {
  const metrics = createMetrics({ processMetrics: false });
  metrics.streamOpened('sse');
  metrics.streamOpened('sse');
  metrics.streamClosed('sse');
  expect(await scrape(metrics)).toContain('copilot_open_streams{kind="sse"} 1');
});

test('gauges are read at each scrape from where observe says', async () => {
  const metrics = createMetrics({ processMetrics: false });
  expect(await scrape(metrics)).toContain('copilot_queue_depth 0');
  let depth = 3;
  metrics.observe({ queueDepth: () => depth, breakers: () => ({ rag: 'open' }) });
  metrics.observe({ runningRuns: () => 2 });
  expect(await scrape(metrics)).toContain('copilot_queue_depth 3');
  depth = 4;
  const text = await scrape(metrics);
  expect(text).toContain('copilot_queue_depth 4');
  expect(text).toContain('copilot_running_runs 2');
  expect(text).toContain('copilot_breaker_state{service="rag",state="open"} 1');
  expect(text).toContain('copilot_breaker_state{service="rag",state="closed"} 0');
});

test('writes with an unknown outcome are counted by service', async () => {
  const metrics = createMetrics({ processMetrics: false });
  metrics.effectUnknown('commerce');
  expect(await scrape(metrics)).toContain('copilot_effects_unknown{service="commerce"} 1');
});

test('vectors: where they came from, who searched, what was replaced, what waits', async () => {
  const metrics = createMetrics({ processMetrics: false });
  metrics.textsEmbedded(2, 1);
  metrics.vectorsSearched('scan', 0.002);
  metrics.vectorPartRestarted('faiss', 'memory');
  metrics.observeVectors({ embeddingQueue: () => 7 });
  metrics.observeVectors({ vectorQueue: () => 3 });
  const text = await scrape(metrics);
  expect(text).toContain('copilot_texts_embedded{from="cache"} 2');
  expect(text).toContain('copilot_texts_embedded{from="model"} 1');
  expect(text).toContain('copilot_vector_search_seconds_count{by="scan"} 1');
  expect(text).toContain('copilot_vector_restarts{part="faiss",reason="memory"} 1');
  expect(text).toContain('copilot_embedding_queue 7');
  expect(text).toContain('copilot_vector_queue 3');
});

test('two services in one process do not share counters, and process metrics come along by default', async () => {
  const one = createMetrics();
  const other = createMetrics();
  one.nodeFinished('router', 1);
  expect(await scrape(other)).not.toContain('node="router"');
  expect(await scrape(other)).toContain('process_cpu_seconds_total');
});
