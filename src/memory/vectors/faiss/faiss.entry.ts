import { openFaiss } from './addon.js';
import type { Asked, Outcome, ProcessSettings, Question, Said } from './messages.js';
import { createOwnerStore } from './owner-store.js';

// The process that FAISS lives in, and dies in where it must: it holds copies only, and is started anew.

/** How often an answer says how large the process is. */
const SAY_SIZE_EVERY = 64;

// FAISS would take a thread for each core, and the service needs them. Read when the addon is loaded.
process.env['OMP_NUM_THREADS'] = '1';

// This and every message come from our own process on the other side, which checked what is in them.
const settings = JSON.parse(process.argv[2] ?? '') as ProcessSettings;
const answer = createOwnerStore(openFaiss(settings.dimension), settings);
let answers = 0;

const say = (said: Said): void => void process.send?.(said);

// Nobody is left to ask.
process.on('disconnect', () => process.exit());
// Whoever stops the service stops this process with it; the terminal's own signal would come too early.
process.on('SIGINT', () => undefined).on('SIGTERM', () => undefined);

process.on('message', (message) => {
  const { id, ...question } = message as Asked;
  answers += 1;
  const sayRss = answers % SAY_SIZE_EVERY === 0 || question.op === 'load';
  say({ id, rss: sayRss ? process.memoryUsage.rss() : 0, outcome: answerSafely(question) });
});

function answerSafely(question: Question): Outcome {
  try {
    return answer(question);
  } catch (error) {
    return { is: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

say({ ready: true });
