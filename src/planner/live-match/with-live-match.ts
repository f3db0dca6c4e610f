import type { LiveMatches, MatchView } from '../../contracts/match-view.js';
import type { Route } from '../../contracts/run-event.js';
import type { Decision, Planner, Turn } from '../planner.js';
import { isSameBoss } from '../rules/templates/game-words.js';
import { understandAs } from '../rules/understand/understand.js';
import { tellStanding, tellStrategy } from './tell-standing.js';
import { tellLiveMatch, type MatchAnswer } from './tell-live-match.js';

/** A planner that answers questions about the player's live match from the match itself, and leaves all else to `planner`. */
export function withLiveMatch(planner: Planner, matches: LiveMatches): Planner {
  return {
    ...planner,
    plan: async (turn, route) => (await fromMatch(turn, route, matches)) ?? (await planner.plan(turn, route)),
    forRun: (run) => withLiveMatch(planner.forRun?.(run) ?? planner, matches),
  };
}

async function fromMatch(turn: Turn, route: Route, matches: LiveMatches): Promise<Decision | undefined> {
  if (turn.mode !== 'player' || turn.brief !== undefined) return undefined;
  const view = await matches.of(turn.userId);
  const answer = view && (tellLiveMatch(view, turn.text) ?? tellAsRouted(view, turn, route));
  if (view === undefined || answer === undefined) return undefined;
  const { text, citations } = answer;
  const { match_id, strategy, advice } = view;
  const data = { match_id, strategy: strategy.name, advice: advice.map(({ text }) => text) };
  const reply = {
    kind: 'answer' as const,
    text,
    data,
    planner: 'rules' as const,
    ...(citations.length > 0 && { citations }),
  };
  return { do: 'reply', outcome: { reply, dialog: turn.dialog } };
}

/** Questions about the match or how to win it are about the one that is being played, unless they name another. */
function tellAsRouted(view: MatchView, turn: Turn, route: Route): MatchAnswer | undefined {
  if (view.world.stage !== 'running') return undefined;
  if (route.intent !== 'game.match' && route.intent !== 'game.strategy') return undefined;
  const { boss, match_id: id } = understandAs(turn, route)[0].slots;
  const isOther =
    (id !== undefined && id !== view.match_id) ||
    (boss !== undefined && !view.world.bosses.some(({ name }) => isSameBoss(boss, name)));
  if (isOther) return undefined;
  return route.intent === 'game.match' ? tellStanding(view) : tellStrategy(view);
}
