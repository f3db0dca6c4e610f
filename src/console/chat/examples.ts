import type { Mode } from '../../contracts/mode.js';

/** What to say first, where a person does not know. */
export const EXAMPLES: Record<Mode, { about: string; examples: readonly string[] }> = {
  support: {
    about: 'What can we solve?',
    examples: [
      'Refund order 123',
      'What docs are available?',
      'How long do refunds take?',
      'Where is my order?',
    ],
  },
  helm: {
    about: 'Where do you want to go?',
    examples: ['Buy nebula skin', 'Open the store', 'Show me the sports scores and what is trending'],
  },
  player: {
    about: 'What are we up against?',
    examples: ['Boss strategy', 'How do I beat the DinoBoss?', 'What should I do now?'],
  },
};
