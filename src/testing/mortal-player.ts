import { BroadcastChannel } from 'node:worker_threads';
import { findOwnEntry, type OwnEntry } from '../core/own-entry.js';

/** Serves a player over the stub mind, whose thread dies when it is told to. */
export const mortalPlayer = (): OwnEntry => findOwnEntry(import.meta.url, 'mortal-player');

/** Has the thread with these keys die of an error that nobody expected. */
export function killPlayer(keyPrefix: string): void {
  const orders = new BroadcastChannel(keyPrefix);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  orders.postMessage('die');
  orders.close();
}
