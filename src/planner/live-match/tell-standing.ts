import type { FighterFact, MatchView } from '../../contracts/match-view.js';
import { capital, enumerate } from '../rules/replies/format.js';
import { tellNext, type MatchAnswer } from './tell-live-match.js';

/** How the match stands: the boss, who still fights, and which side has lost more of its health. */
export function tellStanding({ world }: MatchView): MatchAnswer {
  const ours = world.fighters.filter(({ kind }) => kind !== 'npc');
  const bosses = world.bosses.map(
    (boss) => `${boss.name} is in phase ${boss.phase} with ${percent(boss)} of its health`,
  );
  const enemy = bosses.length === 0 ? 'No boss is in sight' : enumerate(bosses);
  const lines = [`${enemy}.`, `${capital(enumerate(ours.map(lineOf)))}.`, balance(world.bosses, ours)];
  return { text: lines.filter((line) => line !== '').join(' '), citations: [] };
}

/** The strategy that is being followed, and what the player can add to it. Nobody is given orders by that. */
export function tellStrategy(view: MatchView): MatchAnswer {
  const { name, words } = view.strategy;
  const followed = `The plan is "${name.replaceAll('_', ' ')}"${words === '' ? '' : `: ${words}`}`;
  // Without the plan, which was said already.
  const next = tellNext({ ...view, strategy: { ...view.strategy, words: '' } });
  return {
    text: `${followed.replace(/[.:]?$/, '.')} Your allies follow it. ${next.text}`,
    citations: next.citations,
  };
}

function lineOf({ kind, name, status, ...body }: FighterFact): string {
  const who = kind === 'player' ? 'you' : name;
  const verb = kind === 'player' ? 'are' : 'is';
  if (status === 'up') return `${who} ${verb} at ${percent(body)}`;
  return `${who} ${verb} ${status === 'down' ? 'down and can be helped up' : 'dead'}`;
}

interface Body {
  hp: number;
  max_hp: number;
}

function shareOf(bodies: readonly Body[]): number {
  const most = bodies.reduce((sum, { max_hp }) => sum + max_hp, 0);
  return most === 0 ? 0 : bodies.reduce((sum, { hp }) => sum + hp, 0) / most;
}

function percent(body: Body): string {
  return `${Math.round(shareOf([body]) * 100)}%`;
}

/** Which side has lost less; nobody can know how it will end. */
function balance(bosses: readonly Body[], ours: readonly (Body & { status: string })[]): string {
  if (bosses.length === 0) return '';
  const lying = ours.map((one) => (one.status === 'up' ? one : { ...one, hp: 0 }));
  const [theirs, own] = [shareOf(bosses), shareOf(lying)];
  const ahead = own - theirs;
  const verdict = Math.abs(ahead) < 0.1 ? 'it is even' : ahead > 0 ? 'you are ahead' : 'you are behind';
  return `Your side has ${Math.round(own * 100)}% of its health left, so ${verdict}.`;
}
