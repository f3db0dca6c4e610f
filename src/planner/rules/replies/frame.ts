import type { Reply } from '../../../contracts/chat.js';
import type { Mode } from '../../../contracts/mode.js';
import { TILE_OF_SPECIALIST } from '../data/tiles.js';
import { toJson, type Part } from '../templates/template.js';

type Common = Omit<Extract<Reply, { kind: 'answer' }>, 'kind' | 'data'>;

/** The seed's reply kind for a mode and specialist, filled with what is to be said. */
export function frame(mode: Mode, specialist: string, part: Part, common: Common): Reply {
  if (mode === 'helm')
    return {
      kind: 'nav',
      to: part.to ?? TILE_OF_SPECIALIST[specialist] ?? 'Helm',
      data: toJson(part.data),
      ...common,
    };
  if (mode === 'player')
    return { kind: specialist === 'strategist' ? 'plan' : 'npc', data: toJson(part.data), ...common };
  if (specialist !== 'orders' && specialist !== 'email')
    return { kind: 'answer', data: toJson(part.data), ...common };
  return {
    kind: 'support',
    topic: specialist === 'email' ? 'email' : 'commerce',
    ...(part.steps === undefined ? {} : { steps: part.steps }),
    ...(part.queued === undefined ? {} : { queued: toJson(part.queued) }),
    data: toJson(part.data),
    ...common,
  };
}
