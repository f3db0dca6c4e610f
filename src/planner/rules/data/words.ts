/**
 * The words the rules know. A family is one idea in all its forms; patterns name it as `@refund`. `forms` adds the
 * regular endings, so a new verb is one word here.
 */
function forms(...bases: string[]): string[] {
  return bases.flatMap((base) => [base, withS(base), withEd(base), withIng(base)]);
}

function plural(...bases: string[]): string[] {
  return bases.flatMap((base) => [base, withS(base)]);
}

function withS(base: string): string {
  if (/(?:s|x|ch|sh)$/.test(base)) return `${base}es`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`;
}

function withEd(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ied` : `${base}ed`;
}

function withIng(base: string): string {
  return /[^e]e$/.test(base) ? `${base.slice(0, -1)}ing` : `${base}ing`;
}

export const FAMILIES = {
  refund: [...forms('refund', 'reimburse'), 'refundable', 'reimbursement', 'moneyback', 'chargeback'],
  buy: [...forms('buy', 'purchase'), 'bought', 'buyin'],
  order: [...plural('order'), 'ordered', 'ordering'],
  store: [
    ...plural('store', 'shop', 'storefront', 'marketplace'),
    'catalog',
    'catalogs',
    'catalogue',
    'shopping',
  ],
  product: plural('product', 'item', 'skin', 'good', 'cosmetic', 'bundle', 'offer', 'deal', 'ware'),
  package: plural('package', 'parcel', 'delivery', 'shipment'),
  track: [...forms('track', 'trace', 'locate'), 'tracker'],
  arrive: [
    ...forms('arrive', 'deliver', 'receive'),
    'come',
    'came',
    'get',
    'got',
    'gotten',
    'shown',
    'turned',
  ],
  ship: [...forms('ship', 'dispatch'), 'shipped', 'shipping', 'sent'],
  cancel: [...forms('cancel'), 'cancelled', 'cancelling', 'cancellation'],
  subscription: plural('subscription', 'membership', 'pass', 'renewal', 'auto-renewal'),
  charge: [...forms('charge', 'bill'), 'debited'],
  broken: ['broken', 'damaged', 'defective', 'faulty', 'corrupted', 'cracked', 'smashed', 'torn'],
  email: [...forms('email', 'mail'), 'emailed', 'inbox'],
  invite: [...forms('invite'), 'invitation', 'invitations'],
  receipt: plural('receipt', 'invoice'),
  ticket: plural('ticket'),
  send: [
    ...forms('send', 'forward', 'drop', 'shoot', 'fire', 'deliver', 'write', 'compose', 'draft'),
    'sent',
    'wrote',
  ],
  docs: [
    ...plural('doc', 'document', 'documentation', 'guide', 'manual', 'article', 'faq', 'tutorial'),
    'wiki',
    'kb',
  ],
  knowledge: ['knowledge', 'knowledgebase'],
  policy: [...plural('policy', 'rule', 'term', 'guideline'), 'privacy'],
  account: [
    ...plural('password', 'login', 'account', 'username', '2fa'),
    'signin',
    'passcode',
    'authenticator',
  ],
  search: [...forms('search'), 'find', 'finds', 'finding', 'found', 'look', 'looking', 'lookup'],
  show: [...forms('show', 'list', 'browse', 'view', 'display'), 'see', 'shown'],
  score: [...plural('score', 'scoreline', 'result'), 'scored'],
  fixture: plural('fixture', 'schedule', 'kickoff', 'matchday'),
  play: [...forms('play')],
  win: ['win', 'wins', 'won', 'winning', 'winner', 'lose', 'loses', 'lost', 'losing', 'beat', 'draw', 'drew'],
  game: plural('game', 'match', 'matche'),
  trending: ['trending', 'trend', 'viral', 'hot', 'popular', 'buzzing', 'happening'],
  trends: ['trends', 'xengine'],
  hashtag: plural('hashtag', 'topic', 'tag'),
  social: ['social', 'feed', 'timeline'],
  post: [...forms('post'), 'tweet', 'tweets', 'tweeting', 'publish', 'toot'],
  boss: ['boss', 'bosses'],
  strategy: [
    'strategy',
    'strategies',
    'strategic',
    'strategise',
    'strategize',
    'strat',
    'strats',
    'tactic',
    'tactics',
    'tactical',
  ],
  fight: [
    ...forms('fight', 'defeat', 'kill', 'slay', 'counter', 'survive'),
    'beat',
    'beating',
    'beats',
    'fought',
    'down',
  ],
  open: [...forms('open', 'launch', 'visit'), 'goto', 'go', 'take', 'bring', 'navigate', 'switch', 'jump'],
  thanks: ['thanks', 'thank', 'thx', 'ty', 'cheers', 'tysm', 'appreciated', 'appreciate'],
  hello: ['hi', 'hello', 'hey', 'hiya', 'howdy', 'yo', 'greetings', 'hallo', 'sup', 'hii', 'heya', 'morning'],
  bye: ['bye', 'goodbye', 'cya', 'farewell', 'goodnight', 'later', 'byebye'],
  human: ['human', 'person', 'agent', 'someone', 'somebody', 'representative', 'operator', 'staff', 'people'],
  support: ['support', 'helpdesk', 'helpline'],
  device: ['website', 'site', 'page', 'app', 'launcher', 'server', 'client', 'link', 'button', 'login'],
  insult: [
    'stupid',
    'useless',
    'idiot',
    'dumb',
    'sucks',
    'suck',
    'crap',
    'rubbish',
    'terrible',
    'awful',
    'garbage',
    'trash',
    'worst',
    'hate',
    'ridiculous',
    'shit',
    'fuck',
    'fucking',
    'damn',
    'wtf',
  ],
} as const satisfies Record<string, readonly string[]>;
export type Family = keyof typeof FAMILIES;

/** Words that carry no subject: never part of the name of a product, team, boss or topic. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the this that these those it its is are was were be been am i me my mine we us our you your they them their he she
   his her to of in on at by for from with without about into and or but so if then than as not no yes please pls plz kindly
   can could would will shall should may might must do does did done have has had just also too very really now again
   still ever some any all every more most much many what which who whom whose when where why how there here hi hello hey
   thanks thank ok okay want wants wanted need needs like love let lets got get gets gimme give tell show help maybe around
   up out off over s something anything stuff thing things one ones quickly asap today tonight yesterday tomorrow right
   actually wanna gonna plus number nr id status hm hmm um uh oh ah well`.split(/\s+/),
);

/** Words before a verb that only make it polite: "could you please refund ..." still starts with "refund". */
export const POLITE_WORDS: ReadonlySet<string> = new Set(
  `please pls plz kindly can could would will you i we want wanna need like love to hey hi hello ok okay just now then
   and also help me us let lets go so well yes veze copilot helm bot assistant dear there have must should try trying gonna
   going am is it do want`.split(/\s+/),
);

/** Moments people mention in passing; services take no dates, so the words are only skipped. */
export const TIME_WORDS: ReadonlySet<string> = new Set(
  `last night week weekend month year today tonight yesterday tomorrow morning afternoon evening next coming upcoming
   recent recently latest current currently monday tuesday wednesday thursday friday saturday sunday ago days day hours
   hour minutes soon already yet live`.split(/\s+/),
);

export const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  couple: 2,
  pair: 2,
  both: 2,
  dozen: 12,
  single: 1,
  twenty: 20,
};

export const ORDINAL_WORDS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  '5th': 5,
  '6th': 6,
  '7th': 7,
  '8th': 8,
  '9th': 9,
  '10th': 10,
};

export const CURRENCY_WORDS: ReadonlySet<string> = new Set(
  'dollar dollars usd bucks buck euro euros eur pounds gbp credits coins cents'.split(' '),
);

/** Short forms, in the words the patterns use. Endings like n't and 've are expanded by the tokeniser. */
export const EXPANSIONS: Readonly<Record<string, string>> = {
  wheres: 'where is',
  whats: 'what is',
  whos: 'who is',
  hows: 'how is',
  whens: 'when is',
  thats: 'that is',
  im: 'i am',
  ive: 'i have',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  hasnt: 'has not',
  havent: 'have not',
  cant: 'can not',
  cannot: 'can not',
  wont: 'will not',
  isnt: 'is not',
  wasnt: 'was not',
  wanna: 'want to',
  gimme: 'give me',
  lemme: 'let me',
  gonna: 'going to',
  u: 'you',
  ur: 'your',
  pls: 'please',
  plz: 'please',
  "can't": 'can not',
  "won't": 'will not',
  "let's": 'let us',
  'e-mail': 'email',
  'e-mails': 'emails',
  'e-mailed': 'emailed',
  'check-out': 'checkout',
  're-order': 'reorder',
  'pre-order': 'order',
  'log-in': 'login',
  refundme: 'refund me',
};

/** Misspelt, these are corrected (one letter wrong, missing, extra or swapped). At least six letters each. */
export const TYPO_TARGETS: readonly string[] = [
  'refund',
  'refunds',
  'refunded',
  'reimburse',
  'purchase',
  'package',
  'parcel',
  'delivery',
  'delivered',
  'arrived',
  'cancel',
  'subscription',
  'broken',
  'damaged',
  'receipt',
  'invoice',
  'invite',
  'invitation',
  'password',
  'account',
  'knowledge',
  'document',
  'documents',
  'documentation',
  'policy',
  'product',
  'products',
  'catalog',
  'checkout',
  'fixture',
  'fixtures',
  'schedule',
  'trending',
  'trends',
  'hashtag',
  'hashtags',
  'strategy',
  'strategies',
  'tactics',
  'orders',
  'ordered',
  'tracking',
  'support',
  'search',
  'social',
  'thanks',
  'scores',
];

/** Shorter ones, corrected where a letter is doubled, and from five letters on where one is missing or swapped. */
export const SHORT_TYPO_TARGETS: readonly string[] = [
  'buy',
  'send',
  'post',
  'cart',
  'order',
  'email',
  'track',
];

/** Real words one letter away from a target. */
export const NOT_TYPOS: ReadonlySet<string> = new Set(
  'cancer canceled dammed police polite broker token broke invoke produce productive tending treads treats thanked ordeal amount accounts adders packages parcels scored scares stores snores cores trend refine refuge parched tack'.split(
    ' ',
  ),
);
