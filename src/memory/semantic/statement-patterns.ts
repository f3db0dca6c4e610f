import type { MemoryKind } from '../../contracts/memory.js';

/** How a statement about oneself begins, and what it is about. */
export interface StatementPattern {
  kind: MemoryKind;
  /** Where only one can be so at a time; a function of the match where the words say what it is. */
  slot: string | null | ((match: RegExpExecArray) => string);
  importance: number;
  pattern: RegExp;
}

/** What somebody has one of. */
const OWN =
  'name|nickname|nick|gamer ?tag|handle|username|user name|in-game name|ign|birthday|birth ?date|age|job|profession|home town|hometown|' +
  'city|country|time ?zone|language|native language|mother tongue|pronouns|guild|clan|squad|team|main|class|role|rank|level|server|region|' +
  'platform|console|phone|laptop|pc|device|headset|budget|shoe size|size|t-?shirt size|diet|allergy|favou?rite [\\p{L} ]{2,30}?';
/** Whom or what one may have several of. */
const SEVERAL =
  'wife|husband|partner|girlfriend|boyfriend|son|daughter|kids?|child|children|brother|sister|mother|mom|mum|father|dad|friend|best friend|' +
  'dog|cat|pet|boss at work|colleague|roommate|teammate|duo|hobby|hobbies|goal|plan';
const OFTEN =
  '(?:really |usually |always |also |still |just |generally |do |absolutely |only |now |currently )*';
/** "I don't live there any more" is a word on where one lives, too. */
const CHANGED = "(?:no longer |(?:don't|do not|am not|'m not) (?=[^.!?]{2,80}any ?more))?";

/** How somebody asks for it to be kept. */
export const TO_REMEMBER =
  "(?:remember|keep in mind|note|don'?t forget|do not forget)(?: this)?(?: that|[:,])? ";

function about(source: string): RegExp {
  return new RegExp(`^(?:please |actually,? |no,? |sorry,? |fyi,? |${TO_REMEMBER})*${source}`, 'iu');
}

const slotOf = (name: string): string => {
  const plain = name.toLowerCase().replace('favourite', 'favorite').replace(/\s+/g, ' ').trim();
  return SAME[plain] ?? plain;
};
const SAME: Readonly<Record<string, string>> = {
  nickname: 'name',
  nick: 'name',
  handle: 'gamertag',
  'gamer tag': 'gamertag',
  username: 'gamertag',
  'user name': 'gamertag',
  'in-game name': 'gamertag',
  ign: 'gamertag',
  city: 'home',
  profession: 'job',
  'home town': 'hometown',
  class: 'role',
  clan: 'guild',
};

export const STATEMENT_PATTERNS: readonly StatementPattern[] = [
  {
    kind: 'fact',
    slot: 'name',
    importance: 1,
    pattern: about(
      "(?:(?:you can )?call me|i go by|i(?:'m| am) called|everyone calls me) (?!back|later|when|if|an?(?![\\p{L}]))\\p{L}",
    ),
  },
  {
    kind: 'fact',
    slot: 'home',
    importance: 0.8,
    pattern: about(
      `i(?:'m| am|'ve| have)? ${OFTEN}${CHANGED}(?:live|living|moved|moving|relocated|based|reside|residing) (?:in|to|near|at|out of|here in|back to|over to) `,
    ),
  },
  {
    kind: 'fact',
    slot: 'hometown',
    importance: 0.6,
    pattern: about("i(?:'m| am) (?:originally )?from |i grew up in |i was born in "),
  },
  {
    kind: 'fact',
    slot: 'birthday',
    importance: 0.7,
    pattern: about('i was born on |my birthday|i turn(?:ed)? \\d{1,3}'),
  },
  {
    kind: 'fact',
    slot: 'job',
    importance: 0.6,
    pattern: about(
      `i ${OFTEN}${CHANGED}(?:work|study) (?:as|at|for|in) |i got a (?:new )?job|i(?:'m| am) an? (?:\\p{L}+ ){0,3}?(?:developer|engineer|nurse|doctor|teacher|student|designer|artist|streamer|driver|lawyer|chef|writer|pilot|manager|accountant|electrician|plumber|musician|photographer|scientist|farmer|journalist)`,
    ),
  },
  {
    kind: 'fact',
    slot: 'role',
    importance: 0.7,
    pattern: about(
      `i ${OFTEN}${CHANGED}(?:main|play (?:as )?(?:an? |the )?(?:tank|healer|support|damage|striker|sniper|dps|medic|scout|mage|warrior))|i(?:'m| am) (?:a|the|our) (?:main )?(?:tank|healer|support|striker|sniper|dps|medic|scout|mage|warrior)`,
    ),
  },
  {
    kind: 'fact',
    slot: (match) => slotOf(match[1] ?? ''),
    importance: 0.8,
    pattern: about(
      `my (?:new |current |main )?(${OWN})(?:'s)? (?:is|are|was|will be|changed to|stays)(?! (?:not working|broken|wrong|lost|late|missing|gone|locked|blocked|hacked|down|stuck|slow|crash)) ?`,
    ),
  },
  {
    kind: 'fact',
    slot: null,
    importance: 0.6,
    pattern: about(
      `my (?:\\p{L}+ )?(?:${SEVERAL})(?:'s \\p{L}+)? (?:is|are|was|has|have|likes?|loves?|hates?|plays?|turned|started|works?|lives?|wants?|got) `,
    ),
  },
  {
    kind: 'fact',
    slot: null,
    importance: 0.7,
    pattern: about(
      "i(?:'m| am) (?:\\p{L}+ )?(?:allergic|vegetarian|vegan|lactose|gluten|colou?r ?-?blind|deaf|left-handed|dyslexic|pregnant|married|divorced|engaged|single|retired)",
    ),
  },
  {
    kind: 'fact',
    slot: null,
    importance: 0.5,
    pattern: about(
      `i(?:'ve| have)? (?:${OFTEN})(?:got|own|have|adopted|bought|started|joined|left|quit|finished|beat|won|lost|reached|learn(?:ed|ing)|signed up|been playing|play) (?!an? (?:question|problem|issue|complaint|request|idea|bug|minute|second|refund)|no |to |the (?:wrong|same)|it(?![\\p{L}])|this|that|you|your|not|nothing|twice|charged|my money)`,
    ),
  },
  {
    kind: 'preference',
    slot: null,
    importance: 0.7,
    pattern: about(
      `i ${OFTEN}(?:prefer|like|love|enjoy|hate|dislike|adore|favou?r|can(?:no|')?t stand|don'?t like|do not like|don'?t want|do not want|never want) (?!to (?:know|see|speak|talk|ask|buy|order|cancel|return|refund|change|report|complain|get|have|be|return)|you(?![\\p{L}])|a refund|it(?:$|[.!])|that(?:$|[.!])|this(?:$|[.!])|the (?:refund|money)|an? (?:refund|agent|human|receipt))`,
    ),
  },
  {
    kind: 'preference',
    slot: null,
    importance: 0.8,
    pattern: about(
      "(?:always|never|from now on,?|don'?t ever|stop|do not|don'?t) (?:e-?mail|mail|call|message|text|send|remind|show|suggest|recommend|use|talk|write|speak|ask|address|ship|notify) (?:to )?(?:me|us|with|in|by|stuff|things|anything|ads?|offers?|english|short|long)",
    ),
  },
  {
    kind: 'fact',
    slot: null,
    importance: 1,
    pattern: new RegExp(
      `^(?:please )?${TO_REMEMBER}(?!to |me (?!that)|when|what|my password|the password)\\S`,
      'iu',
    ),
  },
];
