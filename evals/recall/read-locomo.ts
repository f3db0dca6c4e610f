import { z } from 'zod';
import type { Conversation, RecallSet, Turn } from './conversations.js';

const LocomoTurn = z.object({
  speaker: z.string(),
  dia_id: z.string(),
  text: z.string(),
  /** What a picture shows that was sent along. */
  blip_caption: z.string().optional(),
});
const LocomoQuestion = z.object({
  question: z.coerce.string(),
  evidence: z.array(z.string()).default([]),
  category: z.coerce.number().int().optional(),
});
const LocomoSample = z.object({
  sample_id: z.coerce.string().optional(),
  conversation: z.record(z.string(), z.unknown()),
  qa: z.array(LocomoQuestion),
});
export const Locomo = z.union([z.array(LocomoSample).min(1), LocomoSample.transform((one) => [one])]);

/** The paper's names for the numbers; 5 asks for what was never said, about a turn that sounds like it. */
const CATEGORIES: Readonly<Record<number, string>> = {
  1: 'multi-hop',
  2: 'temporal',
  3: 'open-domain',
  4: 'single-hop',
  5: 'adversarial',
};

/**
 * LoCoMo as it is published: a list of samples, each with `conversation` (`session_1`, `session_1_date_time`, ...; turns have
 * `dia_id`, `speaker`, `text`, perhaps `blip_caption`) and `qa` (`question`, `evidence`, `category`). Questions without evidence are
 * left out, since it marks none as unanswerable.
 */
export function fromLocomo(samples: z.infer<typeof Locomo>): RecallSet {
  let unknownEvidence = 0;
  const conversations = samples.map(({ sample_id, conversation, qa }, place): Conversation => {
    const turns = turnsOf(conversation, sample_id ?? `sample ${place}`);
    const ids = new Set(turns.map(({ id }) => id));
    const questions = qa.map(({ question, evidence, category }) => {
      const named = [...new Set(evidence.flatMap(readEvidence))];
      const known = named.filter((id) => ids.has(id));
      unknownEvidence += named.length - known.length;
      return { kind: CATEGORIES[category ?? 0] ?? '-', question, evidence: known };
    });
    const answered = questions.filter(({ evidence }) => evidence.length > 0);
    return { id: sample_id ?? String(place), turns, questions: answered };
  });
  return { conversations, unknownEvidence };
}

function turnsOf(conversation: Readonly<Record<string, unknown>>, where: string): Turn[] {
  const numbers = Object.keys(conversation)
    .flatMap((name) => /^session_(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  return numbers.flatMap((number) => {
    const session = z.array(LocomoTurn).safeParse(conversation[`session_${number}`]);
    if (!session.success) {
      throw new Error(`${where}, session_${number}:\n${z.prettifyError(session.error)}`);
    }
    const at = readDate(conversation[`session_${number}_date_time`]);
    return session.data.map(({ dia_id, speaker, text, blip_caption }) => ({
      id: dia_id,
      speaker,
      text: blip_caption === undefined ? text : `${text} [picture: ${blip_caption}]`,
      at,
    }));
  });
}

/** `1:56 pm on 8 May, 2023` */
function readDate(value: unknown): Date | undefined {
  const found = /(\d{1,2}):(\d{2})\s*([ap])m\s+on\s+(\d{1,2} \p{L}+),?\s*(\d{4})/iu.exec(String(value));
  if (found === null) return undefined;
  const [, hour, minute, half, day, year] = found;
  const date = new Date(`${day} ${year} 00:00 UTC`);
  if (Number.isNaN(date.getTime())) return undefined;
  date.setUTCHours((Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0), Number(minute));
  return date;
}

/** Some entries hold several ids (`D8:6; D9:17`), a colon too many (`D:11:26`) or a nought too many (`D30:05`). */
function readEvidence(entry: string): string[] {
  return [...entry.matchAll(/D:?(\d+):0*(\d+)/g)].map(([, session, turn]) => `D${session}:${turn}`);
}
