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
  /** The last character that left. */
  last: string;
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
  const stream: Stream = { text: '', last: '', nextTry: 0, taken: { links: 0, images: 0, tags: 0 } };
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
  stream.taken.links += taken?.links ?? 0;
  stream.taken.images += taken?.images ?? 0;
  stream.taken.tags += taken?.tags ?? 0;
  if (text === '') return '';
  // What was taken out between a `<` and a letter must not leave a tag behind.
  const apart = stream.last === '<' && /^[A-Za-z/!?]/.test(text) ? ' ' : '';
  stream.last = text.at(-1) ?? '';
  return apart + text;
}
