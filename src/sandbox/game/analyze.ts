import type { Analysis, Match } from '../../services/game/game.schema.js';
import { BOSS_NAMES, findBoss, phaseAt, type Boss } from '../data/bosses.js';
import { notFound } from '../http/service-error.js';
import type { GameState } from './game.state.js';

export interface AnalysisRequest {
  player: string;
  boss?: string | undefined;
  match_id?: string | undefined;
}

/**
 * Looks at the named match, else at the player's live one, else at the named boss alone. Who names another boss than the
 * one of the live match is told about the boss that was named.
 */
export function analyze(state: GameState, { player, boss: bossName, match_id }: AnalysisRequest): Analysis {
  const match = match_id === undefined ? state.liveMatchOf(player) : state.match(match_id, player);
  const named = bossName === undefined ? undefined : findBoss(bossName);
  const inMatch = match === undefined ? undefined : findBoss(match.boss.name);
  if (
    match !== undefined &&
    inMatch !== undefined &&
    (match_id !== undefined || !named || named === inMatch)
  ) {
    return analyzeMatch(match, inMatch);
  }
  if (named === undefined) {
    const what = bossName === undefined ? 'no boss was named' : `there is no boss ${bossName}`;
    throw notFound(`There is no live match, and ${what}`, { bosses: [...BOSS_NAMES] });
  }
  return describe(named, 100, null, `${named.summary} Open with: ${phaseAt(named, 100).advice}`);
}

function analyzeMatch(match: Match, boss: Boss): Analysis {
  const weakest = match.allies.toSorted((a, b) => a.hp_percent - b.hp_percent)[0];
  const care = weakest !== undefined && weakest.hp_percent < 50 ? ` Heal ${weakest.name} first.` : '';
  const { hp_percent } = match.boss;
  const advice = phaseAt(boss, hp_percent).advice;
  return describe(boss, hp_percent, match.id, `${boss.name} is at ${hp_percent}%. ${advice}${care}`);
}

function describe(boss: Boss, hpPercent: number, matchId: string | null, recommendation: string): Analysis {
  const { phase, threats } = phaseAt(boss, hpPercent);
  return { match_id: matchId, boss: boss.name, phase, threats, weaknesses: boss.weaknesses, recommendation };
}
