import { REACH } from './detectors/detector.js';
import { checksumsOf } from './detectors/seed-phrase.js';
import { SECRET_CLASSES } from './finding.js';
import type { Finding } from './finding.js';
import { normalise } from './normalise.js';
import type { NormalisedText } from './normalise.js';
import { redact } from './redact.js';
import { scanNormalised } from './scan.js';
import { cutBefore, settledEnd } from './settled.js';

export interface HoldBack {
  /** Takes a piece of the stream, of any size; gives what may leave now, which may be nothing. */
  push(piece: string): string;
  /** Gives the rest. Nothing may be pushed after. */
  end(): string;
}

/** Text that has left is kept this long as context for what follows: a detector's reach, and some. */
const CONTEXT = REACH + 64;
/** It is cut back only once it is this much longer, as finding a place to cut costs a scan too. */
const SURPLUS = 256;
/** New text to wait for before the next scan: the price of a scan is spread over it. */
const STEP = 40;
/** A candidate longer than this is taken for a secret, and with it all that follows. */
export const MAX_HELD = 65_536;
const GIVEN_UP = '[text removed]';

interface Stream {
  /** Context that has left, then what is held. */
  text: string;
  done: number;
  checksumsSpent: number;
  nextScan: number;
  givenUp: boolean;
}

/**
 * Redacts a stream: text leaves once it can no longer be part of a secret, and what leaves, put together, is the redacted
 * whole, however the stream was cut. Ordinary words leave at once; digits, long words and what follows the mention of a
 * password wait for some 256 characters, seed phrases and keys for their end.
 */
export function createHoldBack(): HoldBack {
  const stream: Stream = { text: '', done: 0, checksumsSpent: 0, nextScan: 0, givenUp: false };
  return {
    push(piece) {
      if (stream.givenUp) return '';
      stream.text += piece;
      return stream.text.length < stream.nextScan ? '' : advance(stream);
    },
    end() {
      return stream.givenUp ? '' : finish(stream);
    },
  };
}

function advance(stream: Stream): string {
  const { normalised, findings } = scan(stream);
  const output = release(stream, findings, Math.max(stream.done, settledEnd(normalised, findings)));
  const held = stream.text.length - stream.done;
  if (held > MAX_HELD) {
    stream.givenUp = true;
    stream.text = '';
    return output + GIVEN_UP;
  }
  forget(stream, normalised, findings);
  stream.nextScan = stream.text.length + Math.max(STEP, held >> 3);
  return output;
}

function finish(stream: Stream): string {
  const { findings } = scan(stream);
  return release(stream, findings, stream.text.length);
}

function scan(stream: Stream): { normalised: NormalisedText; findings: Finding[] } {
  const normalised = normalise(stream.text);
  const { checksumsSpent } = stream;
  return { normalised, findings: scanNormalised(normalised, { classes: SECRET_CLASSES, checksumsSpent }) };
}

function release(stream: Stream, findings: readonly Finding[], end: number): string {
  const { text, done } = stream;
  stream.done = end;
  const inside = findings
    .filter((finding) => finding.start >= done && finding.end <= end)
    .map((finding) => ({ ...finding, start: finding.start - done, end: finding.end - done }));
  return redact(text.slice(done, end), inside).text;
}

/** Drops context that is past every detector's reach. */
function forget(stream: Stream, normalised: NormalisedText, findings: readonly Finding[]): void {
  if (stream.done < CONTEXT + SURPLUS) return;
  const cut = cutBefore(stream.text, stream.done - CONTEXT, normalised, findings);
  if (cut === 0) return;
  stream.checksumsSpent += checksumsOf(normalise(stream.text.slice(0, cut)).text);
  stream.text = stream.text.slice(cut);
  stream.done -= cut;
}
