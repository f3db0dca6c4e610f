import type { PlanStep } from '../../contracts/plan.js';
import type { Progress, Turn } from '../planner.js';
import { openSteps } from '../record.js';
import { tellDone, tellOpen, toldSteps } from '../rules/replies/foreign-plan.js';
import { CLAIM_KINDS } from './claim-patterns.js';
import { claimsIn } from './claims.js';

/** The record's lines about open steps and done writes that a text does not speak of. */
export function unsaidLines(text: string, turn: Turn, progress: Progress): string[] {
  const { steps } = progress.plan;
  const open = openSteps(steps, (tool) => turn.tools.get(tool));
  const unsaid = open.filter((step) => !isOwned(step, text, turn));
  const done = steps.filter(
    ({ state, tool }) => state === 'done' && turn.tools.get(tool)?.effect === 'write',
  );
  const isLast = (step: PlanStep): boolean => !isPartOfMore(step, done);
  const untold = done.filter((step) => isLast(step) && !isClaimed(step, text));
  return [...untold.map((step) => tellDone(step, turn, progress)), ...tellOpen(turn, unsaid)];
}

const TROUBLE =
  /n't\b|\b(?:not|no|never|unable|cannot|failed|fail|failing|unavailable|away|down|declined|refused|skipped|left|instead|sorry|unfortunately|problem|trouble|error|unknown|unclear|unsure|whether|no longer|already|yet)\b/i;

/** True where a sentence of the text owns up to it: it speaks of the matter, and of trouble. */
function isOwned(step: PlanStep, text: string, turn: Turn): boolean {
  const sentences = text.replace(/[’]/g, "'").split(/(?<=[.!?\n])\s+/);
  if (step.error !== undefined && text.includes(step.error.message.replace(/[.!?]+$/, ''))) return true;
  const topic = topicOf(step, turn);
  return sentences.some((sentence) => TROUBLE.test(sentence) && topic.test(sentence));
}

const READ_TOPICS: Readonly<Record<string, RegExp>> = {
  commerce: /\b(?:order|product|store|catalog|shop|item|skin|cart|found|find)/i,
  email: /\b(?:e-?mail|mail|inbox|message|draft|receipt|invit|ticket)/i,
  rag: /\b(?:knowledge|document|docs?|answer|found|find|question)/i,
  xengine: /\b(?:xengine|trend|strateg|plan|character|npc)/i,
  game: /\b(?:game|match|boss|fight|orders?)\b/i,
  social: /\b(?:social|post|feed|trend)/i,
  sports: /\b(?:sport|score|match|game|fixture|result|team)/i,
};

function topicOf({ tool }: PlanStep, turn: Turn): RegExp {
  const kind = CLAIM_KINDS.find(({ tools }) => tools.includes(tool));
  return kind?.topic ?? READ_TOPICS[turn.tools.get(tool)?.service ?? ''] ?? /./;
}

function isClaimed({ tool }: PlanStep, text: string): boolean {
  const kind = CLAIM_KINDS.find(({ tools }) => tools.includes(tool))?.kind;
  if (kind === undefined) return false;
  const said = text.split(/(?<=[.!?\n])\s+/).flatMap(claimsIn);
  return said.some((claim) => claim.kind === kind || claim.kind === 'any');
}

/** A cart is not worth a word once it was checked out. */
function isPartOfMore({ tool }: PlanStep, done: readonly PlanStep[]): boolean {
  if (tool === 'cart.create') return done.some((other) => other.tool === 'cart.add');
  return tool === 'cart.add' && done.some((other) => other.tool === 'checkout');
}

/** What the results of the done steps come to, where a text does not tell it yet. */
export function untoldLines(text: string, turn: Turn, progress: Progress): string[] {
  const said = new Set(wordsOf(text));
  return toldSteps(turn, progress)
    .map((step) => tellDone(step, turn, progress))
    .filter((line) => {
      const words = wordsOf(line);
      return words.filter((word) => said.has(word)).length < words.length * TOLD_SHARE;
    });
}

/** From this share of its words on, a sentence has been told. */
const TOLD_SHARE = 0.5;

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}.]{3,}/gu) ?? [];
}
