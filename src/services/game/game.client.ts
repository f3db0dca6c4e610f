import type { CallContext, ServiceHttp } from '../../core/http.js';
import type { ToolErrorOptions } from '../../core/errors.js';
import { path } from '../../core/http-path.js';
import { Analysis, BossList, Execution, Match } from './game.schema.js';

export interface GameClient {
  match(id: string, context: CallContext): Promise<Match>;
  /** Of the acting user's match or of a boss; where there is neither, the failure offers the bosses that exist. */
  analyze(
    what: { boss?: string | undefined; match_id?: string | undefined },
    context: CallContext,
  ): Promise<Analysis>;
  execute(
    order: { match_id: string | null; strategy: string; orders: string[] },
    context: CallContext,
  ): Promise<Execution>;
}

export function createGameClient(http: ServiceHttp): GameClient {
  return {
    match: (id, context) => http.get(path`/matches/${id}`, { schema: Match, context }),
    analyze: (what, context) =>
      http.post(path`/analyze`, {
        body: { ...what, player: context.userId },
        read: true,
        schema: Analysis,
        context,
        choicesFrom: bossesOf,
      }),
    execute: (order, context) => http.post(path`/execute`, { body: order, schema: Execution, context }),
  };
}

function bossesOf(body: unknown): NonNullable<ToolErrorOptions['choices']> {
  const list = BossList.safeParse(body);
  return list.success ? list.data.bosses.map((boss) => ({ label: boss, value: boss })) : [];
}
