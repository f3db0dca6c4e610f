import { parentPort, workerData } from 'node:worker_threads';
import { armFailpoint } from '../../core/failpoint.js';
import { makeHelpedMind } from '../matches/planning-mind.js';
import { servePlayer } from './serve-player.js';
import type { ThreadSettings } from './thread-calls.js';

// The thread that plays matches: its event loop and its garbage are apart from those of chat, doors and runs.

if (parentPort === null) throw new Error('this file is the entry of a thread');
armFailpoint(process.env);
// From our own process on the other side, which checked what is in it.
servePlayer(parentPort, workerData as ThreadSettings, makeHelpedMind);
