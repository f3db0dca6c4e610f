import type { FighterFact, StrikeFact, World } from '../../contracts/match-view.js';
import type { MindContext } from '../mind-context.js';
import { actorOf } from '../mind-state.js';
import { nameOf } from '../mention-event.js';
import { claimantOf } from '../tactics/blackboard.js';
import { strikesOn, wayOut } from '../world/danger.js';
import { distance } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { commanded, isReady } from '../world/sides.js';
import { WEIGHT, type Reaction } from './reflex.js';

/** It takes this long for a command to have its effect. */
const LATENCY_MS = 250;

const interruptOf = (strike: StrikeFact): string => `interrupt/${strike.id}`;

/** Who calls an announced attack off: the one who is there first. */
export function interruptStrike(context: MindContext, strike: StrikeFact): Reaction[] {
  const { state } = context;
  const boss = find(state.world.bosses, strike.boss);
  if (!strike.interruptible || boss === undefined) return [];
  if (claimantOf(state, interruptOf(strike)) !== undefined) return [];
  const left = strike.lands_at - state.world.t_game - LATENCY_MS;
  const arrival = (fighter: FighterFact): number =>
    (Math.max(0, distance(fighter.position, boss.position) - fighter.range) / Math.max(fighter.speed, 0.01)) *
    1_000;
  const [first] = commanded(state.world)
    .filter((fighter) => canDo(context, fighter, 'interrupt') && arrival(fighter) <= left)
    .toSorted((a, b) => arrival(a) - arrival(b));
  if (first === undefined) return [];
  return [
    {
      actor: first.id,
      action: 'interrupt',
      target: boss.id,
      reason: `${nameOf(state.world, first.id)} interrupts ${strike.attack}`,
      weight: WEIGHT.interrupt,
      until: strike.lands_at,
      expiresAt: strike.lands_at,
      strike: strike.id,
      claims: interruptOf(strike),
    },
  ];
}

/** Gets somebody out of what will hit; where there is no way out, or no walking away from it, behind a guard. */
export function dodgeStrike(context: MindContext, fighter: FighterFact): Reaction[] {
  const { state } = context;
  const strike = strikesOn(state.world, fighter.id, fighter.position).find((one) =>
    concerns(context, one, fighter),
  );
  if (strike === undefined || isAnswered(context, fighter, strike)) return [];
  const position = wayOut(state.world, fighter, strike);
  const { id: actor, name } = fighter;
  const { id, lands_at: until, attack } = strike;
  if (position !== undefined) {
    const reason = `${name} gets out of ${attack}`;
    const weight = WEIGHT.dodge;
    return [{ actor, action: 'dodge', position, reason, weight, until, expiresAt: until, strike: id }];
  }
  if (!isWorthBracing(strike, fighter) || !canDo(context, fighter, 'guard')) return [];
  const reason = `${name} cannot get out of ${attack} and braces for it`;
  const weight = WEIGHT.brace;
  return [{ actor, action: 'guard', target: actor, reason, weight, until, expiresAt: until, strike: id }];
}

export function canDo(context: MindContext, fighter: FighterFact, action: Reaction['action']): boolean {
  const { state } = context;
  return isReady(fighter, action, state.world.t_game) && !actorOf(state, fighter.id).unable.includes(action);
}

/** One that is being interrupted only concerns those it would kill. */
function concerns({ state }: MindContext, strike: StrikeFact, fighter: FighterFact): boolean {
  return claimantOf(state, interruptOf(strike)) === undefined || strike.damage >= fighter.hp;
}

function isWorthBracing(strike: StrikeFact, fighter: FighterFact): boolean {
  return strike.damage >= fighter.max_hp * 0.1;
}

function isAnswered({ state }: MindContext, fighter: FighterFact, strike: StrikeFact): boolean {
  const { reflex, command } = actorOf(state, fighter.id);
  if (reflex === null || reflex.strike !== strike.id || reflex.until <= state.world.t_game) return false;
  return !isStillHitThere(state.world, fighter, command?.position);
}

/** The place it is on its way to has meanwhile been aimed at, too. */
function isStillHitThere(
  world: World,
  fighter: FighterFact,
  going: { x: number; y: number } | undefined,
): boolean {
  return (
    going !== undefined &&
    strikesOn(world, fighter.id, going, 0).some(
      ({ shape }) => shape.kind !== 'everywhere' && shape.kind !== 'target',
    )
  );
}
