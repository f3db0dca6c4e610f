import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Middleware } from 'koa';
import { ServiceName } from '../../contracts/mode.js';
import { ServiceError } from '../http/service-error.js';
import type { FaultBoard, FaultRequest } from './fault-board.js';
import type { Strike } from './fault.js';
import { findMagicInput } from './magic-inputs.js';

export interface StrikeDeps {
  faults: FaultBoard;
  /** Ends every wait at once: the sandbox closes or is reset. */
  stopping: AbortSignal;
}

/** Makes requests fail that a fault or a magic input names; the control endpoints are never struck. */
export function createStrikes({ faults, stopping }: StrikeDeps): Middleware {
  return async (ctx, next) => {
    const request = readRequest(ctx);
    const strike = request && (faults.take(request) ?? findMagicInput(request)?.strike);
    if (strike === undefined) return next();
    if (strike.after_effect) await next();
    await apply(ctx, strike, stopping);
    if (strike.kind === 'latency' && !strike.after_effect) await next();
  };
}

function readRequest(ctx: Context): FaultRequest | undefined {
  const [, prefix, ...rest] = ctx.path.split('/');
  const service = ServiceName.safeParse(prefix);
  if (!service.success) return undefined;
  const body: unknown = ctx.request.body;
  const fields = typeof body === 'object' && body !== null ? body : {};
  return {
    service: service.data,
    method: ctx.method,
    path: `/${rest.join('/')}`,
    input: { ...ctx.query, ...fields },
  };
}

async function apply(ctx: Context, strike: Strike, stopping: AbortSignal): Promise<void> {
  switch (strike.kind) {
    case 'latency':
      return wait(strike.ms ?? 1_000, stopping);
    case 'error':
      return answer(
        ctx,
        new ServiceError(strike.status ?? 500, 'injected_error', 'This failure was asked for'),
      );
    case 'garbage':
      ctx.status = 200;
      ctx.type = 'json';
      ctx.body = '{"garbage": [1, 2,';
      return;
    case 'reset':
      ctx.respond = false;
      ctx.req.socket.resetAndDestroy();
      return;
    case 'hang':
      await wait(strike.ms ?? 30_000, stopping);
      return answer(ctx, new ServiceError(504, 'injected_hang', 'This silence was asked for'));
    default:
      return strike.kind satisfies never;
  }
}

function answer(ctx: Context, error: ServiceError): void {
  ctx.status = error.status;
  ctx.body = error.toBody();
}

async function wait(ms: number, stopping: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stopping }).catch((error: unknown) => {
    if (!stopping.aborted) throw error;
  });
}
