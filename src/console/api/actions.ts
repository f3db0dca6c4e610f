import { z } from 'zod';
import { ActionResult, Actions, type Action } from '../../contracts/action.js';
import { JsonObject, type JsonValue } from '../../contracts/json.js';
import { ask, AskError, tell } from './ask.js';

export const listActions = (): Promise<Actions> => ask('actions', Actions);

/** The JSON Schema of a tool's arguments. */
export async function getToolArgs(tool: string): Promise<JsonObject> {
  const { actions } = await listActions();
  const found = actions.find(({ name }: Action) => name === tool);
  if (found === undefined)
    throw new AskError(`There is no tool ${tool}.`, { code: 'not_found', status: 404 });
  return found.args;
}

export async function runAction(call: {
  tool: string;
  args: JsonObject;
  dry_run: boolean;
}): Promise<JsonValue> {
  return (await tell('actions', ActionResult, call)).result;
}

const Passages = z.object({
  results: z.array(z.object({ id: z.string(), title: z.string(), section: z.string(), quote: z.string() })),
});
export type Passage = z.infer<typeof Passages>['results'][number];

export async function searchKnowledge(query: string): Promise<Passage[]> {
  const found = await runAction({ tool: 'rag.search', args: { query: query.slice(0, 500) }, dry_run: false });
  return Passages.parse(found).results;
}
