import { z } from 'zod';
import type { Imported } from './imported.js';

const Conversation = z.looseObject({
  convo_id: z.union([z.int(), z.string()]),
  scenario: z.looseObject({ flow: z.string().optional(), subflow: z.string().optional() }),
  /** Who speaks, and what: `agent`, `customer`, or `action`. */
  original: z.array(z.tuple([z.string(), z.string()])),
});
/** By split, or one list. */
const Abcd = z.union([z.array(Conversation), z.record(z.string(), z.array(Conversation))]);

/** ABCD: what the customers say, in a row; what the agents did is not ours to repeat. The subflow is the label. */
export function readAbcd(content: string): Imported[] {
  const parsed = Abcd.parse(JSON.parse(content));
  const conversations = Array.isArray(parsed) ? parsed : Object.values(parsed).flat();
  return conversations.flatMap(({ convo_id: id, scenario, original }) => {
    const says = turnsOf(original);
    return says.length === 0
      ? []
      : [{ id: String(id), says, label: scenario.subflow ?? scenario.flow, tools: [] }];
  });
}

/** Lines that follow each other are one message. */
function turnsOf(lines: readonly (readonly [string, string])[]): string[] {
  const turns: string[] = [];
  let wasCustomer = false;
  for (const [speaker, text] of lines) {
    const isCustomer = speaker === 'customer';
    const last = turns.at(-1);
    if (isCustomer && wasCustomer && last !== undefined) turns[turns.length - 1] = `${last} ${text}`;
    else if (isCustomer) turns.push(text);
    wasCustomer = isCustomer;
  }
  return turns;
}
