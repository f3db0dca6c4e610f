import type { GamePayloads } from '../../contracts/game-event.js';
import type { FighterFact, World } from '../../contracts/match-view.js';
import { find, put } from './keyed.js';
import type { Change, Moment } from './change.js';

type Kind = 'player' | 'ally';
type What = 'damaged' | 'healed' | 'low_health' | 'downed' | 'revived' | 'died' | 'moved';

type FighterChanges = { [Type in `${Kind}.${What}`]: Change<Type> } & {
  'ability.used': Change<'ability.used'>;
};

const MAX_FIGHTERS = 64;
const MAX_ABILITIES = 16;

const hurt = (world: World, payload: GamePayloads['ally.damaged'], at: Moment): World =>
  changeFighter(world, payload.id, (fighter) => ({ ...withHealth(fighter, payload.hp, at), hurt_at: at.t }));

const told = (world: World, payload: { id: string; hp: number }, at: Moment): World =>
  changeFighter(world, payload.id, (fighter) => withHealth(fighter, payload.hp, at));

const downed = (world: World, { id, dies_at }: GamePayloads['ally.downed'], at: Moment): World =>
  changeFighter(world, id, (fighter) => withStatus({ ...fighter, hp: 0, dies_at }, 'down', at));

const revived = (world: World, { id, hp }: GamePayloads['ally.revived'], at: Moment): World =>
  changeFighter(world, id, (fighter) => withStatus(withHealth({ ...fighter, dies_at: 0 }, hp, at), 'up', at));

const died = (world: World, { id }: GamePayloads['ally.died'], at: Moment): World =>
  changeFighter(world, id, (fighter) => withStatus({ ...fighter, hp: 0, dies_at: 0 }, 'dead', at));

const moved = (world: World, { id, position }: GamePayloads['ally.moved'], at: Moment): World =>
  changeFighter(world, id, (fighter) => ({
    ...fighter,
    position,
    versions: { ...fighter.versions, place: at.version },
  }));

export const FIGHTER_CHANGES: FighterChanges = {
  'player.damaged': hurt,
  'player.healed': told,
  'player.low_health': told,
  'player.downed': downed,
  'player.revived': revived,
  'player.died': died,
  'player.moved': moved,
  'ally.damaged': hurt,
  'ally.healed': told,
  'ally.low_health': told,
  'ally.downed': downed,
  'ally.revived': revived,
  'ally.died': died,
  'ally.moved': moved,
  'ability.used': (world, { id, ability, ready_at }, at) =>
    changeFighter(world, id, (fighter) => {
      const others = fighter.ready.filter((one) => one.ability !== ability && one.at > at.t);
      const ready = [...others.slice(1 - MAX_ABILITIES), { ability, at: ready_at }];
      return withStatus({ ...fighter, ready }, fighter.status, at);
    }),
};

function changeFighter(world: World, id: string, how: (fighter: FighterFact) => FighterFact): World {
  const fighter = find(world.fighters, id);
  if (fighter === undefined) return world;
  return { ...world, fighters: put(world.fighters, how(fighter), MAX_FIGHTERS) };
}

function withHealth(fighter: FighterFact, hp: number, at: Moment): FighterFact {
  const versions = { ...fighter.versions, health: at.version };
  return { ...fighter, hp: Math.min(hp, fighter.max_hp), versions };
}

function withStatus(fighter: FighterFact, status: FighterFact['status'], at: Moment): FighterFact {
  return { ...fighter, status, versions: { ...fighter.versions, status: at.version } };
}
