import { z } from 'zod';
import { startApp } from '../../src/app.js';
import { readConfig } from '../../src/core/config.js';
import { createAnswers } from '../recording.js';
import { readRecording } from './read-recording.js';
import { createRecordedTools } from './recorded-tools.js';
import { serve } from './serve.js';
import { startServiceOn } from './start-service-on.js';

// The service under test: as it is where the settings name its services, else with tools that answer at once.
const config = readConfig(process.env);

if (config.services.commerce !== undefined) {
  const { url, stop } = await startApp(config);
  serve({ url, stop });
} else {
  const tools = createRecordedTools(createAnswers(readRecording()));
  const { url, stop } = await startServiceOn(config, tools);
  const ops = {
    watch: (delayMs: unknown) => tools.watch(z.number().parse(delayMs)),
    unwatch: () => tools.unwatch(),
  };
  serve({ url, stop, ops });
}
