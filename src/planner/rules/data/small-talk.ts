import type { Mode } from '../../../contracts/mode.js';

type ByMode = Record<Mode, string>;

/** What each mode is good for, in one sentence with examples to say. */
export const ABILITIES: ByMode = {
  helm: 'I can find and buy things ("buy nebula skin"), answer from the docs ("what docs are available?"), send mail ("send an invite to ada@veze.io"), show your orders, scores, posts and trends, and open any tile.',
  support:
    'I can track and refund orders ("refund order 123", "where is my package?"), answer questions about VEZE, send mail, open a ticket with our team, and look up scores, posts and trends.',
  player:
    'I can plan a boss fight ("boss strategy", "how do I beat DinoBoss?"), look at your match, give your allies their orders, and play the people you meet.',
};

/** What to say next, as choices. */
export const SUGGESTIONS: Record<Mode, { label: string; value: string }[]> = {
  helm: [
    { label: 'Open the store', value: 'store' },
    { label: 'Read the docs', value: 'what docs are available?' },
    { label: 'See what is trending', value: "what's trending" },
  ],
  support: [
    { label: 'My orders', value: 'my orders' },
    { label: 'Where is my package?', value: 'where is my package?' },
    { label: 'Refund policy', value: 'what is the refund policy?' },
  ],
  player: [
    { label: 'Boss strategy', value: 'boss strategy' },
    { label: 'How is my match going?', value: 'how is my match going?' },
  ],
};

const everywhere = (text: string): ByMode => ({ helm: text, support: text, player: text });

/** One reply per template and mode. */
export const SMALL_TALK: Readonly<Record<string, ByMode>> = {
  greeting: {
    helm: 'Hello! Where would you like to go?',
    support: 'Hello! What can I help you with?',
    player: 'Well met! What are we up against?',
  },
  thanks: {
    helm: 'You are welcome. Anything else?',
    support: 'You are welcome. Is there anything else I can help with?',
    player: 'Any time. Ready for the next fight?',
  },
  goodbye: { helm: 'Goodbye!', support: 'Goodbye, and take care.', player: 'See you on the battlefield.' },
  identity: {
    helm: 'I am the VEZE Copilot, a program and not a person.',
    support:
      'I am the VEZE Copilot, a program that helps with orders, mail and questions. If you want a person, say "open a ticket".',
    player: 'I am the VEZE Copilot, your tactician.',
  },
  help: everywhere(''),
  frustration: {
    helm: 'I am sorry, that was not helpful. Tell me in a few words what you are after and I will take you there.',
    support:
      'I am sorry this is frustrating. Tell me what went wrong, with the order number if there is one; or say "open a ticket" and a person will look into it.',
    player: 'I hear you. Tell me which boss gives you trouble and I will plan the next try.',
  },
  forget: everywhere('All right, I will leave it at that. Nothing was changed.'),
  acknowledge: everywhere('Good. What is next?'),
  nonsense: everywhere('I did not get that.'),
  offtopic: everywhere('That is nothing I can help with here.'),
  language: everywhere('I am sorry, I only understand English so far.'),
};
