import type { BossFact, MinionFact, World } from '../../contracts/match-view.js';
import type { KnownGameEventType } from '../../contracts/game-event.js';
import { find, put, without } from './keyed.js';
import type { Change, Moment } from './change.js';

type EnemyEvent = Extract<KnownGameEventType, `boss.${string}` | `minion.${string}`>;

const MAX_BOSSES = 8;
const MAX_MINIONS = 64;
const MAX_STRIKES = 32;

const fresh = ({ version }: Moment): BossFact['versions'] => ({
  place: version,
  health: version,
  status: version,
});

export const ENEMY_CHANGES: { [Type in EnemyEvent]: Change<Type> } = {
  'boss.spawned': (world, { boss, name, hp, max_hp, position, phase, phases, range }, at) => {
    const fact: BossFact = {
      name,
      hp: Math.min(hp, max_hp),
      max_hp,
      position,
      phase,
      phases,
      range,
      id: boss,
      target: null,
      exposed: null,
      versions: fresh(at),
    };
    return { ...world, bosses: put(world.bosses, fact, MAX_BOSSES) };
  },
  'boss.phase_changed': (world, { boss, phase, hp }, at) =>
    changeBoss(world, boss, (fact) => ({
      ...fact,
      phase,
      hp: Math.min(hp ?? fact.hp, fact.max_hp),
      versions: { ...fact.versions, status: at.version },
    })),
  'boss.moved': (world, { boss, position, target }, at) =>
    changeBoss(world, boss, (fact) => moved(fact, { position, target }, at)),
  'boss.damaged': (world, { boss, hp }, at) => changeBoss(world, boss, (fact) => hurt(fact, hp, at)),
  'boss.telegraph': (world, payload, { version, t }) => {
    const { strike: id, boss, attack, shape, damage, lands_at, interruptible } = payload;
    const fact = { boss, attack, shape, damage, lands_at, interruptible, id, announced_at: t, version };
    return { ...world, strikes: put(world.strikes, fact, MAX_STRIKES) };
  },
  'boss.struck': (world, { strike }) =>
    find(world.strikes, strike) === undefined ? world : { ...world, strikes: without(world.strikes, strike) },
  'boss.exposed': (world, { boss, factor, until }, at) =>
    changeBoss(world, boss, (fact) => ({
      ...fact,
      exposed: { factor, until },
      versions: { ...fact.versions, status: at.version },
    })),
  'boss.defeated': (world, { boss }) =>
    find(world.bosses, boss) === undefined
      ? world
      : {
          ...world,
          bosses: without(world.bosses, boss),
          strikes: world.strikes.filter((strike) => strike.boss !== boss),
        },
  'minion.spawned': (world, { minion: id, name, hp: told, max_hp, position }, at) => {
    const hp = Math.min(told, max_hp);
    const fact: MinionFact = { name, hp, max_hp, position, id, target: null, versions: fresh(at) };
    return { ...world, minions: put(world.minions, fact, MAX_MINIONS) };
  },
  'minion.moved': (world, { minion, position, target }, at) =>
    changeMinion(world, minion, (fact) => moved(fact, { position, target }, at)),
  'minion.damaged': (world, { minion, hp }, at) => changeMinion(world, minion, (fact) => hurt(fact, hp, at)),
  'minion.defeated': (world, { minion }) =>
    find(world.minions, minion) === undefined ? world : { ...world, minions: without(world.minions, minion) },
};

function changeBoss(world: World, id: string, how: (boss: BossFact) => BossFact): World {
  const boss = find(world.bosses, id);
  return boss === undefined ? world : { ...world, bosses: put(world.bosses, how(boss), MAX_BOSSES) };
}

function changeMinion(world: World, id: string, how: (minion: MinionFact) => MinionFact): World {
  const minion = find(world.minions, id);
  return minion === undefined ? world : { ...world, minions: put(world.minions, how(minion), MAX_MINIONS) };
}

function moved<Enemy extends BossFact | MinionFact>(
  enemy: Enemy,
  { position, target }: { position: Enemy['position']; target: string | undefined },
  { version }: Moment,
): Enemy {
  const turned = target !== undefined && target !== enemy.target;
  const versions = { ...enemy.versions, place: version, ...(turned && { status: version }) };
  return { ...enemy, position, target: target ?? enemy.target, versions };
}

function hurt<Enemy extends BossFact | MinionFact>(enemy: Enemy, hp: number, { version }: Moment): Enemy {
  return {
    ...enemy,
    hp: Math.min(hp, enemy.max_hp),
    versions: { ...enemy.versions, health: version },
  };
}
