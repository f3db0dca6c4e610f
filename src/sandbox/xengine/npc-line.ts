import type { NpcLine } from '../../services/xengine/xengine.schema.js';
import { BOSSES, type Boss } from '../data/bosses.js';
import { PERSONAS, SMALL_TALK, TOPICS, type Persona, type Topic } from '../data/npcs.js';
import { chance, pick } from '../random.js';
import { words, wordSet } from '../text.js';

/** A line for somebody in the game world: the same for the same context, query and seed. */
export function speak(seed: number, context: string, query: string): NpcLine {
  const said = wordSet(query);
  const heard = wordSet(`${context} ${query}`);
  const persona = choosePersona(heard, context, chance(seed, 'persona', context, query));
  const topic = mostCalled(TOPICS, said) ?? mostCalled(TOPICS, heard);
  const boss = BOSSES.find(({ name }) => heard.has(name.toLowerCase()) || isSpelledOut(name, heard));
  const roll = (part: string): number => chance(seed, part, context, query);
  const text = [
    pick(persona.openings, roll('opening')),
    boss === undefined ? chat(topic, query, roll('line')) : warn(boss, roll('line')),
    pick(persona.closings, roll('closing')),
  ].join(' ');
  return { npc: persona.name, text, mood: topic?.mood ?? (boss === undefined ? 'curious' : 'determined') };
}

function choosePersona(heard: ReadonlySet<string>, context: string, roll: number): Persona {
  const named = PERSONAS.find(({ name }) => wordsOverlap(name, wordSet(context)) > 0);
  return named ?? mostCalled(PERSONAS, heard) ?? pick(PERSONAS, roll);
}

function mostCalled<Item extends Persona | Topic>(
  items: readonly Item[],
  heard: ReadonlySet<string>,
): Item | undefined {
  const ranked = items
    .map((item) => ({ item, hits: wordsOverlap(item.calledBy, heard) }))
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits);
  return ranked[0]?.item;
}

function wordsOverlap(text: string, heard: ReadonlySet<string>): number {
  return words(text).filter((word) => heard.has(word)).length;
}

/** "dino boss" for DinoBoss. */
function isSpelledOut(name: string, heard: ReadonlySet<string>): boolean {
  const [, ...parts] = words(name);
  return parts.length > 1 && parts.every((part) => heard.has(part));
}

function warn({ name, weaknesses, phases }: Boss, roll: number): string {
  const [first = 'patience'] = weaknesses;
  const weakness = pick([first, ...weaknesses.slice(1)], roll);
  return `${name} opens with ${phases[0]?.threats.join(' and ').toLowerCase()}. Remember: ${weakness}.`;
}

function chat(topic: Topic | undefined, query: string, roll: number): string {
  if (topic !== undefined) return pick(topic.lines, roll);
  const subject = query.match(/\p{L}{4,}/gu)?.toSorted((a, b) => b.length - a.length)[0] ?? 'silence';
  return pick(SMALL_TALK, roll).replace('{subject}', subject);
}
