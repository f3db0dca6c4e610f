import { GameAction } from '../../contracts/game-action.js';
import type { GameActionStream, KeptText, SentAction, SentBatch } from '../../bus/game-outlet.js';
import type { NumberedOf } from '../matches/shard-book.js';
import type { ActionBatch, ActionOutlet, KeptEntry } from './action-outlet.js';
import { readKept, writeKept } from './kept-rows.js';

/** The outlet on a Redis stream. While somebody listens here, this process reads the stream: a match may be played elsewhere. */
export function createRedisOutlet(stream: GameActionStream): ActionOutlet {
  const takers = new Set<(action: NumberedOf) => void>();
  let tail: { stop: AbortController; ready: Promise<void> } | undefined;
  const take = (sent: SentAction): void => {
    const action = GameAction.safeParse(tryParse(sent.action));
    if (!action.success) return;
    const numbered = { matchId: sent.matchId, numbered: { n: sent.n, action: action.data } };
    for (const taker of takers) taker(numbered);
  };
  return {
    publish: (batches) => stream.send(batches.map(toSentBatch)),
    ahead: {
      takeUp: async (sender) => (await stream.takeUp(sender)).map(toEntry),
      list: async (shard) => (await stream.kept(shard)).map(toEntry),
      forget: (shard, nos) => stream.drop(shard, nos),
    },
    async subscribe(taker) {
      takers.add(taker);
      if (tail === undefined) {
        const stop = new AbortController();
        tail = { stop, ready: stream.tail(stop.signal, take) };
      }
      await tail.ready;
      return () => {
        takers.delete(taker);
        if (takers.size > 0) return;
        tail?.stop.abort();
        tail = undefined;
      };
    },
  };
}

function toSentBatch({ shard, epoch, token, no, actions, rows }: ActionBatch): SentBatch {
  const sent = rows?.actions ?? actions.map(toSent);
  return { shard, epoch, token, no, actions: sent, kept: rows === undefined ? '' : writeKept(rows) };
}

const toSent = ({ matchId, numbered: { n, action } }: NumberedOf): SentAction => ({
  matchId,
  n,
  player: action.player,
  action: JSON.stringify(action),
});

const toEntry = ([no, kept]: KeptText): KeptEntry => ({ no, rows: readKept(kept) });

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
