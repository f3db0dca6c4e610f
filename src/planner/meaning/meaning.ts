import type { Mode } from '../../contracts/mode.js';
import type { TextEmbeddings } from '../../llm/embeddings/text-embeddings.js';
import { classify, type Classifier } from './classifier.js';
import type { ExampleGroup } from './examples.js';
import { LIMITS } from './limits.js';

/** What the rules made of a message. */
export interface Heard {
  intent: string;
  confidence: number;
  evidence: 'phrase' | 'turn of phrase' | 'none';
}

/** What a message means, by likeness to the examples and by the rules together. */
export interface Opinion {
  /** `OUT_OF_SCOPE` where it is like nothing that is done here. */
  intent: string;
  confidence: number;
  /** The likeliest intents with their share of the vote, the best first. */
  candidates: { intent: string; score: number }[];
  /** How near the nearest example is. */
  cosine: number;
  /** What is held against `LIMITS.inScope`: how likely and how near together. */
  inScope: number;
}

export const OUT_OF_SCOPE = 'chat.offtopic';

export interface Meaning {
  judge(text: string, mode: Mode, heard: Heard | undefined, signal?: AbortSignal): Promise<Opinion>;
}

/** A vote of three: the rules, the words of the message, and its meaning. The last two are the classifier's. */
export function createMeaning(
  classifier: Classifier,
  groups: readonly ExampleGroup[],
  embeddings: TextEmbeddings,
  patienceMs: number = LIMITS.patienceMs,
): Meaning {
  const byName = new Map(groups.map((group) => [group.name, group]));
  return {
    async judge(text, mode, heard, signal) {
      const patience = AbortSignal.timeout(patienceMs);
      const vector = await embeddings.embedOne(
        text,
        AbortSignal.any([patience, ...(signal ? [signal] : [])]),
      );
      const { probabilities, cosine } = classify(classifier, text, vector);
      const shares = new Map<string, number>();
      for (const [place, label] of classifier.labels.entries()) {
        const group = byName.get(label);
        if (group === undefined || !group.modes.includes(mode)) continue;
        shares.set(group.intent, (shares.get(group.intent) ?? 0) + (probabilities[place] ?? 0));
      }
      return decide(vote(shares, heard), cosine, heard?.evidence === 'phrase');
    },
  };
}

/** Shares of the vote that add up to 1; the rules' part is the larger the surer they are. */
function vote(shares: ReadonlyMap<string, number>, heard: Heard | undefined): Map<string, number> {
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0) || 1;
  const own = heard === undefined ? 0 : weightOf(heard);
  const votes = new Map([...shares].map(([intent, share]) => [intent, ((1 - own) * share) / total]));
  if (heard !== undefined && own > 0) votes.set(heard.intent, (votes.get(heard.intent) ?? 0) + own);
  return votes;
}

function weightOf({ confidence, evidence }: Heard): number {
  if (evidence === 'none') return 0;
  return evidence === 'phrase' ? LIMITS.rulesVote * confidence : LIMITS.vagueVote;
}

/**
 * Likelihood and nearness count together: a message can be likely among the classes there are and near to none, or near and not
 * likely. What names something that is done here (`isNamed`) is out of scope only where that is likelier than all else.
 */
function decide(votes: ReadonlyMap<string, number>, cosine: number, isNamed: boolean): Opinion {
  const candidates = [...votes]
    .map(([intent, score]) => ({ intent, score }))
    .sort((a, b) => b.score - a.score || (a.intent < b.intent ? -1 : 1));
  const best = candidates.find(({ intent }) => intent !== OUT_OF_SCOPE) ?? { intent: OUT_OF_SCOPE, score: 0 };
  const outside = votes.get(OUT_OF_SCOPE) ?? 0;
  const inScope = best.score - outside + LIMITS.cosineWeight * cosine;
  const first = candidates.slice(0, LIMITS.candidates);
  if (inScope >= LIMITS.inScope || (isNamed && best.score > outside)) {
    return { intent: best.intent, confidence: best.score, candidates: first, cosine, inScope };
  }
  return { intent: OUT_OF_SCOPE, confidence: 1 - best.score, candidates: first, cosine, inScope };
}
