import type { Mode } from '../src/contracts/mode.js';

/** Seven a mode, the seed's examples first: what a turn costs depends on what is asked. */
export const MESSAGES: Record<Mode, readonly string[]> = {
  helm: [
    'buy nebula skin',
    'what docs are available?',
    'send an invite to ada@veze.io',
    'show my orders',
    'open the store',
    'search the docs for refund policy',
    'hello there',
  ],
  support: [
    'refund order 123',
    'what docs are available?',
    'send an invite to ada@veze.io',
    "where's my order 123?",
    'how do I change my email address?',
    'latest scores',
    'what is trending on social?',
  ],
  player: [
    'boss strategy',
    'how do I beat the DinoBoss?',
    'ask the blacksmith for a sword',
    'what should I do in this fight?',
    'greet the innkeeper',
    'strategy against DinoBoss',
    'tell me a story, old wizard',
  ],
};

/** Prime to the number of messages, so that every session gets every message. */
const SESSIONS_PER_MODE = 60;

/** The sandbox has orders and a match of this user. */
export const USER_ID = '1';

export interface Ask {
  mode: Mode;
  message: string;
  session_id: string;
  user_id: string;
}

/**
 * Turn number `n` of a load over `modes`: the same for the same number. Each session has a user of its own, because what a
 * user may change in a day is limited.
 */
export function askOf(modes: readonly Mode[], n: number): Ask {
  const mode = modes[n % modes.length] ?? 'helm';
  const turn = Math.floor(n / modes.length);
  const messages = MESSAGES[mode];
  const message = messages[turn % messages.length] ?? '';
  const session = turn % SESSIONS_PER_MODE;
  return { mode, message, session_id: `bench-${mode}-${session}`, user_id: `bench-${session}` };
}
