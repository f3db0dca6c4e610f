import type { MatchDetails } from '../../contracts/game-door.js';
import { MatchView, type DecisionView } from '../../contracts/match-view.js';

/** One thing on the time axis of a match. */
export interface Mark {
  id: string;
  /** Of game time, in milliseconds. */
  t: number;
  kind: 'event' | 'plan' | 'reflex' | 'tactics' | 'strategy';
  text: string;
  /** Why. */
  reason: string;
  /** What decided it, for an action that is fresh enough to be known. */
  decision?: DecisionView;
}

export interface Lane {
  name: string;
  marks: Mark[];
}

/** What a match came to by its game time: events, plans, questions to the strategist, and actions, a lane for each actor. */
export function lanesOf(details: MatchDetails): Lane[] {
  const view = viewOf(details);
  const decisions = new Map(view?.decisions.map((one) => [one.action_id, one]));
  const events = (view?.events ?? []).map(({ source, seq, t_game: t, text, type }): Mark => ({
    id: `${source} ${seq}`,
    t,
    kind: 'event',
    text,
    reason: type,
  }));
  const plans = details.plans.map(({ plan_id: id, t_game: t, goal, cause }): Mark => ({
    id,
    t,
    kind: 'plan',
    text: goal,
    reason: cause,
  }));
  const asked = details.strategy_runs.map(({ run_id: id, asked_at: t, because, status }): Mark => ({
    id,
    t,
    kind: 'strategy',
    text: `asked: ${because}`,
    reason: status,
  }));
  const actors = new Map<string, Mark[]>();
  for (const { action } of details.actions) {
    const { action_id: id, actor, action: name, target, layer, reason, t_game: t } = action;
    const decision = decisions.get(id);
    const text = target === undefined ? name : `${name} ${target}`;
    const mark: Mark = { id, t, kind: layer, text, reason, ...(decision && { decision }) };
    actors.set(actor, [...(actors.get(actor) ?? []), mark]);
  }
  return [
    { name: 'events', marks: events },
    { name: 'plans', marks: plans },
    ...(asked.length === 0 ? [] : [{ name: 'strategist', marks: asked }]),
    ...[...actors].map(([name, marks]) => ({ name, marks })),
  ];
}

/** What the mind knows; undefined where it has told nothing yet, or is of another version. */
export function viewOf({ view }: MatchDetails): MatchView | undefined {
  return MatchView.safeParse(view).data;
}

/** From the first to the last mark; never empty. */
export function spanOfLanes(lanes: readonly Lane[]): { from: number; to: number } {
  const times = lanes.flatMap(({ marks }) => marks.map(({ t }) => t));
  if (times.length === 0) return { from: 0, to: 1 };
  const [from, to] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  return { from, to: Math.max(to, from + 1) };
}
