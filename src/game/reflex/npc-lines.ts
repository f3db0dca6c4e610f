import type { FighterFact } from '../../contracts/match-view.js';
import { hashOf } from '../../core/ids.js';

export type Occasion =
  'greet' | 'trade' | 'say' | 'warn_spawn' | 'warn_phase' | 'warn_strike' | 'taunt' | 'cheer';

/** What NPCs say where nobody writes them better lines. `{name}` is the boss, or who is spoken to. */
const LINES: Record<Occasion, readonly [string, ...string[]]> = {
  greet: [
    'Well met, {name}. Keep your eyes on the ground when it roars.',
    'You came, {name}! We had nearly given up.',
    'Stay close to the others, {name}.',
  ],
  trade: [
    'I have little left, {name}, but what I have is yours at a fair price.',
    'Look quickly, {name}, and pay later.',
    'For you, {name}: the good bandages.',
  ],
  say: [
    'Not now, {name}. Watch the fight!',
    'I have seen it do that before, {name}.',
    'Ask me again when it is over, {name}.',
  ],
  warn_spawn: ['It is here! {name} is here!', 'Ready yourselves: {name}!', 'Look out, {name} has found us!'],
  warn_phase: [
    '{name} is changing!',
    'Careful, {name} has only been playing so far.',
    '{name} is angry now. Spread out!',
  ],
  warn_strike: ['Get away from there!', 'Move, {name}, move!', '{name}, behind you!'],
  taunt: ['Is that all, {name}?', 'Over here, {name}!', 'My grandmother hits harder, {name}.'],
  cheer: ['You did it!', 'It is down! {name} is down!', 'They will sing of this.'],
};

/** A line for an NPC: the same for the same seed, speaker, occasion and number. */
export function npcLine(
  npc: FighterFact,
  occasion: Occasion,
  { seed, nth, name }: { seed: number; nth: number; name: string },
): string {
  const lines = LINES[occasion];
  const roll = Number.parseInt(hashOf(seed, npc.id, occasion, nth).slice(0, 8), 16);
  return (lines[roll % lines.length] ?? lines[0]).replaceAll('{name}', name);
}
