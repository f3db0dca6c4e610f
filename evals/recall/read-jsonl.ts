import { createHash } from 'node:crypto';
import { z } from 'zod';
import { finishDraft, type Conversation, type Draft } from './conversations.js';

const Id = z.union([z.string().min(1), z.int()]).transform(String);
const TurnFields = {
  turn: Id.optional(),
  speaker: z.string().default(''),
  text: z.string().min(1),
  date: z.iso
    .date()
    .or(z.iso.datetime({ local: true, offset: true }))
    .optional(),
};
const QuestionFields = {
  kind: z.string().default('-'),
  question: z.string().min(1),
  evidence: z.union([Id.transform((one) => [one]), z.array(Id)]),
};

const TurnLine = z.strictObject({ conversation: Id, ...TurnFields, turn: Id });
const QuestionLine = z.object({ conversation: Id, ...QuestionFields });
const InlineTurn = z.union([z.string().min(1).transform(toTurn), z.object(TurnFields)]);
const WholeLine = z.object({ conversation: z.array(InlineTurn).min(1), ...QuestionFields });

/**
 * Conversations and questions, one JSON object a line:
 * - a turn: `{"conversation": "c1", "turn": "1:3", "speaker": "Ann", "text": "...", "date": "2025-01-31"}`, in their order;
 * - a question: `{"conversation": "c1", "question": "...", "evidence": ["1:3"], "kind": "single"}`;
 * - or both in one: `{"conversation": [{"speaker": "Ann", "text": "..."}, ...], "question": "...", "evidence": [0]}`.
 * A turn without an id has its place as its id, counted from 0. `speaker`, `date` and `kind` may be missing, and evidence is []
 * where nothing answers. Throws an error that names the line where one is not so.
 */
export function parseJsonl(content: string): Conversation[] {
  const drafts = new Map<string, Draft>();
  content.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() !== '') readLine(drafts, line, `line ${index + 1}`);
  });
  return [...drafts.values()].map(finishDraft);
}

function readLine(drafts: Map<string, Draft>, line: string, where: string): void {
  const value = parseObject(line, where);
  if ('question' in value && Array.isArray(value['conversation'])) {
    const { conversation, ...question } = check(WholeLine, value, where);
    // The same conversation stands beside each of its questions.
    const id = createHash('sha256').update(JSON.stringify(conversation)).digest('hex').slice(0, 12);
    const turns = conversation.map((turn, place) => ({ ...turn, turn: turn.turn ?? String(place) }));
    addQuestion(draftOf(drafts, id, turns), question, where);
    return;
  }
  if ('question' in value) {
    const { conversation, ...question } = check(QuestionLine, value, where);
    addQuestion(draftOf(drafts, conversation), question, where);
    return;
  }
  const { conversation, ...turn } = check(TurnLine, value, where);
  draftOf(drafts, conversation).turns.push(asTurn(turn));
}

type ReadTurn = Omit<z.infer<typeof TurnLine>, 'conversation'>;

function draftOf(drafts: Map<string, Draft>, id: string, turns: readonly ReadTurn[] = []): Draft {
  const draft = drafts.get(id) ?? { id, turns: turns.map(asTurn), questions: [] };
  drafts.set(id, draft);
  return draft;
}

function asTurn({ turn, speaker, text, date }: ReadTurn): Draft['turns'][number] {
  return { id: turn, speaker, text, at: date === undefined ? undefined : new Date(date) };
}

function addQuestion(
  draft: Draft,
  { kind, question, evidence }: Omit<z.infer<typeof QuestionLine>, 'conversation'>,
  where: string,
): void {
  draft.questions.push({ question: { kind, question }, evidence, where });
}

function toTurn(text: string): { text: string; speaker: string; turn?: string; date?: string } {
  return { text, speaker: '' };
}

function parseObject(line: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${where} is not JSON: ${line.slice(0, 60)}`);
  }
  return check(z.record(z.string(), z.unknown()), value, where);
}

function check<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`${where} is neither a turn nor a question:\n${z.prettifyError(result.error)}`);
}
