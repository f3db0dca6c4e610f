import type { ChatMessage } from '../../contracts/chat.js';
import type { Turn } from '../planner.js';
import { dataBlock } from './data-block.js';

/** Nothing is cut here: what a turn is told of the past has been brought within its budget before. */
const WHOLE = Number.MAX_SAFE_INTEGER;

/** The conversation so far for a prompt: what older messages were about, then the newest as they are. */
export function tellHistory({
  history,
  summary,
  omitted = 0,
}: Pick<Turn, 'history' | 'summary' | 'omitted'>): string {
  const parts = [
    ...(summary === undefined
      ? []
      : [dataBlock(`summary of ${summary.messages} older messages`, summary.text, WHOLE)]),
    ...(omitted > 0 ? [`(${omitted} older messages were left out.)`] : []),
    ...(history.length === 0 ? [] : [dataBlock('conversation', messagesInLines(history), WHOLE)]),
  ];
  return parts.length === 0 ? '(none)' : parts.join('\n');
}

/** Messages as a prompt tells them, one a line. */
export function messagesInLines(messages: readonly ChatMessage[]): string {
  return messages
    .map(({ role, content }) => `${role === 'user' ? 'Person' : 'Copilot'}: ${content}`)
    .join('\n');
}
