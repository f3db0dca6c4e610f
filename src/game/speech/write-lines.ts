import type { LineRequest, LineWriter, WrittenLine } from '../../contracts/game-speech.js';
import type { JsonObject } from '../../contracts/json.js';
import type { GameNotes } from '../matches/game-notes.js';
import type { BookedMatch } from '../matches/shard-book.js';
import { checkLine } from './check-line.js';

export interface WritingDeps {
  writer: LineWriter;
  limits: {
    /** How long a line is waited for; milliseconds. */
    lineMs: number;
    /** Lines of this process that are written at once: other NPCs say lines of their own. */
    atOnce: number;
  };
  notes: Pick<GameNotes, 'lineWritten'>;
  /** Hands a line to its match. */
  say: (matchId: string, player: string, line: JsonObject) => void;
}

/** Has lines of NPCs written, beside the playing: nothing of a match waits for it. */
export interface Writing {
  /** Looks at what NPCs of a match are to answer, and has it written. */
  look(match: BookedMatch): void;
  /** Has nothing more written; who waits says a line of its own. */
  stop(): void;
}

export function createWriting(deps: WritingDeps): Writing {
  const seen = new WeakMap<BookedMatch, Map<string, number>>();
  const underWay = new Set<AbortController>();
  let stopped = false;

  const write = async (match: BookedMatch, player: string, request: LineRequest): Promise<void> => {
    const { matchId } = match.lane;
    const isCrowded = stopped || underWay.size >= deps.limits.atOnce;
    const end = new AbortController();
    underWay.add(end);
    const text = isCrowded ? undefined : await writeOne(deps, request, { matchId, player, end });
    underWay.delete(end);
    deps.notes.lineWritten(text === undefined ? (isCrowded ? 'crowded' : 'failed') : 'written');
    if (match.loss.isLost) return;
    const line: WrittenLine = { id: request.id, text: text ?? null };
    deps.say(matchId, player, line);
  };
  return {
    look(match) {
      for (const [player, mind] of match.lane.broken ? [] : match.lane.state.minds) {
        const lines = mind.lines();
        if (lines.length === 0) continue;
        const last = seen.get(match) ?? new Map<string, number>();
        seen.set(match, last);
        const news = lines.filter(({ id }) => id > (last.get(player) ?? 0));
        for (const request of news) {
          last.set(player, request.id);
          void write(match, player, structuredClone(request));
        }
      }
    },
    stop() {
      stopped = true;
      for (const end of underWay) end.abort();
    },
  };
}

/** A line that policy has let through; undefined where none came in time. Never rejects. */
async function writeOne(
  { writer, limits }: WritingDeps,
  request: LineRequest,
  { end, ...of }: { matchId: string; player: string; end: AbortController },
): Promise<string | undefined> {
  const timer = setTimeout(() => end.abort(), limits.lineMs);
  try {
    const text = await writer.write(request, { ...of, signal: end.signal });
    return end.signal.aborted ? undefined : checkLine(text);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
