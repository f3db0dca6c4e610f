import type { Fighter } from '../../contracts/game-event.js';
import type { FighterFact, World } from '../../contracts/match-view.js';
import { emptyWorld } from './empty-world.js';
import type { Change } from './change.js';

interface MatchChanges {
  'match.started': Change<'match.started'>;
  'match.ended': Change<'match.ended'>;
}

export const MATCH_CHANGES: MatchChanges = {
  'match.started': (world, { width, height, obstacles, roster, ends_at }, { version }) => ({
    ...emptyWorld(world.player),
    unknown: world.unknown,
    ignored: world.ignored,
    stage: 'running',
    width,
    height,
    obstacles,
    ends_at: ends_at ?? null,
    fighters: firstOfEach(roster).map((fighter) => toFact(fighter, version)),
  }),
  'match.ended': (world, { outcome }) => (world.stage === outcome ? world : ended(world, outcome)),
};

// Written out: V8 gives every spread copy with further properties a shape of its own, and all that reads facts is slower for it.
function toFact(fighter: Fighter, version: number): FighterFact {
  const { id, kind, name, role, max_hp, speed, range, position } = fighter;
  const hp = Math.min(fighter.hp, max_hp);
  const versions = { place: version, health: version, status: version };
  return {
    id,
    kind,
    name,
    role,
    hp,
    max_hp,
    speed,
    range,
    position,
    status: 'up',
    dies_at: 0,
    ready: [],
    hurt_at: 0,
    versions,
  };
}

function ended(world: World, outcome: 'won' | 'lost' | 'abandoned'): World {
  return { ...world, stage: outcome, strikes: [] };
}

/** A roster may name somebody twice; the first counts. */
function firstOfEach<Named extends { id: string }>(roster: readonly Named[]): Named[] {
  const seen = new Set<string>();
  return roster.filter(({ id }) => !seen.has(id) && seen.add(id));
}
