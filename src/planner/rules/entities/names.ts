import { FAMILIES } from '../data/words.js';
import { longest, leftovers, rawOf } from '../text/leftover.js';
import type { Word } from '../text/words.js';
import type { Clause } from '../understand/message.js';

function words(...lists: (readonly string[] | string)[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => (typeof list === 'string' ? list.split(' ') : list)));
}

const BUY_VERBS = words(
  FAMILIES.buy,
  'get grab want need order ordered add take have reorder purchase like pick',
);
const SHOP_NOISE = words(
  FAMILIES.buy,
  FAMILIES.store,
  FAMILIES.show,
  FAMILIES.order,
  FAMILIES.search,
  FAMILIES.open,
  FAMILIES.receipt,
  FAMILIES.email,
  FAMILIES.refund,
  'order grab add cart basket pick checkout price prices cost costs under below cheaper less than max maximum within budget most expensive cheapest cheap sale selling sell sells stock available product products item items good goods couple pair dozen half reorder pieces piece copies copy times x browse catalog new sold discounts discount deal deals offer offers wares ware tile',
);
const SPORTS_NOISE = words(
  FAMILIES.score,
  FAMILIES.fixture,
  FAMILIES.play,
  FAMILIES.win,
  FAMILIES.game,
  FAMILIES.open,
  'sport sports football basketball soccer hockey esports final finals result team teams league cup vs versus against between opponent upcoming news matches games kick off kickoff table standings score happened game news did against season doing fared fare',
);
const BOSS_NOISE = words(
  FAMILIES.boss,
  FAMILIES.strategy,
  FAMILIES.fight,
  FAMILIES.game,
  FAMILIES.play,
  FAMILIES.win,
  'plan plans planning tip tips guide weak weakness weaknesses phase hard mode final big level raid make create build adapt adaptive against vs versus best good way for match attack current m',
);
const QUERY_NOISE = words(
  FAMILIES.search,
  FAMILIES.docs,
  FAMILIES.knowledge,
  FAMILIES.social,
  FAMILIES.post,
  FAMILIES.show,
  FAMILIES.hashtag,
  'about regarding posts tweets posted people everyone saying say think talking base hashtag tagged folks players',
);

/** What the person wants to buy or look for: after the verb where there is one, else the longest unknown stretch. */
export function product(clause: Clause): string | undefined {
  const verb = clause.words.findIndex((word) => BUY_VERBS.has(word.word));
  const after = leftovers(clause.words.slice(verb + 1), SHOP_NOISE);
  const before = leftovers(clause.words.slice(0, Math.max(verb, 0)), SHOP_NOISE);
  const named = rawOf(clause.source, after[0] ?? longest(before)) ?? clause.quotes[0]?.slice(0, 120);
  return named ?? (refersBack(clause.words) ? clause.focus.product : undefined);
}

/** "score of Orion Comets", "did the Comets win"; the team last talked about where none is named. */
export function team(clause: Clause): string | undefined {
  const named = leftovers(clause.words, SPORTS_NOISE).filter((run) => !isLeague(clause.words, run));
  return rawOf(clause.source, longest(named)) ?? (asksOn(clause.words) ? clause.focus.team : undefined);
}

export function league(clause: Clause): string | undefined {
  return rawOf(
    clause.source,
    leftovers(clause.words, SPORTS_NOISE).find((run) => isLeague(clause.words, run)),
  );
}

const AGAINST = words(
  'against vs versus fight fighting beat beating defeat defeating kill killing slay slaying counter survive named called down',
);
const STRATEGY_FOR = words(FAMILIES.strategy, 'plan tips guide weakness weaknesses');

/** "how do I beat the Ember Wyrm", "strategy for Ember Wyrm", "dino boss", "DinoBoss". */
export function boss(clause: Clause): string | undefined {
  const list = withoutPlayer(clause.words);
  const at = list.findIndex((word, index) => AGAINST.has(word.word) || isStrategyFor(list, index));
  const behind = at === -1 ? undefined : leftovers(list.slice(at + 1), BOSS_NOISE)[0];
  const named = behind ?? besideBoss(list) ?? oneWordBoss(list);
  return (
    rawOf(clause.source, named) ??
    (refersBack(list) || list.some(({ word }) => word === 'its') ? clause.focus.boss : undefined)
  );
}

/** "for player Nova" names no boss. */
function withoutPlayer(list: readonly Word[]): Word[] {
  return list.filter((word, index) => word.word !== 'player' && list[index - 1]?.word !== 'player');
}

/** "match m-1001", "match 12": an id holds a digit. */
export function matchId(clause: Clause): string | undefined {
  const byShape = clause.words.find((word) => /^m(?:atch)?[-_]\w*\d\w*$/.test(word.word));
  const at = clause.words.findIndex((word) => word.word === 'match' || word.word === 'game');
  const next = clause.words.slice(at + 1).find((word) => !/^(?:id|number|no)$/.test(word.word));
  const named = at !== -1 && next !== undefined && /\d/.test(next.word) ? next : undefined;
  return (byShape ?? named)?.raw.slice(0, 100);
}

/** "for player Ada": another player than the one who asks. */
export function player(clause: Clause): string | undefined {
  const at = clause.words.findIndex((word) => word.word === 'player');
  const next = clause.words[at + 1];
  return at !== -1 && next?.gap === 'none' && /^\p{Lu}/u.test(next.raw) ? next.raw.slice(0, 100) : undefined;
}

/** What to search for: a hashtag, a quotation, what stands behind "about", else the longest unknown stretch. */
export function query(clause: Clause): string | undefined {
  const hashtag = clause.words.find((word) => word.tag === 'hashtag');
  if (hashtag !== undefined) return hashtag.raw;
  if (clause.quotes[0] !== undefined) return clause.quotes[0].slice(0, 200);
  const about = clause.words.findIndex((word) => /^(?:about|on|for|regarding|with)$/.test(word.word));
  const behind = about === -1 ? [] : leftovers(clause.words.slice(about + 1), QUERY_NOISE);
  return rawOf(clause.source, longest(behind) ?? longest(leftovers(clause.words, QUERY_NOISE)));
}

/** "it", "that one": the person means what was talked about. */
export function refersBack(list: readonly Word[]): boolean {
  return list.some((word) => /^(?:it|that|this|them|one|again|same)$/.test(word.word));
}

/** "what about fixtures?", "when do they play?": goes on with the team before. */
function asksOn(list: readonly Word[]): boolean {
  return (
    list.some((word) => /^(?:about|they|them|their|it|next|again|and)$/.test(word.word)) || list.length <= 2
  );
}

function isLeague(list: readonly Word[], run: readonly Word[]): boolean {
  const last = run.at(-1);
  const next = last === undefined ? undefined : list[list.indexOf(last) + 1];
  return next?.word === 'league' || next?.word === 'cup';
}

function isStrategyFor(list: readonly Word[], index: number): boolean {
  return (
    list[index]?.word === 'for' &&
    list.slice(Math.max(0, index - 3), index).some((word) => STRATEGY_FOR.has(word.word))
  );
}

function besideBoss(list: readonly Word[]): Word[] | undefined {
  const at = list.findIndex((word) => word.word === 'boss' || word.word === 'bosses');
  if (at === -1) return undefined;
  const before = leftovers(list.slice(0, at), BOSS_NOISE).at(-1);
  if (before?.at(-1) !== undefined && before.at(-1) === list[at - 1]) return before;
  const after = leftovers(list.slice(at + 1), BOSS_NOISE)[0];
  return after?.[0] !== undefined && /^\p{Lu}/u.test(after[0].raw) ? after : undefined;
}

/** CamelCase names and names that end in "boss". */
function oneWordBoss(list: readonly Word[]): Word[] | undefined {
  const found = list.find(
    (word) => /^\p{Lu}\p{Ll}+\p{Lu}\p{L}+$/u.test(word.raw) || /^\p{L}{2,30}boss$/u.test(word.word),
  );
  return found === undefined ? undefined : [found];
}
