import { nameOf } from '../mention-event.js';
import { actorOf } from '../mind-state.js';
import { claimantOf } from '../tactics/blackboard.js';
import { damageAt } from '../world/danger.js';
import { distance } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { commanded, thePlayer, walk } from '../world/sides.js';
import { NPC_REFLEXES } from './npcs.js';
import { reflex, WEIGHT, type AnyReflex } from './reflex.js';
import { canDo, dodgeStrike, interruptStrike } from './strikes.js';

/** Nobody is sent further than this without a plan. */
const NEAR_SECONDS = 4;

/** The reflexes, the more urgent first: for one event a fighter follows the first that wants something of it. */
export const REFLEXES: readonly AnyReflex[] = [
  reflex({
    name: 'interrupt',
    on: ['boss.telegraph'],
    react(context, { payload }) {
      const strike = find(context.state.world.strikes, payload.strike);
      return strike === undefined ? [] : interruptStrike(context, strike);
    },
  }),
  reflex({
    name: 'dodge',
    on: ['boss.telegraph'],
    react: (context) =>
      commanded(context.state.world)
        .slice(0, context.limits.maxActors)
        .flatMap((fighter) => dodgeStrike(context, fighter)),
  }),
  reflex({
    name: 'shield the player',
    on: ['boss.telegraph'],
    react(context) {
      const { world } = context.state;
      const player = thePlayer(world);
      if (player?.status !== 'up' || damageAt(world, player.id, player.position) < player.hp * 0.4) return [];
      const [guard] = commanded(world)
        .filter(
          (one) =>
            canDo(context, one, 'guard') &&
            walk(one, player.position) < NEAR_SECONDS / 2 &&
            damageAt(world, one.id, player.position) < one.hp,
        )
        .toSorted((a, b) => toughness(b) - toughness(a));
      if (guard === undefined) return [];
      const strike = world.strikes.at(-1);
      return [
        {
          actor: guard.id,
          action: 'guard',
          target: player.id,
          reason: `${guard.name} covers ${player.name}, who is about to be hit hard`,
          weight: WEIGHT.guard,
          until: strike?.lands_at ?? world.t_game + 1_000,
          strike: strike?.id,
        },
      ];
    },
  }),
  reflex({
    name: 'heal who falls',
    on: ['player.low_health', 'ally.low_health'],
    react(context, { payload }) {
      const { world } = context.state;
      const patient = find(world.fighters, payload.id);
      if (patient?.status !== 'up' || claimantOf(context.state, `heal_ally/${patient.id}`) !== undefined)
        return [];
      const [healer] = commanded(world)
        .filter((one) => one.role === 'healer' && canDo(context, one, 'heal'))
        .filter((one) => distance(one.position, patient.position) <= one.range + one.speed * NEAR_SECONDS)
        .toSorted((a, b) => distance(a.position, patient.position) - distance(b.position, patient.position));
      if (healer === undefined) return [];
      return [
        {
          actor: healer.id,
          action: 'heal',
          target: patient.id,
          reason: `${healer.name} heals ${patient.name}, who is low`,
          weight: WEIGHT.heal,
          until: world.t_game + 1_000,
          claims: `heal_ally/${patient.id}`,
        },
      ];
    },
  }),
  reflex({
    name: 'revive who fell',
    on: ['player.downed', 'ally.downed'],
    react(context, { payload }) {
      const { world } = context.state;
      const fallen = find(world.fighters, payload.id);
      if (fallen?.status !== 'down' || claimantOf(context.state, `revive_ally/${fallen.id}`) !== undefined)
        return [];
      const left = (fallen.dies_at - world.t_game) / 1_000;
      const [nearest] = commanded(world)
        .filter(
          (one) => canDo(context, one, 'revive') && walk(one, fallen.position) < Math.min(left, NEAR_SECONDS),
        )
        .filter((one) => damageAt(world, one.id, fallen.position) < one.hp && !isDodging(context, one.id))
        .toSorted((a, b) => walk(a, fallen.position) - walk(b, fallen.position));
      if (nearest === undefined) return [];
      return [
        {
          actor: nearest.id,
          action: 'revive',
          target: fallen.id,
          reason: `${nearest.name} is the nearest to ${nameOf(world, fallen.id)}, who fell`,
          weight: WEIGHT.revive,
          until: world.t_game + 1_000,
          claims: `revive_ally/${fallen.id}`,
        },
      ];
    },
  }),
  ...NPC_REFLEXES,
];

function toughness({ role, hp }: { role: string; hp: number }): number {
  return hp * (role === 'tank' ? 4 : 1);
}

function isDodging(context: Parameters<AnyReflex['react']>[0], id: string): boolean {
  const { reflex } = actorOf(context.state, id);
  return reflex !== null && reflex.until > context.state.world.t_game && reflex.weight >= WEIGHT.dodge;
}
