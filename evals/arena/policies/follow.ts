import { createCommander, newScene, watch, type CreatePolicy } from './policy.js';

const EVERY_MS = 500;
const FAR = 6;

/** Everybody stays by the player and strikes what the player struck last. */
export const createFollow: CreatePolicy = (options) => {
  const { player } = options;
  const scene = newScene();
  const command = createCommander(options, 'follows the player');
  const last = new Map<string, string>();
  let struck: string | undefined;
  return {
    act(events, t) {
      for (const event of events) {
        watch(scene, event);
        if (event.type === 'action.resolved') last.delete(event.payload.actor);
        if (event.type === 'boss.damaged' && event.payload.by === player) struck = event.payload.boss;
        if (event.type === 'minion.damaged' && event.payload.by === player) struck = event.payload.minion;
      }
      if (t % EVERY_MS !== 0) return [];
      const there = scene.places.get(player);
      return scene.allies.flatMap(({ id }) => {
        const here = scene.places.get(id);
        if (!scene.up.has(id) || here === undefined || there === undefined) return [];
        const isFar = Math.hypot(there.x - here.x, there.y - here.y) > FAR;
        const target = struck !== undefined && scene.foes.has(struck) ? struck : scene.boss;
        const wanted = isFar ? `regroup ${player}` : `attack ${target}`;
        if (last.get(id) === wanted) return [];
        last.set(id, wanted);
        return [
          command({ actor: id, action: isFar ? 'regroup' : 'attack', target: isFar ? player : target }, t),
        ];
      });
    },
  };
};
