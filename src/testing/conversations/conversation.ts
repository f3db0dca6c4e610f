import type { JsonObject } from '../../contracts/json.js';
import type { Mode } from '../../contracts/mode.js';
import type { StepState } from '../../contracts/plan.js';

/** A step as the scripted model writes it; steps count from 1 in the order of the plan. */
export interface ScriptedStep {
  tool: string;
  args: JsonObject;
  after: number[];
  /** How it ends, where that is not `done`. */
  ends: StepState;
}

export interface ScriptedTurn {
  says: string;
  plan: ScriptedStep[];
  /** The steps that run at once at the beginning. */
  atOnce?: number[];
  /** What the model plans when steps have failed; their numbers go on. */
  replan?: ScriptedStep[];
  /** What the model replies. */
  reply: string;
  /** The writes that are done, in order: the operation, and what its path or body holds. */
  writes?: [operation: string, holding: string][];
}

/** What a person says, and a model that plans well. */
export interface Conversation {
  mode: Mode;
  about: string;
  turns: ScriptedTurn[];
}

export function step(tool: string, args: JsonObject = {}, more: Partial<ScriptedStep> = {}): ScriptedStep {
  return { tool, args, after: [], ends: 'done', ...more };
}

/** The steps of a purchase; the first is the plan's `first` one. */
export function purchase(first: number, query: string, quantity = 1): ScriptedStep[] {
  return [
    step('catalog.list', { query, pick: true }),
    step('cart.create'),
    step('cart.add', { cart_id: `\${${first + 1}.id}`, product_id: `\${${first}.product.id}`, quantity }),
    step('checkout', { cart_id: `\${${first + 1}.id}` }, { after: [first + 2] }),
  ];
}

/** Writes a letter and sends it. */
export function letter(first: number, draft: JsonObject, after: number[] = []): ScriptedStep[] {
  const fields = ['to', 'subject', 'body'].map((name) => [name, `\${${first}.${name}}`]);
  return [step('email.compose', draft, { after }), step('email.send', Object.fromEntries(fields))];
}

export function bought(product: string, quantity = 1): NonNullable<ScriptedTurn['writes']> {
  return [
    ['cart.create', ''],
    ['cart.add', `"product_id":"${product}","quantity":${quantity}`],
    ['checkout', ''],
  ];
}
