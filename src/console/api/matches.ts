import { z } from 'zod';
import { MatchDetails, MatchSummary } from '../../contracts/game-door.js';
import { ask } from './ask.js';

const Matches = z.object({ matches: z.array(MatchSummary) });

export async function listMatches(): Promise<MatchSummary[]> {
  return (await ask('matches?limit=50', Matches)).matches;
}

export const getMatch = (id: string): Promise<MatchDetails> =>
  ask(`matches/${encodeURIComponent(id)}`, MatchDetails);
