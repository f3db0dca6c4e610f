import { z } from 'zod';
import { PromptText, type ForkEdit } from '../../contracts/fork.js';
import { ForkSummary } from '../../contracts/run.js';
import { ask, tell } from './ask.js';

const Forked = z.object({ run_id: z.string() });
const Forks = z.object({ forks: z.array(ForkSummary) });
const Prompts = z.object({ prompts: z.array(PromptText) });

export function forkRun(
  runId: string,
  request: { at: number; edit: ForkEdit },
): Promise<z.infer<typeof Forked>> {
  return tell(`runs/${encodeURIComponent(runId)}/fork`, Forked, request);
}

export async function listForks(runId: string): Promise<ForkSummary[]> {
  return (await ask(`runs/${encodeURIComponent(runId)}/forks`, Forks)).forks;
}

export async function listPrompts(): Promise<PromptText[]> {
  return (await ask('prompts', Prompts)).prompts;
}
