import { NpcLine } from '../../../services/xengine/xengine.schema.js';
import type { Turn } from '../../planner.js';
import { literal } from '../../resolve-references.js';
import { ABILITIES, SMALL_TALK, SUGGESTIONS } from '../data/small-talk.js';
import { TILES } from '../data/tiles.js';
import { sentence } from '../replies/format.js';
import { clip } from '../text/clip.js';
import { readWords } from '../text/words.js';
import { foreignLanguage } from '../understand/no-english.js';
import { step, type Part, type Template } from './template.js';

/** An NPC answers: the game's own voice, and player mode's answer to everything that is no strategy. */
export const npc: Template = {
  steps: (_wish, turn, first) => [
    step(first, 'npc.respond', 'Ask the NPC', {
      context: literal(clip(`Game context: ${turn.text}`, 450)),
      query: literal(clip(turn.text, 450)),
    }),
  ],
  reply: (story) => {
    const line = story.result('npc.respond', NpcLine);
    return line === undefined ? undefined : { text: `${line.npc}: ${sentence(line.text)}`, data: line };
  },
};

/** Small talk that only repeats a sentence of the table. */
export function say(name: string): Template {
  return { reply: ({ turn }) => spoken(turn, SMALL_TALK[name]?.[turn.mode] ?? '') };
}

/** Small talk that ends with what can be done here. */
export function sayWithHelp(name: string): Template {
  return {
    reply: ({ turn }) => ({
      ...spoken(turn, `${SMALL_TALK[name]?.[turn.mode] ?? ''} ${ABILITIES[turn.mode]}`.trim()),
      choices: SUGGESTIONS[turn.mode],
    }),
  };
}

/** English only, said in English and, where we recognise it, in the person's own language. */
export const language: Template = {
  reply: ({ turn }) => {
    const own = foreignLanguage(readWords(turn.text))?.sentence;
    const english = SMALL_TALK['language']?.[turn.mode] ?? '';
    return {
      ...spoken(turn, [own, english, ABILITIES[turn.mode]].filter((text) => text !== undefined).join(' ')),
      choices: SUGGESTIONS[turn.mode],
    };
  },
};

/** Helm's default: the tiles and what to say. */
export const tiles: Template = {
  reply: () => ({
    text:
      'I am not sure where that leads. Say "store", "docs" or "email", or pick a tile: ' +
      `${TILES.map(({ title }) => title).join(', ')}.`,
    data: { tip: "Say 'store', 'docs', 'email'...", tiles: tileList() },
    choices: TILES.slice(0, 6).map(({ title, say }) => ({ label: title, value: say })),
  }),
};

export const openTile: Template = {
  reply: ({ wish }) => {
    const tile = TILES.find(({ to }) => to === wish.slots.tile);
    if (tile === undefined || tile.to === 'Helm') {
      return {
        text: `Here are the tiles: ${TILES.map(({ title, does }) => `${title} (${does})`).join(', ')}.`,
        data: { tiles: tileList() },
        to: 'Helm',
      };
    }
    return {
      text: `${tile.title} is open: ${tile.does}.`,
      data: { tile: tile.title, does: tile.does, say: tile.say },
      to: tile.to,
    };
  },
};

/** Nothing to do here: the handoff, which the caller adds, says where. */
export const elsewhere: Template = { reply: () => ({ text: '', data: null }) };

export const gameElsewhere: Template = {
  reply: () => ({ text: '', data: { tile: 'Game' }, to: 'VEZEPyGame' }),
};

function spoken({ mode }: Turn, text: string): Part {
  if (mode === 'player') return { text, data: { npc: 'Copilot', text, mood: 'friendly' } };
  return {
    text,
    data:
      mode === 'helm'
        ? { tip: "Say 'store', 'docs', 'email'...", tiles: tileList() }
        : { answer: text, citations: [] },
  };
}

function tileList() {
  return TILES.map(({ to, title, does, say }) => ({ to, title, does, say }));
}
