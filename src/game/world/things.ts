import type { KnownGameEventType } from '../../contracts/game-event.js';
import { find, put, without } from './keyed.js';
import type { Change } from './change.js';
import type { World } from '../../contracts/match-view.js';

type ThingEvent = Extract<KnownGameEventType, `item.${string}` | `objective.${string}`>;

const MAX_ITEMS = 64;
const MAX_OBJECTIVES = 32;

const gone = (world: World, item: string): World =>
  find(world.items, item) === undefined ? world : { ...world, items: without(world.items, item) };

export const THING_CHANGES: { [Type in ThingEvent]: Change<Type> } = {
  'item.spawned': (world, { item: id, kind, amount, position }, { version }) => ({
    ...world,
    items: put(world.items, { kind, amount, position, id, version }, MAX_ITEMS),
  }),
  'item.taken': (world, { item }) => gone(world, item),
  'item.expired': (world, { item }) => gone(world, item),
  'objective.updated': (world, payload, { version }) => {
    const { objective: id, kind, label, state, progress, position, radius } = payload;
    const fact = { kind, label, state, progress, position, radius, id, version };
    return { ...world, objectives: put(world.objectives, fact, MAX_OBJECTIVES) };
  },
};
