import { step, type Conversation } from './conversation.js';

const orders = (match_id: string | null, plan: number) =>
  step('game.execute', { match_id, strategy: `\${${plan}.strategy}`, orders: `\${${plan}.steps}` });

export const PLAYER: Conversation[] = [
  {
    mode: 'player',
    about: 'a strategy that is carried out',
    turns: [
      {
        says: 'boss strategy against DinoBoss, and carry it out',
        plan: [
          step('game.analyze', { boss: 'DinoBoss' }),
          step('game.plan', { player: '1', boss: 'DinoBoss' }),
          orders(null, 2),
        ],
        atOnce: [1, 2],
        reply: 'Bait the charge into a pillar, then punish the belly. I gave the orders to your allies.',
        writes: [['game.execute', 'bait_and_punish']],
      },
    ],
  },
  {
    mode: 'player',
    about: 'how a match stands, and what to do in it',
    turns: [
      {
        says: 'how is match-1 going and how do I beat DinoBoss?',
        plan: [
          step('game.match', { match_id: 'match-1' }),
          step('game.analyze', { boss: 'DinoBoss' }),
          step('game.plan', { player: '1', boss: 'DinoBoss' }),
        ],
        atOnce: [1, 2, 3],
        reply: 'Your match is live. Bait the charge of DinoBoss into a pillar.',
      },
    ],
  },
  {
    mode: 'player',
    about: 'two bosses side by side',
    turns: [
      {
        says: 'compare DinoBoss and VoidHydra for me',
        plan: [step('game.analyze', { boss: 'DinoBoss' }), step('game.analyze', { boss: 'VoidHydra' })],
        atOnce: [1, 2],
        reply: 'DinoBoss charges and turns slowly in frost. VoidHydra is another kind of fight.',
      },
    ],
  },
  {
    mode: 'player',
    about: 'a word with a character beside the analysis',
    turns: [
      {
        says: 'ask Mira what she thinks of VoidHydra, and tell me its weaknesses',
        plan: [
          step('npc.respond', { context: 'Mira, the tank', query: 'What do you think of VoidHydra?' }),
          step('game.analyze', { boss: 'VoidHydra' }),
        ],
        atOnce: [1, 2],
        reply: 'Mira has something to say about it. The weaknesses of VoidHydra are known.',
      },
    ],
  },
  {
    mode: 'player',
    about: 'the live match where the one that was named is none',
    turns: [
      {
        says: 'status of match m-99, or of the one I am in; what is our strategy against DinoBoss?',
        plan: [
          step('game.match', { match_id: 'm-99' }, { ends: 'failed' }),
          step('game.plan', { player: '1', boss: 'DinoBoss' }),
        ],
        atOnce: [1, 2],
        replan: [step('game.analyze')],
        reply: 'There is no match m-99. In your own match, bait the charge of DinoBoss.',
      },
    ],
  },
  {
    mode: 'player',
    about: 'two strategies at once',
    turns: [
      {
        says: 'strategies against DinoBoss and VoidHydra please',
        plan: [
          step('game.plan', { player: '1', boss: 'DinoBoss' }),
          step('game.plan', { player: '1', boss: 'VoidHydra' }),
        ],
        atOnce: [1, 2],
        reply: 'Bait and punish DinoBoss. For VoidHydra there is a plan of its own.',
      },
    ],
  },
  {
    mode: 'player',
    about: 'orders in a match that was named',
    turns: [
      {
        says: 'make a strategy against DinoBoss and carry it out in match-1',
        plan: [
          step('game.match', { match_id: 'match-1' }),
          step('game.analyze', { boss: 'DinoBoss', match_id: 'match-1' }),
          step('game.plan', { player: '1', boss: 'DinoBoss' }),
          orders('match-1', 3),
        ],
        atOnce: [1, 2, 3],
        reply: 'I gave the orders in your match: bait the charge, then punish the belly.',
        writes: [['game.execute', 'bait_and_punish']],
      },
    ],
  },
  {
    mode: 'player',
    about: 'a talk with two characters, then the fight',
    turns: [
      {
        says: 'say hello to Mira and to Bolt',
        plan: [
          step('npc.respond', { context: 'Mira, the tank', query: 'Hello!' }),
          step('npc.respond', { context: 'Bolt, damage', query: 'Hello!' }),
        ],
        atOnce: [1, 2],
        reply: 'Mira and Bolt both greet you.',
      },
      {
        says: 'what is the plan against DinoBoss? execute it',
        plan: [
          step('game.analyze', { boss: 'DinoBoss' }),
          step('game.plan', { player: '1', boss: 'DinoBoss' }, { after: [1] }),
          orders(null, 2),
        ],
        reply: 'The plan is to bait and punish. I gave the orders to your allies.',
        writes: [['game.execute', 'bait_and_punish']],
      },
    ],
  },
];
