import { standing, told, TICK_MS, type Battle, type Objective } from './battle-state.js';
import { distance } from './geometry.js';
import { freeGround } from './movement.js';
import { expose } from './strikes.js';

const ITEM_LASTS_MS = 25_000;
const MOST_ITEMS = 6;

/** Items appear and go. */
export function renewItems(battle: Battle): void {
  const { config, t } = battle;
  for (const { id } of battle.items.filter(({ expires_at }) => t >= expires_at)) {
    battle.items = battle.items.filter((one) => one.id !== id);
    battle.emit('item.expired', { item: id });
  }
  if (t === 0 || t % config.item_every_ms !== 0 || battle.items.length >= MOST_ITEMS) return;
  const kind = config.items[Math.floor(battle.roll('item') * config.items.length)];
  if (kind === undefined) return;
  battle.spawned += 1;
  const at = { x: config.width * battle.roll('item x'), y: config.height * battle.roll('item y') };
  const item = { id: `item-${battle.spawned}`, ...kind, position: told(freeGround(battle, at)) };
  battle.items.push({ ...item, expires_at: t + ITEM_LASTS_MS });
  battle.emit('item.spawned', {
    item: item.id,
    kind: item.kind,
    amount: item.amount,
    position: item.position,
  });
}

/** Objectives get on, are reached or lost. */
export function followObjectives(battle: Battle): void {
  for (const objective of battle.objectives) {
    if (objective.state !== 'open') continue;
    if (objective.config.kind === 'protect') protect(battle, objective);
    else capture(battle, objective);
  }
}

function capture(battle: Battle, objective: Objective): void {
  const { config } = objective;
  const isHeld = standing(battle).some(
    ({ position }) => distance(position, config.position) <= config.radius,
  );
  if (!isHeld) return;
  objective.held_ms += TICK_MS;
  if (objective.held_ms < config.seconds * 1_000) return report(battle, objective);
  objective.state = 'done';
  report(battle, objective);
  if (config.exposes !== undefined) expose(battle, config.exposes);
}

function protect(battle: Battle, objective: Objective): void {
  const isLost = battle.fighters.some(({ kind, status }) => kind === 'npc' && status === 'dead');
  objective.held_ms += TICK_MS;
  if (isLost) objective.state = 'failed';
  else if (objective.held_ms >= objective.config.seconds * 1_000) objective.state = 'done';
  report(battle, objective);
}

/** Tells how an objective stands, where that is news. */
export function report(battle: Battle, objective: Objective): void {
  const { id, config, state } = objective;
  const progress = Math.min(1, Math.floor((10 * objective.held_ms) / (config.seconds * 1_000)) / 10);
  if (state === 'open' && progress === objective.reported) return;
  objective.reported = progress;
  const { kind, label, position, radius } = config;
  battle.emit('objective.updated', { objective: id, kind, label, state, progress, position, radius });
}
