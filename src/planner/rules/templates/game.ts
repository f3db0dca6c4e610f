import { Analysis, Match } from '../../../services/game/game.schema.js';
import { BossStrategy } from '../../../services/xengine/xengine.schema.js';
import type { StepDraft } from '../../../contracts/plan.js';
import { literal } from '../../resolve-references.js';
import { sentence } from '../replies/format.js';
import type { Slots } from '../wish.js';
import { isSameBoss, looked, matchLine, planned, whichBoss } from './game-words.js';
import { optional, ref, step, type Template } from './template.js';

/** Looks at the fight, has XEngine plan it, hands the orders to the allies. */
export const strategy: Template = {
  steps: ({ slots }, turn, first) => fightSteps(slots, turn.userId, first),
  // "dino" is none of the names, but only one of them holds it.
  recover: ({ wish, turn, failure }, first) => {
    const named = wish.slots.boss;
    if (named === undefined || failure?.tool !== 'game.analyze' || failure.error.code !== 'not_found')
      return [];
    const [meant, ...others] = (failure.error.choices ?? []).filter(({ value }) => isSameBoss(named, value));
    if (meant === undefined || others.length > 0) return [];
    return fightSteps({ ...wish.slots, boss: meant.value }, turn.userId, first);
  },
  recoveryTools: ['game.analyze', 'game.plan', 'game.execute'],
  reply: (story) => {
    const plan = story.result('game.plan', BossStrategy);
    return plan === undefined ? undefined : planned(story, plan);
  },
  failed: (story, failure) => {
    const analysis = story.result('game.analyze', Analysis);
    if (failure.tool === 'game.analyze' && failure.error.code === 'not_found') return whichBoss(story);
    if (analysis === undefined) return undefined;
    return {
      text: `I could look at the fight but not plan it: ${sentence(failure.error.message)} ${looked(analysis)}`,
      data: { analysis },
      focus: { boss: analysis.boss },
    };
  },
  safe: 'No orders were given.',
  choiceSlot: 'boss',
};

/** How a match stands: the named one, else the player's live one. */
export const match: Template = {
  steps: ({ slots }, _turn, first) => [
    slots.match_id === undefined
      ? analyzeStep(slots, first)
      : step(first, 'game.match', `Look at match ${slots.match_id}`, { match_id: literal(slots.match_id) }),
  ],
  reply: (story) => {
    const found = story.result('game.match', Match);
    if (found !== undefined) return { text: matchLine(found), data: found, focus: { boss: found.boss.name } };
    const analysis = story.result('game.analyze', Analysis);
    return analysis === undefined
      ? undefined
      : { text: looked(analysis), data: analysis, focus: { boss: analysis.boss } };
  },
  failed: (story, failure) =>
    failure.tool === 'game.analyze' && failure.error.code === 'not_found' ? whichBoss(story) : undefined,
  choiceSlot: 'boss',
};

function fightSteps(slots: Slots, userId: string, first: number): StepDraft[] {
  return [
    analyzeStep(slots, first),
    step({ id: first + 1, after: [first] }, 'game.plan', 'Plan the fight', {
      player: slots.player === undefined ? userId : literal(slots.player),
      boss: ref(first, 'boss'),
    }),
    step({ id: first + 2, after: [first, first + 1] }, 'game.execute', 'Give the orders', {
      match_id: ref(first, 'match_id'),
      strategy: ref(first + 1, 'strategy'),
      orders: ref(first + 1, 'steps'),
    }),
  ];
}

function analyzeStep({ boss, match_id }: Slots, id: number) {
  const label = boss === undefined ? 'Look at your match' : `Look at ${boss}`;
  return step(id, 'game.analyze', label, {
    ...optional('boss', boss && literal(boss)),
    ...optional('match_id', match_id && literal(match_id)),
  });
}
