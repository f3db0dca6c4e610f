import { createHash } from 'node:crypto';
import type { ChatMessage } from '../../contracts/chat.js';
import type { ModelPrompt } from '../../llm/model.js';
import type { Turn } from '../planner.js';
import { dataBlock } from './data-block.js';
import { charactersIn, countTokens } from './tokens.js';

/** Summaries by session and the messages they cover, the least recently used first. Lost with the process: then made again. */
export interface SummaryCache {
  get(key: string): string | undefined;
  set(key: string, summary: string): void;
}

export function createSummaryCache(size = 500): SummaryCache {
  const kept = new Map<string, string>();
  return {
    get(key) {
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
      }
      return found;
    },
    set(key, summary) {
      kept.set(key, summary);
      for (const oldest of kept.keys()) {
        if (kept.size <= size) break;
        kept.delete(oldest);
      }
    },
  };
}

export interface HistoryDeps {
  sessionId: string;
  budget: number;
  cache: SummaryCache;
  /** Undefined where no summary could be had. */
  summarise: (messages: string) => Promise<string | undefined>;
}

/** The share of the budget that the newest messages may take; the rest is for what came before them. */
const WINDOW_SHARE = 0.75;

/** The conversation so far within the budget: the newest messages as they are, older ones summed up, or left out with a note. */
export async function tellHistory(turn: Turn, deps: HistoryDeps): Promise<string> {
  const { history } = turn;
  if (history.length === 0) return '(none)';
  const whole = history.map(lineOf);
  if (countTokens(whole.join('\n')) <= deps.budget) return block('conversation', whole, deps.budget);
  const first = firstWithin(whole, deps.budget * WINDOW_SHARE);
  const older = history.slice(0, first);
  const recent = block('the newest messages', whole.slice(first), deps.budget);
  return older.length === 0 ? recent : `${await tellOlder(older, deps)}\n${recent}`;
}

async function tellOlder(older: ChatMessage[], deps: HistoryDeps): Promise<string> {
  const lines = older.map(lineOf);
  const key = createHash('sha256')
    .update(JSON.stringify([deps.sessionId, ...lines]))
    .digest('hex');
  const known = deps.cache.get(key);
  const summary = known ?? (await deps.summarise(block('messages', lines, deps.budget * 4)));
  if (summary === undefined) return `(${older.length} older messages were left out.)`;
  if (known === undefined) deps.cache.set(key, summary);
  return block(`summary of ${older.length} older messages`, [summary], deps.budget * (1 - WINDOW_SHARE));
}

/** The prompt that asks for a summary. */
export function summaryPrompt(text: string, version: string): ModelPrompt {
  return { messages: [{ role: 'user', content: text }], version };
}

/** The index of the oldest message that still fits; the newest always does. */
function firstWithin(lines: readonly string[], budget: number): number {
  let left = budget;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    left -= countTokens(lines[index] ?? '');
    if (left < 0) return Math.min(index + 1, lines.length - 1);
  }
  return 0;
}

function lineOf({ role, content }: ChatMessage): string {
  return `${role === 'user' ? 'Person' : 'Copilot'}: ${content}`;
}

function block(label: string, lines: readonly string[], tokens: number): string {
  return dataBlock(label, lines.join('\n'), charactersIn(tokens));
}
