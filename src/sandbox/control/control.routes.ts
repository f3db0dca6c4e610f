import { Router } from '@koa/router';
import { z } from 'zod';
import type { JsonObject } from '../../contracts/json.js';
import { FaultSpec } from '../faults/fault.js';
import type { FaultBoard } from '../faults/fault-board.js';
import { MAGIC_INPUTS } from '../faults/magic-inputs.js';
import { readBody, readQuery } from '../http/read-input.js';
import type { WriteLedger } from '../ledger/write-ledger.js';

const LedgerQuery = z.object({ key: z.string().optional() });

export interface ControlDeps {
  ledger: WriteLedger;
  faults: FaultBoard;
  reset(): void;
  snapshot(): JsonObject;
}

/** What the sandbox has and a real service has not: its ledger, its faults, its state. */
export function createControlRoutes({ ledger, faults, reset, snapshot }: ControlDeps): Router {
  const router = new Router();
  router.get('/_ledger', (ctx) => {
    ctx.body = { writes: ledger.entries(readQuery(ctx, LedgerQuery).key) };
  });
  router.post('/_faults', (ctx) => {
    const { id } = faults.add(readBody(ctx, FaultSpec));
    ctx.status = 201;
    ctx.body = { id };
  });
  router.get('/_faults', (ctx) => {
    ctx.body = { faults: faults.list() };
  });
  router.delete('/_faults', (ctx) => {
    faults.clear();
    ctx.body = { faults: [] };
  });
  router.get('/_magic', (ctx) => {
    ctx.body = { inputs: MAGIC_INPUTS.map(({ service, input, strike }) => ({ service, input, strike })) };
  });
  router.get('/_state', (ctx) => {
    ctx.body = snapshot();
  });
  router.post('/_reset', (ctx) => {
    reset();
    ctx.body = { status: 'reset' };
  });
  return router;
}
