import type { CallContext, ServiceHttp } from '../../core/http.js';
import { path } from '../../core/http-path.js';
import { Fixtures, Scores } from './sports.schema.js';

export interface SportsClient {
  scores(
    of: { team?: string | undefined; league?: string | undefined },
    context: CallContext,
  ): Promise<Scores>;
  fixtures(of: { team?: string | undefined }, context: CallContext): Promise<Fixtures>;
}

export function createSportsClient(http: ServiceHttp): SportsClient {
  return {
    scores: ({ team, league }, context) =>
      http.get(path`/scores`, { query: { team, league }, schema: Scores, context }),
    fixtures: ({ team }, context) =>
      http.get(path`/fixtures`, { query: { team }, schema: Fixtures, context }),
  };
}
