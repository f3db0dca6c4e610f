/** What people call the services. */
export const SERVICE_NAMES: Readonly<Record<string, string>> = {
  commerce: 'the store',
  email: 'the mail service',
  rag: 'the knowledge base',
  xengine: 'XEngine',
  game: 'the game server',
  social: 'the social feed',
  sports: 'the sports service',
};

/** What can still be done while a service is away. */
export const STILL_POSSIBLE: Readonly<Record<string, string>> = {
  commerce: 'Please try again in a minute; meanwhile I can answer questions or send an e-mail.',
  email: 'Please try again in a minute; orders, questions and everything else still work.',
  rag: 'Please try again in a minute; I can still look up orders or open a ticket with our support team.',
  xengine: 'Please try again in a minute.',
  game: 'Please try again in a minute.',
  social: 'Please try again in a minute; scores, orders and questions still work.',
  sports: 'Please try again in a minute; the rest of VEZE still works.',
};

/** Where to look whether a write went through that nobody confirmed. */
export const WHERE_TO_LOOK: Readonly<Record<string, string>> = {
  commerce: 'your orders ("my orders")',
  email: 'your inbox ("check my inbox")',
  social: 'your posts',
  game: 'the match',
};
