import { z } from 'zod';
import { startApp } from '../../src/app.js';
import { readConfig } from '../../src/core/config.js';
import { monotonicNow } from '../monotonic.js';
import type { Firsts } from '../protocol.js';
import { createAnswers } from '../recording.js';
import { readRecording } from './read-recording.js';
import { createRecordedTools, type RecordedTools } from './recorded-tools.js';
import { serve, type Served } from './serve.js';
import { startServiceOn } from './start-service-on.js';
import { watchWrites } from './watch-writes.js';

// The service under test: as it is where the settings name its services, else with tools that answer at once.
const config = readConfig(process.env);

if (config.services.commerce !== undefined) {
  const { url, stop } = await startApp(config);
  serve({ url, stop });
} else {
  const tools = createRecordedTools(createAnswers(readRecording()));
  const { url, stop } = await startServiceOn(config, tools);
  serve({ url, stop, ops: watchOps(tools) });
}

/** `watch` makes tools slow and notes the first event and the first call of each run; `unwatch` ends it and tells. */
function watchOps(tools: RecordedTools): NonNullable<Served['ops']> {
  let firsts: Firsts = { events: {}, calls: {} };
  let unwatchWrites = (): void => undefined;
  return {
    watch(delayMs) {
      firsts = { events: {}, calls: {} };
      tools.slowDown(z.number().parse(delayMs), (runId) => {
        firsts.calls[runId] ??= monotonicNow();
      });
      unwatchWrites = watchWrites((runId) => {
        firsts.events[runId] = monotonicNow();
      });
    },
    unwatch() {
      tools.speedUp();
      unwatchWrites();
      return firsts;
    },
  };
}
