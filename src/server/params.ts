import type { Context } from 'koa';
import { z } from 'zod';
import { CallerId } from '../contracts/chat.js';
import { AppError } from '../core/errors.js';
import { isUuid } from '../core/ids.js';

export const RunParams = z.object({ id: z.string() });
export const SessionParams = z.object({ id: CallerId });

export const ApprovalParams = SessionParams.extend({ approval_id: z.string() });

export const MatchParams = z.object({ id: z.string().max(64) });

export const MemoryParams = z.object({ id: z.string() });

/** How many of the newest to give. */
export const PageLimit = z.coerce.number().int().min(1).max(200).default(50);

/** No run has another kind of id than a UUID, so anything else is answered like a run that is not there. */
export function runIdOf(ctx: Context): string {
  return existingRunId(RunParams.parse(ctx['params']).id);
}

export function existingRunId(id: string): string {
  if (!isUuid(id)) throw new AppError('not_found', 'There is no such run.');
  return id;
}

export function existingApprovalId(id: string): string {
  if (!isUuid(id)) throw new AppError('not_found', 'There is no such question.');
  return id;
}

/** Also "all" is no id: it would name every memory. */
export function existingMemoryId(id: string): string {
  if (!isUuid(id)) throw new AppError('not_found', 'There is no such memory.');
  return id;
}
