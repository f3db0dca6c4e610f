import { createMind, type Mind } from '../../../src/game/mind.js';
import type { CreatePolicy, Policy } from './policy.js';

const TICK_MS = 200;

/** The Player ASI with its rules, as the service plays it; `mind` is there to be looked at. */
export function createAsiWithMind(options: Parameters<CreatePolicy>[0]): Policy & { mind: Mind } {
  const mind = createMind(options);
  return {
    mind,
    act(events, t) {
      const reflexes = events.flatMap((event) => mind.observe(event));
      return t % TICK_MS === 0 ? [...reflexes, ...mind.tick(t)] : reflexes;
    },
  };
}

export const createAsi: CreatePolicy = createAsiWithMind;
