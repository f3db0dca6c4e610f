import type { CallContext, ServiceHttp } from '../../core/http.js';
import { path } from '../../core/http-path.js';
import { BossStrategy, NpcLine, Trends } from './xengine.schema.js';

export interface XengineClient {
  npcResponse(scene: { context: string; query: string }, call: CallContext): Promise<NpcLine>;
  bossStrategy(fight: { player: string; boss: string }, call: CallContext): Promise<BossStrategy>;
  trends(call: CallContext): Promise<Trends>;
}

export function createXengineClient(http: ServiceHttp): XengineClient {
  return {
    npcResponse: (scene, context) =>
      http.post(path`/npc_response`, { body: scene, read: true, schema: NpcLine, context }),
    bossStrategy: ({ player, boss }, context) =>
      http.post(path`/boss_adapt_strategy`, {
        body: { player_username: player, boss_type: boss },
        read: true,
        schema: BossStrategy,
        context,
      }),
    trends: (context) => http.get(path`/trends`, { schema: Trends, context }),
  };
}
