import type { ServiceName } from '../../contracts/mode.js';
import type { FaultRequest } from './fault-board.js';
import type { Strike } from './fault.js';

/** An input that always fails, so that failures can be tried by hand: "refund order 500". */
export interface MagicInput {
  service: ServiceName;
  /** For a person: what to enter. */
  input: string;
  strike: Strike;
  matches(request: FaultRequest): boolean;
}

const ERROR: Strike = { kind: 'error', status: 500, after_effect: false };

/** Listed at `GET /_magic`. */
export const MAGIC_INPUTS: readonly MagicInput[] = [
  magic('commerce', 'order 500', ERROR, order(500)),
  magic('commerce', 'order 504', { kind: 'hang', ms: 30_000, after_effect: false }, order(504)),
  magic('commerce', 'order 666', { kind: 'garbage', after_effect: false }, order(666)),
  magic('commerce', 'order 999', { kind: 'reset', after_effect: false }, order(999)),
  magic('commerce', 'product sku-error-500, put in a cart', ERROR, field('product_id', 'sku-error-500')),
  magic('email', 'an e-mail to fail@veze.test', ERROR, field('to', 'fail@veze.test')),
  magic(
    'email',
    'an e-mail to slow@veze.test',
    { kind: 'latency', ms: 3_000, after_effect: false },
    field('to', 'slow@veze.test'),
  ),
  magic(
    'email',
    'an e-mail to lost@veze.test: it is sent, and the answer is lost',
    { kind: 'reset', after_effect: true },
    field('to', 'lost@veze.test'),
  ),
  magic('rag', 'the question "magic error"', ERROR, field('q', 'magic error')),
  magic('xengine', 'boss type ErrorBoss', ERROR, field('boss_type', 'errorboss')),
  magic('game', 'boss ErrorBoss', ERROR, field('boss', 'errorboss')),
  magic('game', 'match match-500', ERROR, ({ path }) => path === '/matches/match-500'),
  magic('social', 'a post with the text "magic error"', ERROR, field('text', 'magic error')),
  magic('sports', 'the team Error United', ERROR, field('team', 'error united')),
];

/** The magic input a request holds, if any. */
export function findMagicInput(request: FaultRequest): MagicInput | undefined {
  return MAGIC_INPUTS.find((magic) => magic.service === request.service && magic.matches(request));
}

function magic(
  service: ServiceName,
  input: string,
  strike: Strike,
  matches: (request: FaultRequest) => boolean,
): MagicInput {
  return { service, input, strike, matches };
}

function order(id: number): (request: FaultRequest) => boolean {
  return ({ path }) => path === `/orders/${id}` || path === `/orders/${id}/refund`;
}

function field(name: string, value: string): (request: FaultRequest) => boolean {
  return ({ input }) => {
    const given = input[name];
    return typeof given === 'string' && given.trim().toLowerCase() === value;
  };
}
