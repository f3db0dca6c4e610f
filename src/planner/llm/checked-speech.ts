import type { Citation } from '../../contracts/chat.js';
import type { Progress, Turn } from '../planner.js';
import { isEnglish } from '../rules/understand/no-english.js';
import { createCitationMarks } from './citation-marks.js';
import { createMemoryMarks } from './memory-marks.js';
import { groundOf } from './claim-ground.js';
import type { ClaimKind } from './claim-kind.js';
import { falseClaimIn } from './claims.js';
import { sourcesIn } from './record-block.js';
import { createSentenceStream } from './sentence-stream.js';
import { createSpeaker } from './speaker.js';
import { truthOf } from './truth.js';
import { untoldLines, unsaidLines } from './unsaid.js';

/** A reply that is spoken as it comes, sentence by sentence, each checked against the record before it leaves. */
export interface CheckedSpeech {
  push(piece: string): void;
  /** Speaks what is held back. A text that broke off loses its unfinished sentence. */
  end(isWhole: boolean): void;
  /** Adds a passage of our own, which needs no check. */
  add(text: string): void;
  /** Adds what the record holds and the text must not leave out: what failed, what was not tried, what was changed. */
  addUnsaid(): void;
  /** Adds the results as well that the text did not come to: for a text that broke off. */
  addRest(): void;
  /** All that was said. */
  text(): string;
  citations(): Citation[];
  /** The ids of the memories that what was said rests on. */
  memories(): string[];
  /** How many sentences were cut because they claimed what is not so. */
  cut(): number;
}

interface Options {
  onText: (piece: string) => void;
  /** What an earlier attempt of the run has said: it stands. */
  said?: string;
}

export function createCheckedSpeech(
  turn: Turn,
  progress: Progress,
  { onText, said = '' }: Options,
): CheckedSpeech {
  const marks = createCitationMarks(sourcesIn(progress), said);
  const memories = createMemoryMarks(turn.memories);
  const speaker = createSpeaker(onText, said);
  const stream = createSentenceStream();
  const checker = createChecker(turn, progress);
  const speak = (marked: string): void => {
    const sentence = memories.strip(marked);
    const instead = checker.check(sentence);
    if (instead === undefined) speaker.say(marks.renumber(sentence));
    else for (const line of instead) speaker.add(line);
  };
  return {
    push: (piece) => stream.push(piece).forEach(speak),
    end: (isWhole) => {
      const rest = stream.end();
      (isWhole ? rest : rest.slice(0, -1)).forEach(speak);
    },
    add: (text) => speaker.add(text),
    addUnsaid: () => unsaidLines(speaker.text(), turn, progress).forEach((line) => speaker.add(line)),
    addRest: () => {
      if (!/(?:^|[.!?…:]["”’')\]]*\s*)$/.test(speaker.text())) speaker.say(' …');
      untoldLines(speaker.text(), turn, progress).forEach((line) => speaker.add(line, '\n\n'));
    },
    text: speaker.text,
    citations: marks.used,
    memories: memories.used,
    cut: checker.cut,
  };
}

/** Says of a sentence what is to be said in its place; undefined where it may stand. */
function createChecker(turn: Turn, progress: Progress) {
  const ground = groundOf(turn, progress);
  const corrected = new Set<ClaimKind>();
  let cut = 0;
  return {
    check(sentence: string): string[] | undefined {
      // What cannot be read cannot be checked.
      const kind = isEnglish(sentence) ? falseClaimIn(sentence, ground) : 'any';
      if (kind === undefined) return undefined;
      cut += 1;
      if (corrected.has(kind)) return [];
      corrected.add(kind);
      return truthOf(kind, turn, progress);
    },
    cut: () => cut,
  };
}
