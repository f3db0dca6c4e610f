import type { LineWriter } from '../contracts/game-speech.js';
import { strategySession } from '../core/strategy-ids.js';
import type { Services } from '../services/services.js';
import { NpcLine } from '../services/xengine/xengine.schema.js';

/** XEngine's lines, through its adapter: with its timeout, its breaker and its schema. */
export function openLineWriter({ tools }: Pick<Services, 'tools'>): LineWriter | undefined {
  const tool = tools.get('npc.respond');
  if (tool === undefined) return undefined;
  return {
    async write({ context, query }, { matchId, player, signal }) {
      const session = strategySession(matchId, player);
      const of = { userId: player, sessionId: session, runId: session, idempotencyKey: session };
      return NpcLine.parse(await tool.call({ context, query }, { ...of, signal })).text;
    },
  };
}
