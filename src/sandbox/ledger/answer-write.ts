import type { Context } from 'koa';
import { JsonValue } from '../../contracts/json.js';
import type { ServiceName } from '../../contracts/mode.js';
import type { WriteLedger } from './write-ledger.js';

export interface Write {
  service: ServiceName;
  operation: string;
  user: string;
}

/** Answers a write whose body was checked: does it once per `Idempotency-Key`, records it, and marks an answer that was given before. */
export type AnswerWrite = (ctx: Context, write: Write, effect: () => object) => void;

export function createAnswerWrite(ledger: WriteLedger): AnswerWrite {
  return (ctx, write, effect) => {
    const key = ctx.get('Idempotency-Key').trim();
    const body = JsonValue.parse(ctx.request.body ?? {});
    const request = { ...write, path: ctx.path, key: key === '' ? null : key, body };
    const { answer, replayed } = ledger.perform(request, effect);
    if (replayed) ctx.set('Idempotent-Replayed', 'true');
    ctx.type = 'json';
    ctx.body = answer;
  };
}
