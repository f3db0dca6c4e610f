import { createBareGraph } from '../bare-graph.js';
import { runLoad } from '../load.js';
import { askOf } from '../messages.js';
import { Load } from '../protocol.js';
import { createAnswers } from '../recording.js';
import { readRecording } from './read-recording.js';
import { createRecordedTools } from './recorded-tools.js';
import { serve } from './serve.js';

// The second baseline: `invoke` of the same graphs with the same planner, and tools that answer at once.
const answer = createAnswers(readRecording());
const { tools } = createRecordedTools(answer);
const graph = createBareGraph(tools, (step, args) =>
  Promise.resolve({ state: 'done', result: answer(step.tool, args) }),
);

serve({
  ops: {
    run(input) {
      const load = Load.parse(input);
      return runLoad(load, (n) => {
        const { mode, message } = askOf(load.modes, n);
        return graph(mode, message);
      });
    },
  },
});
