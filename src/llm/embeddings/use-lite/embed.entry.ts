import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { DIMENSION } from './block.js';
import { loadUseLite } from './use-lite.js';
import { Ask, type Answer } from './thread-messages.js';

// The thread that computes: a batch comes in, its vectors go out. Where it cannot, it dies, and the other side starts another.

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a thread');
const model = await loadUseLite(z.object({ folder: z.string() }).parse(workerData).folder);

port.on('message', (message: unknown) => {
  const { id, texts } = Ask.parse(message);
  const vectors = new Float32Array(texts.length * DIMENSION);
  for (const [index, vector] of model.embed(texts).entries()) vectors.set(vector, index * DIMENSION);
  port.postMessage({ id, vectors } satisfies Answer, [vectors.buffer]);
});
