import type { ChatMessage } from '../../contracts/chat.js';
import type { ConversationSummary } from '../../contracts/conversation.js';
import { charactersIn, countTokens } from '../../core/tokens.js';

/** What a turn is told of the past. */
export interface Past<M extends { text: string } = { text: string }> {
  /** The newest messages, oldest first. */
  history: readonly ChatMessage[];
  summary: ConversationSummary | undefined;
  /** How many messages are neither in the summary nor told. */
  omitted: number;
  /** The best first. */
  memories: readonly M[];
}

/** What the summary and the memories may each take at the most; the newest messages have all that these leave. */
const SUMMARY_SHARE = 0.25;
const MEMORY_SHARE = 0.25;
/** What a prompt needs around a message or a memory, and around all of a kind. */
const LINE_TOKENS = 4;
const BLOCK_TOKENS = 24;

/** How many tokens of the budget the summary, and how many the memories may take. */
export function sharesOf(budget: number): { summary: number; memories: number } {
  return { summary: Math.floor(budget * SUMMARY_SHARE), memories: Math.floor(budget * MEMORY_SHARE) };
}

/** What the newest messages may always take, whatever else is told. */
export function windowTokens(budget: number): number {
  return Math.floor(budget * (1 - SUMMARY_SHARE - MEMORY_SHARE));
}

/** The same past within one budget of tokens, labels included: memories and summary within their shares, then the newest messages. */
export function fitPast<M extends { text: string }>(past: Past<M>, budget: number): Past<M> {
  const shares = sharesOf(budget);
  const memories = memoriesWithin(past.memories, shares.memories);
  const summary = past.summary && {
    ...past.summary,
    text: clip(past.summary.text, shares.summary - BLOCK_TOKENS),
  };
  const taken =
    memories.reduce((sum, memory) => sum + costOf(memory.text), memories.length > 0 ? BLOCK_TOKENS : 0) +
    (summary === undefined ? 0 : countTokens(summary.text) + BLOCK_TOKENS);
  const history = newestWithin(past.history, budget - taken - BLOCK_TOKENS);
  return { memories, summary, history, omitted: past.omitted + past.history.length - history.length };
}

/** About how many tokens a message takes in a prompt. */
export function costOf(text: string): number {
  return countTokens(text) + LINE_TOKENS;
}

function memoriesWithin<M extends { text: string }>(memories: readonly M[], budget: number): M[] {
  let left = budget - BLOCK_TOKENS;
  return memories.filter(({ text }) => {
    const cost = costOf(text);
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}

/** The newest one is cut where it is too long, not left out. */
function newestWithin(history: readonly ChatMessage[], budget: number): ChatMessage[] {
  let left = budget;
  let first = history.length;
  while (first > 0) {
    left -= costOf(history[first - 1]?.content ?? '');
    if (left < 0) break;
    first -= 1;
  }
  if (first < history.length || history.length === 0) return history.slice(first);
  return history
    .slice(-1)
    .map(({ role, content }) => ({ role, content: clip(content, budget - LINE_TOKENS) }));
}

const CUT = ' […]';

function clip(text: string, tokens: number): string {
  const most = charactersIn(Math.max(tokens, 1));
  return text.length <= most
    ? text
    : text.slice(0, Math.max(0, most - CUT.length)).replace(/[\ud800-\udbff]$/, '') + CUT;
}
