import type { JsonValue } from '../../contracts/json.js';
import type { PlanStep } from '../../contracts/plan.js';
import { resolveReferences } from '../resolve-references.js';
import type { Progress, Turn } from '../planner.js';
import type { KindOfClaim } from './claim-kind.js';
import { CLAIM_KINDS } from './claim-patterns.js';
import type { Claim } from './claims.js';
import { addressesIn, amountsIn, countsIn, orderNumbersIn } from './stated-values.js';
import { openSteps } from '../record.js';

/** What the record of a turn holds: the ground that claims stand on. */
export interface ClaimGround {
  /** The writes that are done, each with what it was called with and what came of it. */
  done: readonly { tool: string; values: JsonValue }[];
  /** The writes that were planned and are not done. */
  openWrites: readonly PlanStep[];
  /** The reads that are done, with their results. */
  reads: readonly { tool: string; result: JsonValue }[];
  /** True for words that a character of the game speaks. */
  isQuoted(sentence: string): boolean;
}

export function groundOf(turn: Turn, { plan, results }: Progress): ClaimGround {
  const isWrite = ({ tool }: PlanStep): boolean => turn.tools.get(tool)?.effect !== 'read';
  const done = plan.steps.filter(({ state }) => state === 'done');
  const reads = done
    .filter((step) => !isWrite(step))
    .map(({ id, tool }) => ({ tool, result: results.get(id) ?? null }));
  const spoken = reads
    .filter(({ tool }) => tool === 'npc.respond')
    .map(({ result }) => squeeze(JSON.stringify(result)));
  return {
    done: done.filter(isWrite).map((step) => ({ tool: step.tool, values: valuesOf(step, results) })),
    openWrites: openSteps(plan.steps, (tool) => turn.tools.get(tool)).filter(isWrite),
    reads,
    isQuoted: (sentence) => {
      const words = squeeze(sentence.replace(/^[^:"“]{1,40}:\s*/, ''));
      return words.length > 0 && spoken.some((text) => text.includes(words));
    },
  };
}

/** Arguments and result of a done step together. */
function valuesOf(step: PlanStep, results: Progress['results']): JsonValue {
  const result = results.get(step.id) ?? null;
  try {
    return [resolveReferences(step.args, results), result];
  } catch {
    return [result];
  }
}

function squeeze(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** True where the record holds what the claim says, with the amounts, order numbers and addresses it names. */
export function isBacked(claim: Claim, sentence: string, ground: ClaimGround): boolean {
  if (claim.kind === 'any') return isAllDone(ground);
  const kind = kindOf(claim);
  const ofKind = ground.done.filter(({ tool }) => isOfKind(tool, kind));
  if (kind === undefined || ofKind.length === 0) return false;
  const values = ground.done.map((one) => one.values);
  const open = ground.openWrites.filter(({ tool }) => isOfKind(tool, kind));
  const orders = orderNumbersIn(claim.clause);
  const addresses = addressesIn(claim.clause);
  const backs = (stated: readonly string[], known: readonly JsonValue[]): boolean =>
    stated.every((one) => known.some((value) => holds(value, one)));
  if (!backs(amountsIn(sentence), [...values, ...ground.reads.map(({ result }) => result)])) return false;
  if (claim.isOwn && !amountsIn(claim.clause).every((one) => ofKind.some(({ values }) => holds(values, one))))
    return false;
  if (
    !backs(
      addresses,
      ofKind.map((one) => one.values),
    )
  )
    return false;
  const ordersIn = kind.kind === 'mail' ? values : ofKind.map((one) => one.values);
  if (!orders.every((id) => ordersIn.some((value) => holdsOrder(value, id)))) return false;
  if (kind.kind === 'buy' && !backs(countsIn(claim.clause), values)) return false;
  // Where one of several is not done, only what is named can be said to be.
  return open.length === 0 || orders.length > 0 || addresses.length > 0;
}

/** A cart that was checked out was filled before. */
function isOfKind(tool: string, kind: KindOfClaim | undefined): boolean {
  return kind?.tools.includes(tool) === true;
}

function isAllDone({ done, openWrites, reads }: ClaimGround): boolean {
  return openWrites.length === 0 && done.length + reads.length > 0;
}

/**
 * True where the sentence tells what a service said of the past: somebody's post, the state of an order, a letter in the
 * inbox. Never for what the copilot says of itself, and never where this turn tried the same and it is not done.
 */
export function isReadFact(
  { kind: name, clause, isOwn }: Claim,
  sentence: string,
  ground: ClaimGround,
): boolean {
  const kind = CLAIM_KINDS.find((one) => one.kind === name);
  if (kind === undefined || isOwn) return false;
  if (isRule(clause, sentence)) return true;
  const reads = ground.reads.filter(({ tool }) => kind.reads.includes(tool));
  if (reads.length === 0) return false;
  const orders = orderNumbersIn(sentence);
  if (kind.kind === 'refund') return reads.some(({ result }) => hasOrder(result, ['refunded'], orders));
  if (kind.kind === 'other') return reads.some(({ result }) => hasOrder(result, ['cancelled'], orders));
  const tried = ground.openWrites.some(({ tool }) => kind.tools.includes(tool));
  if (kind.kind !== 'buy') return !tried;
  const isKnown = reads.some(({ result }) => hasOrder(result, undefined, orders));
  return isKnown && (orders.length > 0 || !tried);
}

/** "Refunds are paid within five days." */
function isRule(clause: string, sentence: string): boolean {
  if (/\b(?:is|are)\b.*\b(?:every|each) (?:day|week|month|season|year)\b/.test(clause)) return true;
  if (/\b(?:has|have|had) been\b|\byour?\b|\border #?\d/.test(clause)) return false;
  const general =
    /^(?:a|an|any|every|each|all|refunds?|orders?|receipts?|e-?mails?|posts?|payments?|purchases?|items?|invitations?|messages?|tickets?)\b(?! #?\d)/;
  return (general.test(clause) && /\b(?:is|are|get|gets)\b/.test(clause)) || /\[\d+\]/.test(sentence);
}

/** True where a value holds an order in one of the states, of one of the numbers where some were named. */
function hasOrder(value: JsonValue, states: readonly string[] | undefined, ids: readonly string[]): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (!Array.isArray(value) && typeof value['status'] === 'string' && value['id'] !== undefined) {
    const isNamed = ids.length === 0 || ids.includes(String(value['id']));
    if (isNamed && (states === undefined || states.includes(value['status']))) return true;
  }
  return Object.values(value).some((inner) => hasOrder(inner, states, ids));
}

/** True where a number or text stands somewhere in a value. */
function holds(value: JsonValue, stated: string): boolean {
  if (typeof value === 'number') return Number(stated) === value;
  if (typeof value === 'string') return value === stated || statedIn(value, stated);
  if (value === null || typeof value !== 'object') return false;
  return Object.values(value).some((inner) => holds(inner, stated));
}

/** True where a value is of the order with that number. */
function holdsOrder(value: JsonValue, id: string): boolean {
  if (typeof value === 'string') return orderNumbersIn(value).includes(id);
  if (value === null || typeof value !== 'object') return false;
  if (!Array.isArray(value) && [value['order_id'], value['id']].some((one) => one === Number(id)))
    return true;
  return Object.values(value).some((inner) => holdsOrder(inner, id));
}

function statedIn(text: string, stated: string): boolean {
  if (stated.includes('@')) return text.toLowerCase().includes(stated);
  return (text.match(/\d+(?:\.\d+)?/g) ?? []).some((number) => Number(number) === Number(stated));
}

function kindOf(claim: Claim): KindOfClaim | undefined {
  return CLAIM_KINDS.find(({ kind }) => kind === claim.kind);
}
