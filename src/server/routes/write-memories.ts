import { z } from 'zod';
import { CallerId } from '../../contracts/chat.js';
import { MEMORY_LENGTH, MemoryKind, MemoryView } from '../../contracts/memory.js';
import { assertAccepting } from '../accept-request.js';
import type { Door } from '../deps.js';
import { callerOf, UserQuery } from '../identity.js';
import { existingMemoryId, MemoryParams } from '../params.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const Text = z.string().trim().min(1).max(MEMORY_LENGTH);
const MemoryEdit = z.object({ text: Text, user_id: CallerId.nullish() });
const MemoryRequest = MemoryEdit.extend({
  /** Left out: what the text sounds like, else `fact`. */
  kind: MemoryKind.optional(),
});
const Written = z.object({ memory: MemoryView });

/** What the owner of memories writes down or corrects themselves. */
export function createWriteMemories(door: Door): Route[] {
  const common = { scope: 'copilot.exec', query: UserQuery, answers: [{ schema: Written }] } as const;
  return [
    {
      ...common,
      method: 'POST',
      path: '/memories',
      summary: 'Remember something of the caller; what it replaces ends',
      body: MemoryRequest,
      problems: ['stopping'],
      handle: async (ctx) => {
        assertAccepting(door);
        const { text, kind, user_id } = parse(MemoryRequest, ctx.request.body ?? {});
        const userId = callerOf(user_id ?? parse(UserQuery, ctx.query).user_id, door.config.anonymousUser);
        ctx.body = { memory: await door.runs.addMemory(userId, { text, kind }) };
      },
    },
    {
      ...common,
      method: 'PATCH',
      path: '/memories/:id',
      summary: 'Correct the words of a memory of the caller; the old ones leave the record',
      params: MemoryParams,
      body: MemoryEdit,
      problems: ['not_found', 'stopping'],
      handle: async (ctx) => {
        assertAccepting(door);
        const id = existingMemoryId(parse(MemoryParams, ctx['params']).id);
        const { text, user_id } = parse(MemoryEdit, ctx.request.body ?? {});
        const userId = callerOf(user_id ?? parse(UserQuery, ctx.query).user_id, door.config.anonymousUser);
        ctx.body = { memory: await door.runs.editMemory(userId, { id, text }) };
      },
    },
  ];
}
