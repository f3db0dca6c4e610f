import type { LiveMatches } from '../../contracts/match-view.js';
import type { Decision, Planner, Turn } from '../planner.js';
import { tellLiveMatch } from './tell-live-match.js';

/** A planner that answers questions about the player's live match from the match itself, and leaves all else to `planner`. */
export function withLiveMatch(planner: Planner, matches: LiveMatches): Planner {
  return {
    ...planner,
    plan: async (turn, route) => fromMatch(turn, matches) ?? (await planner.plan(turn, route)),
    forRun: (run) => withLiveMatch(planner.forRun?.(run) ?? planner, matches),
  };
}

function fromMatch(turn: Turn, matches: LiveMatches): Decision | undefined {
  if (turn.mode !== 'player' || turn.brief !== undefined) return undefined;
  const view = matches.of(turn.userId);
  const answer = view && tellLiveMatch(view, turn.text);
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
