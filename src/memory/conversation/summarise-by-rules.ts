import type { ChatMessage } from '../../contracts/chat.js';
import { charactersIn } from '../../core/tokens.js';

const ASKED_LENGTH = 110;
const ANSWERED_LENGTH = 110;
const LEFT_OUT = /^\((\d+) earlier lines are left out\)$/;

/**
 * A summary without a model: a line for what was asked and one for what was answered, their beginnings; after those of `before`.
 * Where there is no room for all, the oldest lines give way, and are counted.
 */
export function summariseByRules(
  before: string | undefined,
  messages: readonly Pick<ChatMessage, 'role' | 'content'>[],
  tokens: number,
): string {
  const [head = '', ...rest] = before?.split('\n') ?? [];
  const counted = LEFT_OUT.exec(head);
  const older = counted === null ? [head, ...rest] : rest;
  const lines = [...older, ...messages.map(lineOf)].filter((line) => line !== '');
  return withinRoom(lines, charactersIn(tokens), Number(counted?.[1] ?? 0));
}

function withinRoom(lines: readonly string[], room: number, leftOut: number): string {
  const whole = lines.join('\n');
  if (leftOut === 0 && whole.length <= room) return whole;
  let [left, first] = [room - noteOf(leftOut + lines.length).length, lines.length];
  while (first > 0) {
    left -= (lines[first - 1]?.length ?? 0) + 1;
    if (left < 0) break;
    first -= 1;
  }
  return [noteOf(leftOut + first), ...lines.slice(first)].join('\n');
}

function noteOf(count: number): string {
  return `(${count} earlier lines are left out)`;
}

function lineOf({ role, content }: Pick<ChatMessage, 'role' | 'content'>): string {
  return role === 'user'
    ? `Person: ${begin(content, ASKED_LENGTH)}`
    : `Copilot: ${begin(content, ANSWERED_LENGTH)}`;
}

/** The beginning of a text on one line, not cut within a word: one could be a token. */
function begin(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length).replace(/\S*$/, '')}…`;
}
