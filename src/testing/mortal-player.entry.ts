import { BroadcastChannel, parentPort, workerData } from 'node:worker_threads';
import { servePlayer } from '../game/thread/serve-player.js';
import type { ThreadSettings } from '../game/thread/thread-calls.js';
import { makeStubMind } from './stub-mind.js';

// A thread that plays over the stub mind, and dies of an error that nobody expected when it is told to.

if (parentPort === null) throw new Error('this file is the entry of a thread');
// From our own process on the other side.
const settings = workerData as ThreadSettings;
servePlayer(parentPort, settings, makeStubMind);

const orders = new BroadcastChannel(settings.keyPrefix);
// oxlint-disable-next-line unicorn/prefer-add-event-listener -- Node's types know no other
orders.onmessage = () => {
  throw new Error('told to die');
};
orders.unref();
