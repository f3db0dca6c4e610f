import type { GoalName } from '../../contracts/game-strategy.js';
import { canDo } from '../reflex/strikes.js';
import { distance, towards } from '../world/geometry.js';
import { find } from '../world/keyed.js';
import { enemies, enemy, isBoss, nearest, thePlayer, type Enemy } from '../world/sides.js';
import { isFor } from './blackboard.js';
import type { Site } from './site.js';

/** How near one has to be to take, revive or cover. */
export const ARM = 1.5;
export const SHOUT = 8;
/** Detours for items are looked for among this many. */
const FEW_ITEMS = 3;
/** A fighter with at least this range can fight and keep away. */
const RANGED = 6;

/** What the steps of a plan for a goal can be; each puts on the site what makes sense for its goal. */
export const STEPS: Record<GoalName, (site: Site) => void> = {
  fight_boss: fight,
  clear_minions: fight,
  heal_ally: (site) => {
    const { actor, target, world } = site;
    const patient = find(world.fighters, target);
    if (patient === undefined) return;
    const needs = target === actor.id ? 0 : site.near(target, patient.position, actor.range);
    one(site, { action: 'heal', target, reach: actor.range, needs, seconds: 1.5 });
  },
  guard_ally: (site) => atHand(site, 'guard', 1),
  revive_ally: (site) => atHand(site, 'revive', 3),
  take_item: (site) => {
    const item = find(site.world.items, site.target);
    if (item === undefined) return;
    const needs = site.near(item.id, item.position, ARM);
    one(site, { action: 'take', target: item.id, reach: ARM, needs, seconds: 0.5 });
  },
  hold_objective: (site) => {
    const objective = find(site.world.objectives, site.target);
    if (objective?.position === undefined) return;
    const isThing = objective.kind === 'destroy';
    const reach = isThing ? site.actor.range : Math.max(ARM, (objective.radius ?? ARM) * 0.7);
    const needs = site.near(objective.id, objective.position, reach);
    const action = isThing ? 'attack' : objective.kind === 'collect' ? 'take' : 'hold';
    one(site, { action, target: objective.id, reach, needs, seconds: 2 });
  },
  draw_attention: (site) => {
    const foe = enemy(site.world, site.target);
    if (foe === undefined) return;
    const needs = site.near(foe.id, foe.position, Math.max(SHOUT, site.actor.range));
    one(site, { action: 'taunt', target: foe.id, reach: SHOUT, needs, seconds: 0.5 });
  },
  survive: (site) => {
    healOneself(site);
    keepAway(site);
    const [foe] = nearest(site.actor.position, enemies(site.world), 1);
    if (foe !== undefined && site.actor.range >= RANGED) kite(site, foe, site.bit('done'));
  },
  regroup: (site) => {
    const friend = find(site.world.fighters, site.target);
    if (friend === undefined) return;
    const cost = (from: { bits: number; place: number }): number => site.seconds(from, friend.position);
    const payload = { action: 'regroup', target: friend.id, reach: 2 * ARM } as const;
    site.offer({ payload, needs: 0, adds: site.bit('done'), removes: 0, cost });
  },
};

interface OneStep {
  action: 'attack' | 'heal' | 'guard' | 'revive' | 'take' | 'hold' | 'taunt';
  target: string;
  reach: number;
  needs: number;
  seconds: number;
}

/** The step that reaches the goal. */
function one(site: Site, { action, target, reach, needs, seconds }: OneStep): void {
  const payload = { action, target, reach };
  site.offer({ payload, needs, adds: site.bit('done'), removes: 0, cost: () => seconds });
}

function atHand(site: Site, action: 'guard' | 'revive', seconds: number): void {
  const friend = find(site.world.fighters, site.target);
  if (friend === undefined) return;
  const needs = site.near(friend.id, friend.position, ARM);
  one(site, { action, target: friend.id, reach: ARM, needs, seconds });
}

/** Seconds until an attack was worth the while. */
const ATTACK_SECONDS = 4;

function fight(site: Site): void {
  const foe = enemy(site.world, site.target);
  if (foe === undefined) return;
  const done = site.bit('done');
  const strong = site.bit('strong');
  const needs = site.near(foe.id, foe.position, site.actor.range);
  const seconds = ({ bits }: { bits: number }, plain: number): number =>
    (bits & strong) === 0 ? plain : plain * 0.5;
  const payload = { action: 'attack', target: foe.id, reach: site.actor.range } as const;
  site.offer({ payload, needs, adds: done, removes: 0, cost: (from) => seconds(from, ATTACK_SECONDS) });
  if (foe.target === site.actor.id && site.actor.range >= RANGED) kite(site, foe, done);
  if (isBoss(foe)) flank(site, foe, done);
  powerUps(site, strong);
}

/** Fighting from behind: worth a detour for who is not hunted. */
function flank(site: Site, foe: Enemy, done: number): void {
  const { actor, world } = site;
  const prey = find(world.fighters, foe.target ?? undefined) ?? thePlayer(world);
  if (prey === undefined || prey.id === actor.id || actor.role !== 'damage') return;
  const reach = Math.min(actor.range, distance(actor.position, foe.position)) * 0.85;
  const behind = towards(foe.position, prey.position, -Math.max(ARM, reach));
  site.offer({
    payload: { action: 'flank', target: foe.id, reach: actor.range },
    needs: 0,
    adds: done,
    removes: 0,
    place: site.place(behind),
    cost: (from) => site.seconds(from, behind) + ATTACK_SECONDS * 0.75,
  });
}

function kite(site: Site, foe: Enemy, done: number): void {
  if (!canDo(site.context, site.actor, 'kite')) return;
  const needs = site.near(foe.id, foe.position, site.actor.range);
  const payload = { action: 'kite', target: foe.id, reach: site.actor.range } as const;
  site.offer({ payload, needs, adds: done, removes: 0, cost: () => ATTACK_SECONDS * 0.9 });
}

function powerUps(site: Site, strong: number): void {
  const free = site.world.items.filter(
    ({ id, kind }) => kind === 'power' && isFor(site.context.state, `take_item/${id}`, site.actor.id),
  );
  for (const { id, position } of nearest(site.actor.position, free, FEW_ITEMS)) {
    const needs = site.near(id, position, ARM);
    const payload = { action: 'take', target: id, reach: ARM } as const;
    site.offer({ payload, needs, adds: strong, removes: 0, cost: () => 0.5 });
  }
}

function healOneself(site: Site): void {
  const { actor, context, world } = site;
  const done = site.bit('done');
  if (actor.role === 'healer' && canDo(context, actor, 'heal')) {
    const payload = { action: 'heal', target: actor.id, reach: actor.range } as const;
    site.offer({ payload, needs: 0, adds: done, removes: 0, cost: () => 1.5 });
  }
  const kits = world.items.filter(
    ({ id, kind }) => kind === 'medkit' && isFor(context.state, `take_item/${id}`, actor.id),
  );
  for (const { id, position } of nearest(actor.position, kits, FEW_ITEMS)) {
    const needs = site.near(id, position, ARM);
    site.offer({
      payload: { action: 'take', target: id, reach: ARM },
      needs,
      adds: done,
      removes: 0,
      cost: () => 0.5,
    });
  }
}

/** Away from the nearest enemy. */
function keepAway(site: Site): void {
  const { actor, world } = site;
  const [foe] = nearest(actor.position, enemies(world), 1);
  if (foe === undefined) return;
  const away = retreatFrom(site, foe.position);
  const payload = { action: 'move', target: actor.id, position: away, reach: ARM } as const;
  const cost = (from: { bits: number; place: number }): number => site.seconds(from, away) + 3;
  site.offer({ payload, needs: 0, adds: site.bit('done'), removes: 0, place: site.place(away), cost });
}

function retreatFrom({ actor, world }: Site, foe: { x: number; y: number }): { x: number; y: number } {
  const metres = Math.max(6, actor.speed * 2.5);
  const { x, y } = towards(actor.position, foe, -metres);
  const [width, height] = [Math.max(1, world.width), Math.max(1, world.height)];
  return { x: Math.min(Math.max(x, 1), width - 1), y: Math.min(Math.max(y, 1), height - 1) };
}
