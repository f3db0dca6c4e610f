import type { Route } from '../../contracts/run-event.js';
import { LIMITS } from '../meaning/limits.js';
import { OUT_OF_SCOPE, type Meaning, type Opinion } from '../meaning/meaning.js';
import type { Turn } from '../planner.js';
import { DEFAULT_INTENT } from './data/intents.js';
import { intentOf } from './understand/find-wishes.js';
import { understand } from './understand/understand.js';
import type { Wish } from './wish.js';

/** Who takes the turn: as the rules say where they are sure, else as its meaning says. Without meaning the rules decide. */
export async function chooseRoute(turn: Turn, meaning: Meaning | undefined): Promise<Route> {
  turn.signal.throwIfAborted();
  const wishes = understand(turn);
  const [wish] = wishes;
  const opinion = isSure(wishes) ? undefined : await opinionOn(turn, wish, meaning);
  if (opinion === undefined || intentOf(opinion.intent) === undefined) {
    return { ...placed(turn, wish.intent), confidence: wish.confidence, reason: wish.reason, by: 'rules' };
  }
  return {
    ...placed(turn, intentIn(turn, opinion)),
    confidence: rounded(opinion.confidence),
    reason: reasonOf(opinion),
    by: 'meaning',
    candidates: opinion.candidates.map(({ intent, score }) => ({ intent, score: rounded(score) })),
  };
}

/** An answer to our question, several wishes at once, or a phrase that fits together with what it needs. */
function isSure([wish, ...more]: readonly [Wish, ...Wish[]]): boolean {
  if (wish.evidence === undefined || more.length > 0) return true;
  return wish.evidence === 'phrase' && wish.confidence >= LIMITS.sure;
}

/** Undefined where the embeddings are away: routing by meaning is a help, never a condition. */
async function opinionOn(
  turn: Turn,
  { intent, confidence, evidence = 'none' }: Wish,
  meaning: Meaning | undefined,
): Promise<Opinion | undefined> {
  try {
    return await meaning?.judge(turn.text, turn.mode, { intent, confidence, evidence }, turn.signal);
  } catch {
    turn.signal.throwIfAborted();
    return undefined;
  }
}

/** An NPC has an ear for everything: in a game nothing is out of scope. */
function intentIn({ mode }: Turn, { intent }: Opinion): string {
  return mode === 'player' && intent === OUT_OF_SCOPE ? DEFAULT_INTENT.player.intent : intent;
}

function placed(turn: Turn, intent: string): Pick<Route, 'specialist' | 'intent'> {
  const specialist = intentOf(intent)?.serve[turn.mode]?.specialist ?? '';
  const known = turn.specialists.includes(specialist);
  return { specialist: known ? specialist : (turn.specialists.at(-1) ?? specialist), intent };
}

function reasonOf({ candidates: [, second], cosine }: Opinion): string {
  const next = second === undefined ? '' : `, next is ${second.intent}`;
  return `like what people say who want this (nearest example ${cosine.toFixed(2)}${next})`;
}

function rounded(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 100) / 100;
}
