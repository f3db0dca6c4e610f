import type { Citation } from '../../contracts/chat.js';
import type { DecisionView, EventMention, MatchView } from '../../contracts/match-view.js';

/** What there is to say about a match that is being played, and the events it rests on. */
export interface MatchAnswer {
  text: string;
  citations: Citation[];
}

const NEXT =
  /\bwhat\b.*\b(should|can|do|must|shall) (i|we)\b|^\W*(should|shall) (i|we)\b|\bwhat now\b|\bwhat next\b/i;
const WHY = /\bwhy\b/i;

/** Answers "what should I do now?" and "why did you retreat?" from the match; undefined for any other question. */
export function tellLiveMatch(view: MatchView, question: string): MatchAnswer | undefined {
  if (view.world.stage !== 'running') return undefined;
  if (WHY.test(question)) return tellWhy(view, question);
  return NEXT.test(question) ? tellNext(view) : undefined;
}

/** What the player had best do now, and why. */
export function tellNext({ world, advice, strategy }: MatchView): MatchAnswer {
  const player = world.fighters.find(({ kind }) => kind === 'player');
  const [best, ...others] = advice;
  if (best === undefined) {
    const text =
      player?.status === 'up'
        ? 'Nothing presses right now: stay with the others.'
        : 'You are down: the others are told to come for you.';
    return { text, citations: [] };
  }
  const instead = others.length === 0 ? '' : ` Otherwise: ${others.map(({ text }) => text).join('; ')}.`;
  const worth =
    best.score === undefined ? '' : ` (worth ${best.score.score.toFixed(2)}: ${partsOf(best.score.parts)})`;
  const plan = strategy.words === '' ? '' : ` The plan is "${strategy.name}": ${strategy.words}`;
  return {
    text: `${capital(best.text)}${worth}.${instead}${plan}${because(best.events)}`,
    citations: cite(best.events),
  };
}

/** The words for what a fighter did, and the actions and goals that are meant by them. */
const DOINGS: readonly { said: RegExp; meant: readonly string[] }[] = [
  {
    said: /retreat|flee|fled|r[au]n\b|back off|fall back|leave|left|dodg|move away/i,
    meant: ['dodge', 'kite', 'regroup', 'move'],
  },
  { said: /heal/i, meant: ['heal'] },
  { said: /guard|cover|shield|protect|brace/i, meant: ['guard'] },
  { said: /reviv|pick .* up|help .* up/i, meant: ['revive'] },
  { said: /interrupt|stop it/i, meant: ['interrupt'] },
  { said: /taunt|draw/i, meant: ['taunt'] },
  { said: /tak|grab|collect/i, meant: ['take'] },
  { said: /attack|fight|hit|flank/i, meant: ['attack', 'flank', 'kite'] },
  { said: /wait|hold|stand still/i, meant: ['hold'] },
];

function tellWhy(view: MatchView, question: string): MatchAnswer | undefined {
  const meant = DOINGS.find(({ said }) => said.test(question))?.meant;
  const named = view.world.fighters.find(
    ({ name, kind }) =>
      kind !== 'player' && name !== '' && question.toLowerCase().includes(name.toLowerCase()),
  );
  if (meant === undefined && named === undefined) return undefined;
  const decision = view.decisions
    .filter(({ actor }) => named === undefined || actor === named.id)
    .findLast(({ action }) => meant === undefined || meant.includes(action));
  if (decision === undefined)
    return { text: 'I have no such decision on record in this match.', citations: [] };
  return { text: tellDecision(decision), citations: cite(decision.events) };
}

function tellDecision({ reason, t_game, events, scores }: DecisionView): string {
  const [won, next] = scores;
  const weighed =
    won === undefined
      ? ''
      : ` It was worth ${won.score.toFixed(2)} (${partsOf(won.parts)})${next === undefined ? '' : `, the next best, ${next.goal.replaceAll('_', ' ')}, ${next.score.toFixed(2)}`}.`;
  return `At ${seconds(t_game)}: ${reason}.${weighed}${because(events)}`;
}

const seconds = (t: number): string => `${(t / 1_000).toFixed(1)} s`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function partsOf(parts: Readonly<Record<string, number>>): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name} ${value.toFixed(2)}`)
    .join(', ');
}

function because(events: readonly EventMention[]): string {
  if (events.length === 0) return '';
  return ` Because: ${events.map(({ text, t_game }, n) => `${text} at ${seconds(t_game)} [${n + 1}]`).join('; ')}.`;
}

function cite(events: readonly EventMention[]): Citation[] {
  return events.map(({ source, seq, type, text }) => ({ id: `${source}:${seq}`, title: type, quote: text }));
}
