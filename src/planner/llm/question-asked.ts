import { JsonObject } from '../../contracts/json.js';
import type { Route } from '../../contracts/run-event.js';
import type { PendingQuestion, Turn } from '../planner.js';
import { toJson } from '../rules/templates/template.js';
import { intentOf } from '../rules/understand/find-wishes.js';
import { understandAs } from '../rules/understand/understand.js';
import type { SlotName } from '../rules/wish.js';

/** What a question is most likely about, by its words. */
const ASKED_FOR: readonly (readonly [SlotName, RegExp])[] = [
  ['order_id', /\border\b/i],
  ['to', /\b(?:address|send it to|e-?mail it to)\b/i],
  ['quantity', /\bhow many\b/i],
  ['boss', /\bboss\b/i],
  ['team', /\bteam\b/i],
  ['post', /\bpost\b/i],
  ['message', /\b(?:e-?mail|message|invitation) (?:to )?say\b/i],
  ['product', /\b(?:buy|product|item|skin|looking for)\b/i],
];

/**
 * The question as the next turn's rules can read its answer. Null where they know no such wish or the question is about
 * nothing they know: the model then finds it in the conversation.
 */
export function questionAsked(turn: Turn, route: Route, text: string): PendingQuestion | null {
  const [wish] = understandAs(turn, route);
  const slot = ASKED_FOR.find(([, words]) => words.test(text))?.[0];
  const intent = intentOf(wish.intent);
  if (slot === undefined || intent?.slots.includes(slot) !== true) return null;
  const { [slot]: _asked, ...known } = wish.slots;
  return { intent: wish.intent, slot, slots: JsonObject.parse(toJson(known)), choices: [] };
}
