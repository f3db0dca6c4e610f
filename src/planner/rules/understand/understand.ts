import type { Route } from '../../../contracts/run-event.js';
import type { Turn } from '../../planner.js';
import { correctedWish } from './corrected-wish.js';
import { foreignLanguage, isNonsense, isOtherScript } from './no-english.js';
import { findWishes, intentOf, wishFor } from './find-wishes.js';
import { readMessage, type Message } from './message.js';
import { answerPending } from './pending-answer.js';
import type { Wish } from '../wish.js';

const SURE = 0.8;

/** What the turn asks for, first things first. The same turn always gives the same wishes. */
export function understand(turn: Turn): [Wish, ...Wish[]] {
  const message = readMessage(turn.text);
  const wishes = findWishes(message, turn.mode, turn.dialog.focus);
  const [heard = NOTHING] = wishes;
  const pending = turn.dialog.pending;
  const answer = pending === null ? undefined : answerPending(pending, message, heard);
  if (answer !== undefined && answer.again === undefined) return [answer];
  const corrected = correctedWish(turn, heard);
  if (corrected !== undefined) return [corrected];
  const small = notEnglish(turn, message, heard);
  if (small !== undefined) return [small];
  return answer !== undefined ? [answer] : [heard, ...wishes.slice(1)];
}

/** The wishes under a route somebody may have chosen for us (a model that then failed). */
export function understandAs(turn: Turn, route: Route): [Wish, ...Wish[]] {
  const wishes = understand(turn);
  const intent = intentOf(route.intent);
  if (intent?.serve[turn.mode] === undefined || wishes.some((wish) => wish.intent === route.intent))
    return wishes;
  return [wishFor(intent, readMessage(turn.text), turn.dialog.focus)];
}

const NOTHING: Wish = { intent: 'chat.nonsense', slots: {}, confidence: 0.5, reason: 'nothing to go by' };

function notEnglish(turn: Turn, message: Message, heard: Wish): Wish | undefined {
  const mode = turn.mode;
  if (isOtherScript(turn.text)) {
    return { intent: 'chat.language', slots: {}, confidence: 0.9, reason: 'not in English' };
  }
  if (isNonsense(turn.text, message.words)) {
    return { intent: 'chat.nonsense', slots: {}, confidence: 0.85, reason: 'no words to go by' };
  }
  const language = foreignLanguage(message.words);
  const sure = heard.confidence >= SURE && Object.keys(heard.slots).length > 0 && mode !== 'player';
  if (language === undefined || sure) return undefined;
  return { intent: 'chat.language', slots: {}, confidence: 0.9, reason: `looks like ${language.name}` };
}
