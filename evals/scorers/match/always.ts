import type { GameAction } from '../../../src/contracts/game-action.js';
import type { Finding } from '../scorer.js';
import type { MatchScorer, PlayedMatch } from './match-scorer.js';

interface Rule {
  what: string;
  isBroken(action: GameAction, match: Facts): boolean;
}

/** What an action is held against. */
interface Facts {
  match: PlayedMatch;
  enemies: ReadonlySet<string>;
  fighters: ReadonlySet<string>;
  plans: ReadonlySet<string>;
  /** When the match was over. */
  over: number;
  /** By fighter, the times between which it lay or was dead. */
  away: ReadonlyMap<string, readonly Away[]>;
}

interface Away {
  from: number;
  to: number;
}

/** What holds for every action in every match, whatever is expected of this one. */
const RULES: readonly Rule[] = [
  {
    what: 'nobody is told anything who lies or is dead',
    isBroken: ({ actor, t_game }, { away }) =>
      (away.get(actor) ?? []).some(({ from, to }) => from < t_game && t_game < to),
  },
  { what: 'nothing is told when the match is over', isBroken: ({ t_game }, { over }) => t_game > over },
  {
    what: 'only who is in the match is told anything',
    isBroken: ({ actor }, { fighters }) => !fighters.has(actor),
  },
  { what: 'there is time to begin', isBroken: ({ t_game, expires_at }) => expires_at <= t_game },
  {
    what: 'nobody attacks their own side',
    isBroken: ({ action, target }, { enemies }) =>
      (action === 'attack' || action === 'interrupt') && target !== undefined && !enemies.has(target),
  },
  {
    what: 'nobody heals or covers an enemy',
    isBroken: ({ action, target }, { fighters }) =>
      (action === 'heal' || action === 'revive' || action === 'guard') &&
      target !== undefined &&
      !fighters.has(target),
  },
  {
    what: 'the plan of an action is on record',
    isBroken: ({ plan_id }, { plans }) => plan_id !== undefined && !plans.has(plan_id),
  },
];

export const always: MatchScorer = {
  name: 'invariants',
  judge(_expected, match) {
    const facts = factsOf(match);
    const broken = RULES.flatMap(({ what, isBroken }): Finding[] => {
      const first = match.actions.find((action) => isBroken(action, facts));
      return first === undefined ? [] : [{ what, expected: null, got: lineOf(first) }];
    });
    return [...broken, ...order(match), ...twice(match)];
  },
};

function order({ actions }: PlayedMatch): Finding[] {
  const early = actions.find(({ t_game }, index) => t_game < (actions[index - 1]?.t_game ?? 0));
  return early === undefined
    ? []
    : [{ what: 'game time does not go back', expected: null, got: lineOf(early) }];
}

function twice({ actions }: PlayedMatch): Finding[] {
  const seen = new Set<string>();
  const again = actions.find(({ action_id }) => seen.size === seen.add(action_id).size);
  return again === undefined ? [] : [{ what: 'an action leaves once', expected: null, got: lineOf(again) }];
}

function lineOf({ t_game, actor, action, target = '', reason }: GameAction): string {
  return `${t_game} ${actor} ${action} ${target}: ${reason}`;
}

function factsOf(match: PlayedMatch): Facts {
  const { events, plans } = match;
  const enemies = new Set<string>();
  const fighters = new Set<string>();
  let over = Infinity;
  for (const { type, payload, t_game } of events) {
    if (type === 'match.started') for (const { id } of payload.roster) fighters.add(id);
    if (type === 'boss.spawned') enemies.add(payload.boss);
    if (type === 'minion.spawned') enemies.add(payload.minion);
    if (type === 'match.ended') over = t_game;
  }
  return {
    match,
    enemies,
    fighters,
    over,
    away: awayOf(match),
    plans: new Set(plans.map(({ plan_id }) => plan_id)),
  };
}

function awayOf({ events }: PlayedMatch): Map<string, Away[]> {
  const away = new Map<string, Away[]>();
  const timesOf = (id: string): Away[] => {
    const known = away.get(id) ?? [];
    away.set(id, known);
    return known;
  };
  for (const { type, payload, t_game } of events) {
    if (type === 'player.downed' || type === 'ally.downed' || type === 'player.died' || type === 'ally.died')
      timesOf(payload.id).push({ from: t_game, to: Infinity });
    if (type === 'player.revived' || type === 'ally.revived')
      for (const one of timesOf(payload.id)) one.to = Math.min(one.to, t_game);
  }
  return away;
}
