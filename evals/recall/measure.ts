import type { Conversation, Question } from './conversations.js';

export const WAYS = ['vectors', 'lexical', 'fused'] as const;
export type Way = (typeof WAYS)[number];

/** What one question brings up, best first: by each part alone and together, and what is left of that above the floor. */
export interface Found {
  ranked: Readonly<Record<Way, readonly string[]>>;
  recalled: readonly string[];
}

export type AskMemory = (question: string) => Promise<Found>;

/** Puts a conversation into a memory of its own. */
export type OpenMemory = (conversation: Conversation) => Promise<AskMemory>;

/** In percent; `mrr` from 0 to 1. */
export interface Figures {
  recallAt5: number;
  recallAt10: number;
  mrr: number;
}

export interface KindMeasured {
  kind: string;
  n: number;
  ways: Record<Way, Figures>;
  /** Recall at 10 of what is above the floor. */
  aboveFloor: number;
}

export interface Silence {
  n: number;
  nothingRecalled: number;
}

export interface Missed {
  conversation: string;
  kind: string;
  question: string;
  evidence: string;
  best: string;
}

export interface Measured {
  conversations: number;
  turns: number;
  all: KindMeasured;
  byKind: KindMeasured[];
  /** Questions that nothing answers, and for how many of them nothing was recalled, in percent. */
  unanswerable: Silence;
  /** The same of what is asked in the next conversation, of another person's life. */
  foreign: Silence;
  missed: Missed[];
}

interface Asked {
  conversation: Conversation;
  question: Question;
  found: Found;
}

/** Asks every question of the memory of its conversation. */
export async function measure(
  conversations: readonly Conversation[],
  openMemory: OpenMemory,
): Promise<Measured> {
  const asked: Asked[] = [];
  const foreign: Found[] = [];
  for (const [place, conversation] of conversations.entries()) {
    const ask = await openMemory(conversation);
    for (const question of conversation.questions) {
      asked.push({ conversation, question, found: await ask(question.question) });
    }
    const next = conversations.length > 1 ? conversations[(place + 1) % conversations.length] : undefined;
    for (const { question } of next?.questions ?? []) foreign.push(await ask(question));
  }
  const answerable = asked.filter(({ question }) => question.evidence.length > 0);
  const others = asked.filter(({ question }) => question.evidence.length === 0);
  const kinds = [...new Set(answerable.map(({ question }) => question.kind))];
  return {
    conversations: conversations.length,
    turns: conversations.reduce((sum, { turns }) => sum + turns.length, 0),
    all: measureKind('all', answerable),
    byKind: kinds.map((kind) =>
      measureKind(
        kind,
        answerable.filter(({ question }) => question.kind === kind),
      ),
    ),
    unanswerable: silenceOf(others.map(({ found }) => found)),
    foreign: silenceOf(foreign),
    missed: answerable.flatMap(toMissed),
  };
}

function silenceOf(found: readonly Found[]): Silence {
  const silent = found.filter(({ recalled }) => recalled.length === 0);
  return { n: found.length, nothingRecalled: inPercent(silent.length / found.length) };
}

function measureKind(kind: string, asked: readonly Asked[]): KindMeasured {
  const figuresOf = (way: Way): Figures => ({
    recallAt5: inPercent(mean(asked, (one) => recallAt(one, one.found.ranked[way], 5))),
    recallAt10: inPercent(mean(asked, (one) => recallAt(one, one.found.ranked[way], 10))),
    mrr: Math.round(1000 * mean(asked, (one) => reciprocalRank(one, one.found.ranked[way]))) / 1000,
  });
  return {
    kind,
    n: asked.length,
    ways: { vectors: figuresOf('vectors'), lexical: figuresOf('lexical'), fused: figuresOf('fused') },
    aboveFloor: inPercent(mean(asked, (one) => recallAt(one, one.found.recalled, 10))),
  };
}

/** Which share of the evidence is among the first `k`. */
function recallAt({ question: { evidence } }: Asked, ranked: readonly string[], k: number): number {
  const first = new Set(ranked.slice(0, k));
  return evidence.filter((id) => first.has(id)).length / evidence.length;
}

function reciprocalRank({ question: { evidence } }: Asked, ranked: readonly string[]): number {
  const place = ranked.findIndex((id) => evidence.includes(id));
  return place === -1 ? 0 : 1 / (place + 1);
}

function toMissed(asked: Asked): Missed[] {
  const { conversation, question, found } = asked;
  const textOf = (id: string | undefined): string =>
    conversation.turns.find((turn) => turn.id === id)?.text ?? '';
  const first = new Set(found.ranked.fused.slice(0, 10));
  const missing = question.evidence.filter((id) => !first.has(id));
  if (missing.length === 0) return [];
  return [
    {
      conversation: conversation.id,
      kind: question.kind,
      question: question.question,
      evidence: missing.map(textOf).join(' / '),
      best: textOf(found.ranked.fused[0]),
    },
  ];
}

function mean(asked: readonly Asked[], of: (one: Asked) => number): number {
  return asked.reduce((sum, one) => sum + of(one), 0) / Math.max(1, asked.length);
}

function inPercent(share: number): number {
  return Number.isNaN(share) ? 0 : Math.round(1000 * share) / 10;
}
