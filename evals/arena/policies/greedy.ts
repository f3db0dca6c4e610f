import { createCommander, newScene, watch, type CreatePolicy, type Scene } from './policy.js';

const EVERY_MS = 500;

/** Everybody strikes what is nearest, always. */
export const createGreedy: CreatePolicy = (options) => {
  const scene = newScene();
  const command = createCommander(options, 'as much damage as possible');
  const last = new Map<string, string>();
  return {
    act(events, t) {
      for (const event of events) {
        watch(scene, event);
        if (event.type === 'action.resolved') last.delete(event.payload.actor);
      }
      if (t % EVERY_MS !== 0) return [];
      return scene.allies.flatMap(({ id }) => {
        const target = nearestFoe(scene, id);
        if (!scene.up.has(id) || target === undefined || last.get(id) === target) return [];
        last.set(id, target);
        return [command({ actor: id, action: 'attack', target }, t)];
      });
    },
  };
};

function nearestFoe({ places, foes }: Scene, id: string): string | undefined {
  const here = places.get(id);
  if (here === undefined) return undefined;
  const far = (foe: string): number => {
    const there = places.get(foe) ?? here;
    return Math.hypot(there.x - here.x, there.y - here.y);
  };
  return [...foes].toSorted((a, b) => far(a) - far(b))[0];
}
