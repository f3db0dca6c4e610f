import type { z } from 'zod';
import type { Citation } from '../../../contracts/chat.js';
import type { JsonObject, JsonValue } from '../../../contracts/json.js';
import type { Mode } from '../../../contracts/mode.js';
import type { StepDraft } from '../../../contracts/plan.js';
import type { Dialog, FailedStep, PendingQuestion, Turn } from '../../planner.js';
import { questionFor } from '../data/questions.js';
import type { SlotName, Slots, Wish } from '../wish.js';

/** JSON that may still hold `undefined` where zod left an optional field out; the frame drops those. */
export type Data =
  string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data | undefined };

export type Choice = PendingQuestion['choices'][number];

/** What is said about one wish; the frame of its mode and specialist makes a reply of it. */
export interface Part {
  text: string;
  data: Data;
  /** Replaces the tile a helm reply points to. */
  to?: string;
  /** The stages a support reply lists. */
  steps?: string[];
  queued?: Data;
  citations?: Citation[];
  choices?: Choice[];
  pending?: PendingQuestion;
  focus?: Dialog['focus'];
  degraded?: string;
  handoff?: { mode: Mode };
}

/** Everything a template may say something about: a wish and how its steps went. */
export interface Story {
  wish: Wish;
  turn: Turn;
  /** The result of the last done step of a tool, where it is what the tool promises. */
  result<T>(tool: string, schema: z.ZodType<T>): T | undefined;
  isDone(tool: string): boolean;
  failure: FailedStep | undefined;
  /** The steps of this wish that changed something and are done, in a person's words. */
  doneWrites: string[];
}

/** How one kind of wish is planned and answered. */
export interface Template {
  /** The slot to ask for before anything can be planned. */
  missing?(slots: Slots): SlotName | undefined;
  /** What to do; ids count from `first`. No steps: `reply` needs none. */
  steps?(wish: Wish, turn: Turn, first: number): StepDraft[];
  /** What to say; undefined where what it needs did not come out, then `failed` or the general words for it. */
  reply(story: Story): Part | undefined;
  failed?(story: Story, failure: FailedStep): Part | undefined;
  /** Said after a failure that left nothing changed. */
  safe?: string;
  /** The slot the choices of an ambiguous or unknown name fill. */
  choiceSlot?: SlotName;
  /** New steps after a failure, once; `tools` are those it may use. */
  recover?(story: Story, first: number): StepDraft[];
  recoveryTools?: readonly string[];
}

/** A step of a plan; `at` is its id, or its id and the ids it waits for. */
export function step(
  at: number | { id: number; after: number[] },
  tool: string,
  label: string,
  args: JsonObject,
): StepDraft {
  const { id, after } = typeof at === 'number' ? { id: at, after: [] } : at;
  return { id, tool, label, args, after };
}

/** `${2.cart.id}` */
export function ref(id: number, path: string): string {
  return `\${${id}.${path}}`;
}

/** A question for a slot, kept as pending so that the next message can answer it. */
export function ask(
  wish: Wish,
  slot: SlotName,
  options: { before?: string; choices?: Choice[]; question?: string } = {},
): Part {
  const choices = options.choices ?? [];
  const question = options.question ?? questionFor(wish.intent, slot);
  const before = [wish.again, options.before].filter((text) => text !== undefined);
  const { [slot]: _asked, ...known } = wish.slots;
  return {
    text: [...before, question].join(' '),
    data: null,
    ...(choices.length === 0 ? {} : { choices }),
    pending: { intent: wish.intent, slot, slots: toJsonObject(known), choices },
  };
}

/** The same without its undefined fields. */
export function toJson(data: Data): JsonValue {
  if (data === null || typeof data !== 'object') return data;
  return isList(data) ? data.map(toJson) : toJsonObject(data);
}

function toJsonObject(data: { readonly [key: string]: Data | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => (value === undefined ? [] : [[key, toJson(value)]])),
  );
}

function isList(data: object): data is readonly Data[] {
  return Array.isArray(data);
}

/** The argument only where there is one: optional arguments are left out, never undefined. */
export function optional<K extends string>(name: K, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value };
}
