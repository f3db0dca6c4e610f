import { z } from 'zod';
import { MemoryView } from '../../contracts/memory.js';
import { ask } from './ask.js';

const Memories = z.object({ memories: z.array(MemoryView) });
const Forgotten = z.object({ forgotten: z.int() });

export async function listMemories(): Promise<MemoryView[]> {
  return (await ask('memories?limit=200&ended=true', Memories)).memories;
}

export async function forgetMemory(id: string): Promise<void> {
  await ask(`memories/${encodeURIComponent(id)}`, Forgotten, { method: 'DELETE' });
}
