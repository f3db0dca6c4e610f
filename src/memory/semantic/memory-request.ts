import { extractMemories } from './extract-memories.js';
import type { NewMemory } from '../../contracts/memory.js';
import { TO_REMEMBER } from './statement-patterns.js';

/** What a person asks about what is remembered of them. */
export type MemoryRequest =
  | { do: 'list' }
  | { do: 'remember'; memories: NewMemory[] }
  /** A statement of theirs that asks for nothing. */
  | { do: 'note'; memories: NewMemory[] }
  /** What was remembered of the turn before. */
  | { do: 'forget-last' }
  /** With a slot where it names one: "forget where I live", "forget my name". */
  | { do: 'forget'; about: string; slot?: string }
  | { do: 'forget-all'; confirmed: boolean }
  /** What the last reply rests on. */
  | { do: 'why' }
  /** Something about themselves that has a slot. */
  | { do: 'ask'; slot: string };

const start = (source: string): RegExp =>
  new RegExp(`^(?:please |can you |could you |now |ok(?:ay)?,? |hey,? )*${source}`, 'iu');
const END =
  '(?: (?:about|of|on) me| you know| i told you| i(?:.ve| have)? (?:ever )?said| please)*\\s*[.!?]*$';

const LIST = [
  start(`(?:tell me |show me )?what (?:do|did|else do) you (?:know|remember|have|store|keep)${END}`),
  start(
    `(?:tell me |show me )?what (?:have you|you have|you) (?:remembered?|stored?|saved?|kept|keep|know)${END}`,
  ),
  start(`(?:show|list|see|open)(?: me)? (?:all )?(?:my|your) memor(?:y|ies)${END}`),
];
const FORGET_ALL = start(
  `(?:yes,? (?:please )?)?(?:forget|erase|delete|wipe|clear|remove) (?:everything|all(?: of it)?|it all|(?:all )?(?:my|your) memor(?:y|ies)|all (?:my|the) data)(?: that)?${END}`,
);
const FORGET_LAST = start(
  'forget (?:that|this|what i (?:just )?(?:said|told you|wrote))(?: again| please)?\\s*[.!]*$',
);
const FORGET = start(
  '(?:forget|erase|delete|remove) (?:from your memory |the memory |what i (?:said|told you) )?(?:about |that |my |where |what |when |how |who )(.{2,200}?)[.!]*$',
);
const REMEMBER = start(`${TO_REMEMBER}\\S`);
const WHY = start(
  "(?:and |but |so )?(?:why (?:did|do|would) you (?:say|think|suggest|recommend|mention|tell me|pick|choose) (?:that|this|so)|how (?:do|did) you know(?: (?:that|this|about that|all that))?|what makes you (?:say|think) (?:that|so)|where (?:do|did) you (?:get|have) that from|why(?: is that| so)?|how so|how come|says who|what(?: is|'s|’s) your source|(?:which|what) memor(?:y|ies) did you use)(?: (?:about me|just now))?\\s*\\?*$",
);
/** Orders, posts and the like are not forgotten but deleted elsewhere. */
const NO_MEMORY = /(?<![\p{L}])(?:orders?|cart|post|account|email|e-mail|message|match|it)(?![\p{L}])/iu;

const ASK: readonly (readonly [RegExp, string])[] = [
  [
    start(
      "(?:do you (?:know|remember) )?(?:what(?: i|')?s|whats) my (?:nick)?name(?: again)?\\s*\\??$|who am i\\s*\\??$",
    ),
    'name',
  ],
  [
    start(
      '(?:do you (?:know|remember) )?where (?:do )?i live(?: now)?\\s*\\??$|where am i living\\s*\\??$|where is my home\\s*\\??$',
    ),
    'home',
  ],
  [start('(?:do you (?:know|remember) )?where (?:am i|i am|i.m) from\\s*\\??$'), 'hometown'],
  [start('(?:do you (?:know|remember) )?when(?: i|.)?s my birthday\\s*\\??$'), 'birthday'],
  [
    start(
      '(?:do you (?:know|remember) )?(?:what do i do (?:for work|for a living)|(?:what(?: i|.)?s|whats) my (?:job|profession)|where do i work)\\s*\\??$',
    ),
    'job',
  ],
];
const ASK_OWN = start(
  "(?:do you (?:know|remember) )?(?:what(?: i|'|’)?s|whats|which is|who is) my (favou?rite [\\p{L} ]{2,30}|gamer ?tag|handle|role|main|guild|clan|team|time ?zone|pronouns|language|platform|server|region|age|city)\\s*\\??$",
);
const SLOTS: Readonly<Record<string, string>> = {
  handle: 'gamertag',
  'gamer tag': 'gamertag',
  clan: 'guild',
  city: 'home',
};

/** Reads a message that is about what is remembered, and about nothing else; undefined for any other. */
export function readMemoryRequest(message: string): MemoryRequest | undefined {
  const text = message.trim().replace(/[’]/g, "'").replace(/\s+/g, ' ');
  if (text.length > 400) return undefined;
  if (LIST.some((pattern) => pattern.test(text))) return { do: 'list' };
  if (FORGET_ALL.test(text)) return { do: 'forget-all', confirmed: /^yes/i.test(text) };
  if (FORGET_LAST.test(text)) return { do: 'forget-last' };
  if (WHY.test(text)) return { do: 'why' };
  const about = FORGET.exec(text)?.[1];
  if (about !== undefined && !NO_MEMORY.test(about)) return { do: 'forget', about, ...slotToForget(text) };
  return askedFor(text) ?? stated(text);
}

/** "Forget my name" means what "what is my name" asks for. */
function slotToForget(text: string): { slot?: string } {
  const wanted = /(?:forget|erase|delete|remove) (.*?)[.!]*$/i.exec(text)?.[1] ?? '';
  const asked = askedFor(wanted) ?? askedFor(`what's ${wanted}`);
  return asked?.do === 'ask' ? { slot: asked.slot } : {};
}

function askedFor(text: string): MemoryRequest | undefined {
  const known = ASK.find(([pattern]) => pattern.test(text));
  if (known !== undefined) return { do: 'ask', slot: known[1] };
  const own = ASK_OWN.exec(text)?.[1]?.toLowerCase().replace('favourite', 'favorite').trim();
  return own === undefined ? undefined : { do: 'ask', slot: SLOTS[own] ?? own };
}

function stated(text: string): MemoryRequest | undefined {
  const memories = extractMemories({ message: text });
  if (memories.length === 0) return undefined;
  if (REMEMBER.test(text)) return { do: 'remember', memories };
  // A story may be the beginning of a complaint; a name, a place or a wish for all time is not.
  const isPlain = memories.every(({ slot, kind }) => slot !== null || kind === 'preference');
  const left = memories.reduce((rest, memory) => rest.replace(memory.text, ''), text);
  const isAll = (left.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) => FILLERS.has(word.toLowerCase()));
  return isPlain && isAll ? { do: 'note', memories } : undefined;
}

const FILLERS: ReadonlySet<string> = new Set(
  'hi hello hey and but so also btw by the way ok okay please thanks well oh'.split(' '),
);
