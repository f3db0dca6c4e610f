import { Analysis, Execution, type Match } from '../../../services/game/game.schema.js';
import type { BossStrategy } from '../../../services/xengine/xengine.schema.js';
import { capital, enumerate, sentence } from '../replies/format.js';
import { ask, type Part, type Story } from './template.js';

/** The strategy, step by step, and what became of the orders. */
export function planned(story: Story, plan: BossStrategy): Part {
  const analysis = story.result('game.analyze', Analysis);
  const execution = story.result('game.execute', Execution);
  const steps = plan.steps.map((line, index) => `${index + 1}. ${sentence(line)}`).join('\n');
  return {
    text: [
      otherBoss(story.wish.slots.boss, plan.boss),
      `Strategy against ${plan.boss}: ${sentence(plan.summary)}`,
      steps,
      ordersLine(story, execution),
    ]
      .filter((line) => line !== '')
      .join('\n'),
    data: {
      ...plan,
      ...(analysis === undefined ? {} : { analysis }),
      ...(execution === undefined ? {} : { execution }),
    },
    focus: { boss: plan.boss },
  };
}

function ordersLine({ failure }: Story, execution: Execution | undefined): string {
  if (execution === undefined) {
    if (failure?.error.code === 'unknown_outcome') {
      return 'I sent the orders but got no answer, so check the match before repeating them.';
    }
    return `The orders were not given${failure === undefined ? '.' : `: ${sentence(failure.error.message)}`}`;
  }
  if (!execution.accepted) return 'The game did not accept the orders.';
  if (execution.match_id === null) return 'You are in no live match, so this is set up as a drill.';
  const allies = [...new Set(execution.orders.map(({ ally }) => ally))];
  const match = matchName(execution.match_id);
  if (allies.length === 0) return `The plan is running in ${match}.`;
  return `${enumerate(allies)} ${allies.length === 1 ? 'has' : 'have'} the orders in ${match}.`;
}

/** Asks for the boss, with those the game knows. */
export function whichBoss({ wish, failure }: Story): Part {
  const choices = failure?.error.choices ?? [];
  const named = wish.slots.boss;
  const unseen =
    wish.slots.match_id === undefined
      ? 'I see no live match of yours.'
      : sentence(failure?.error.message ?? '');
  const before = named === undefined ? unseen : `I do not know a boss called "${named}".`;
  const names = enumerate(
    choices.slice(0, 8).map(({ label }) => label),
    'or',
  );
  const question = names === '' ? 'Which boss are you up against?' : `Which boss is it: ${names}?`;
  return ask(wish, 'boss', { before, choices, question });
}

/** What was seen of a fight. */
export function looked(analysis: Analysis): string {
  const threats = analysis.threats.length === 0 ? '' : ` Watch out for ${enumerate(analysis.threats)}.`;
  const weak = analysis.weaknesses.length === 0 ? '' : ` It is weak to ${enumerate(analysis.weaknesses)}.`;
  return `${analysis.boss} is in phase ${analysis.phase}.${threats}${weak} ${sentence(capital(analysis.recommendation))}`.trim();
}

/** How a match stands. */
export function matchLine(found: Match): string {
  if (found.status === 'ended') return `${capital(matchName(found.id))} against ${found.boss.name} is over.`;
  const allies = found.allies.map(({ name, hp_percent }) => `${name} at ${Math.round(hp_percent)}%`);
  const team = allies.length === 0 ? '' : ` Allies: ${enumerate(allies)}.`;
  return `${capital(matchName(found.id))} is live: ${found.boss.name} is in phase ${found.boss.phase} at ${Math.round(found.boss.hp_percent)}% health.${team} Objective: ${sentence(found.objective)}`;
}

/** The game answers with the boss of the live match where it does not know the one named. */
function otherBoss(named: string | undefined, planned: string): string {
  if (named === undefined || isSameBoss(named, planned)) return '';
  return `I know no boss called "${named}", so this is for the one you are fighting.`;
}

/** "dino", "the Dino Boss" and "DinoBoss" are one. */
export function isSameBoss(named: string, known: string): boolean {
  const [a, b] = [plain(named), plain(known)];
  return a !== '' && b !== '' && (a.includes(b) || b.includes(a));
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^the |[^\p{L}\p{N}]/gu, '')
    .replace(/boss$/, '');
}

function matchName(id: string): string {
  return /^match/i.test(id) ? id : `match ${id}`;
}
