import { costOf, windowTokens } from './fit-past.js';

export interface ToldMessage {
  role: 'user' | 'assistant' | 'system';
  content: string;
  /** The turn it belongs to: a turn is summed up whole. */
  turn: string;
}

/** More messages than this are not kept as they are, however short; and so many are left when some are summed up. */
const MOST = 32;
const LEFT = 16;
/** The share of the window that is left when some are summed up: so that it is not done at every turn. */
const LEFT_SHARE = 0.4;

/**
 * The oldest of the messages that no summary covers, those that are to be summed up now; [] as long as all fit into the window
 * that a turn is always told. The last turn stays as it is, however long.
 */
export function nextFold<M extends ToldMessage>(messages: readonly M[], budget: number): M[] {
  if (!needsFold(messages, budget)) return [];
  const window = windowTokens(budget);
  const last = messages.at(-1)?.turn;
  let end = 0;
  for (const [index, { turn }] of messages.entries()) {
    if (turn === last) break;
    const rest = messages.slice(index);
    if (turn !== messages[index - 1]?.turn && rest.length <= LEFT && tokensOf(rest) <= window * LEFT_SHARE)
      break;
    end = index + 1;
  }
  return messages.slice(0, end);
}

/** Whether these messages are more than is told as it is. */
export function needsFold(messages: readonly Pick<ToldMessage, 'content'>[], budget: number): boolean {
  return messages.length > MOST || tokensOf(messages) > windowTokens(budget);
}

function tokensOf(messages: readonly Pick<ToldMessage, 'content'>[]): number {
  return messages.reduce((sum, { content }) => sum + costOf(content), 0);
}
