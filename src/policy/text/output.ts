import { createControlStripper } from './control-characters.js';
import type { AllowedHosts } from './link-targets.js';
import { nextPiece } from './markup.js';
import type { Piece, Taken } from './markup.js';

export interface OutputCleaner {
  push(piece: string): string;
  end(): string;
  /** What has been taken out so far. */
  taken(): Taken;
}

interface Stream {
  text: string;
  /** The last three characters that left, and whether the last piece was changed. */
  last: string;
  changed: boolean;
  nextTry: number;
  taken: Taken;
}

/**
 * Cleans a reply that arrives in pieces: links and images to hosts that are not allowed (inline, by reference, bare, `data:`),
 * HTML tags, terminal sequences and control characters go. What leaves, put together, does not depend on the pieces. It comes
 * after the hold-back: `cleaner.push(holdBack.push(delta))`.
 */
export function createOutputCleaner(hosts: AllowedHosts): OutputCleaner {
  const controls = createControlStripper();
  const stream: Stream = {
    text: '',
    last: '',
    changed: false,
    nextTry: 0,
    taken: { links: 0, images: 0, tags: 0 },
  };
  return {
    push: (piece) => {
      stream.text += controls.push(piece);
      return stream.text.length < stream.nextTry ? '' : clean(stream, hosts, false);
    },
    end: () => {
      stream.text += controls.end();
      return clean(stream, hosts, true);
    },
    taken: () => ({ ...stream.taken }),
  };
}

/** A whole reply, cleaned as `createOutputCleaner` cleans a stream. */
export function cleanOutput(text: string, hosts: AllowedHosts): { text: string; taken: Taken } {
  const cleaner = createOutputCleaner(hosts);
  return { text: cleaner.push(text) + cleaner.end(), taken: cleaner.taken() };
}

function clean(stream: Stream, hosts: AllowedHosts, isEnd: boolean): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < stream.text.length) {
    const piece = nextPiece(stream.text, at, isEnd, hosts);
    if (piece === undefined) break;
    pieces.push(emit(stream, piece));
    at += piece.length;
  }
  stream.text = stream.text.slice(at);
  // What is held is looked at again once it has grown by an eighth, so that a long word costs no more than many short ones.
  stream.nextTry = stream.text.length + (stream.text.length >> 3);
  return pieces.join('');
}

function emit(stream: Stream, { text, taken }: Piece): string {
  const { links = 0, images = 0, tags = 0 } = taken ?? {};
  stream.taken.links += links;
  stream.taken.images += images;
  stream.taken.tags += tags;
  const changed = text === '' || links + images + tags > 0;
  const apart = (changed || stream.changed) && wouldJoin(stream.last, text) ? ' ' : '';
  stream.changed = changed;
  if (text !== '') stream.last = (stream.last + text).slice(-3);
  return apart + text;
}

/** What stood apart in the text, and does not any more, must not become a tag or an address. */
function wouldJoin(before: string, text: string): boolean {
  if (text === '') return false;
  if (before.endsWith('<')) return /^[A-Za-z/!?]/.test(text);
  return /[:/\\&#;]$/.test(before) || /^[:/\\]/.test(text) || (/www$/i.test(before) && text.startsWith('.'));
}
