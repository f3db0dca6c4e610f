import type { Mode } from '../../../contracts/mode.js';
import type { SlotName } from '../wish.js';

/** How one mode serves an intent: which specialist takes it and which template plans and answers it. */
export interface Serving {
  specialist: string;
  template: string;
  /** The mode that serves it better; named in the reply. */
  handoff?: Mode;
}

/** A phrase (see text/phrase.ts) and how sure it makes us: from 0.8 on the rules are sure. */
export interface Evidence {
  phrase: string;
  weight: number;
  /** Only in these modes. */
  modes?: readonly Mode[];
  /** Names a thing without saying what to do with it: joins a neighbouring wish rather than being one. */
  mention?: true;
  /** A turn of phrase that says how something is asked and little of what about: others who know more are heard too. */
  vague?: true;
}

export interface Intent {
  name: string;
  /** For the plan's goal and for sentences like "buying is done in helm mode". */
  goal: string;
  /** The modes in which a message can mean it. */
  serve: Partial<Record<Mode, Serving>>;
  /** What is read from the text; the template says which of them it cannot do without. */
  slots: readonly SlotName[];
  /** Wishes this one includes: somebody who wants a refund does not also want to track the order. */
  absorbs: readonly string[];
  evidence: readonly Evidence[];
}

/** "0.9: phrase | phrase" written short: every phrase of a line has the line's weight. */
function sure(weight: number, ...phrases: string[]): Evidence[] {
  return phrases.map((phrase) => ({ phrase, weight }));
}

function only(modes: readonly Mode[], evidence: Evidence[]): Evidence[] {
  return evidence.map((item) => ({ ...item, modes }));
}

function mention(...phrases: string[]): Evidence[] {
  return phrases.map((phrase) => ({ phrase, weight: 0.75, mention: true }));
}

function vague(evidence: Evidence[]): Evidence[] {
  return evidence.map((item) => ({ ...item, vague: true }));
}

const NPC = { specialist: 'npc', template: 'npc' } as const;

/** In helm and support with the same template; in player mode the NPC answers and another mode is named. */
function outOfGame(helm: string, support: string, template: string): Record<Mode, Serving> {
  return {
    helm: { specialist: helm, template },
    support: { specialist: support, template },
    player: { ...NPC, handoff: 'helm' },
  };
}

function smallTalk(
  template: string,
  player: Serving = { specialist: 'npc', template },
): Record<Mode, Serving> {
  return { helm: { specialist: 'guide', template }, support: { specialist: 'greeter', template }, player };
}

/** Orders can be looked at in helm; changing them is the support mode's. */
function changesOrder(template: string): Record<Mode, Serving> {
  return {
    helm: { specialist: 'orders', template: 'order-elsewhere', handoff: 'support' },
    support: { specialist: 'orders', template },
    player: { ...NPC, handoff: 'support' },
  };
}

/**
 * Every intent the rules know, the more specific one first (it wins a tie). To teach a new phrase, add it to a line here;
 * for a new intent add a row, and a template if none of those in ../templates fits.
 */
export const INTENTS: readonly Intent[] = [
  {
    name: 'order.refund',
    goal: 'refund an order',
    serve: changesOrder('refund'),
    slots: ['order_id', 'to'],
    absorbs: [
      'order.track',
      'order.list',
      'order.problem',
      'order.cancel',
      'email.receipt',
      'account.cancel',
    ],
    evidence: [
      ...sure(
        0.95,
        'money back',
        'my money ... back',
        'cash back for',
        'get ... refund',
        'want ... refund',
        '^ @refund ... @order',
      ),
      ...sure(
        0.9,
        'return ... @order|%number|@product',
        'send ... back',
        'give ... back ... money',
        'want to return',
        'return my|this|the|it',
        'give me ... my money',
      ),
      ...sure(0.85, '@refund', 'refund it'),
    ],
  },
  {
    name: 'account.cancel',
    goal: 'cancel a subscription',
    serve: {
      helm: { specialist: 'knowledge', template: 'ask' },
      support: { specialist: 'orders', template: 'subscription' },
      player: { ...NPC, handoff: 'support' },
    },
    slots: ['question'],
    absorbs: ['knowledge.ask'],
    evidence: sure(0.96, '@cancel ... @subscription', 'unsubscribe', 'end|stop|terminate ... @subscription'),
  },
  {
    name: 'account.delete',
    goal: 'delete an account',
    serve: outOfGame('knowledge', 'knowledge', 'ask'),
    slots: ['question'],
    absorbs: ['knowledge.ask'],
    evidence: sure(0.97, 'delete|close|@cancel|deactivate ... account'),
  },
  {
    name: 'order.cancel',
    goal: 'cancel an order',
    serve: changesOrder('cancel'),
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: sure(
      0.94,
      '@cancel it|that|this',
      '@cancel ... @order|%number|purchase',

      'undo ... @order|purchase',
      'stop ... @order',
    ),
  },
  {
    name: 'order.problem',
    goal: 'solve a problem with an order',
    serve: changesOrder('problem'),
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: [
      ...sure(
        0.96,
        'did not|never buy|bought|order|ordered|purchase|purchased',
        'paid ... nothing|never',
        'got|received nothing',
      ),
      ...sure(
        0.95,
        '@charge ... twice|double',
        'double @charge',
        'twice ... @charge',
        'paid twice',
        'overcharged',
        'wrong @product|size|colour|color|order|one|thing',
      ),
      ...only(
        ['helm', 'support'],
        sure(0.985, 'my %other is|was|are|arrived|came @broken', 'have|got|received a|an @broken %other'),
      ),
      ...sure(
        0.9,
        'arrived|came|is|was @broken',
        'missing ... @order|@package',
        '@order|@package ... missing|incomplete|wrong',
        'problem|issue|trouble|wrong with ... @order|@package',
      ),
      ...sure(
        0.8,
        '@broken ... @product|@order|@package',
        '@product|@order|@package ... @broken',
        '^ @broken $',
      ),
    ],
  },
  {
    name: 'order.refund-question',
    goal: 'find out about a refund',
    serve: changesOrder('refund-offer'),
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: [],
  },
  {
    name: 'order.exchange',
    goal: 'exchange what was bought',
    serve: changesOrder('change'),
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: [],
  },
  {
    name: 'order.change',
    goal: 'change an order',
    serve: changesOrder('change'),
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: [],
  },
  {
    name: 'order.address',
    goal: 'change a delivery address',
    serve: changesOrder('change'),
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: [],
  },
  {
    name: 'order.invoice',
    goal: 'show an invoice',
    serve: {
      helm: { specialist: 'orders', template: 'invoice' },
      support: { specialist: 'orders', template: 'invoice' },
      player: { ...NPC, handoff: 'support' },
    },
    slots: ['order_id'],
    absorbs: ['order.track', 'order.list'],
    evidence: [],
  },
  {
    name: 'order.payment',
    goal: 'solve a problem with a payment',
    serve: outOfGame('orders', 'orders', 'ask'),
    slots: ['question'],
    absorbs: ['knowledge.ask'],
    evidence: [],
  },
  {
    name: 'email.newsletter',
    goal: 'change a newsletter subscription',
    serve: outOfGame('email', 'email', 'newsletter'),
    slots: [],
    absorbs: [],
    evidence: sure(0.97, 'newsletter|newsletters', 'mailing list'),
  },
  {
    name: 'order.track',
    goal: 'find out where an order is',
    serve: {
      helm: { specialist: 'orders', template: 'track' },
      support: { specialist: 'orders', template: 'track' },
      player: { ...NPC, handoff: 'support' },
    },
    slots: ['order_id', 'described'],
    absorbs: ['order.list'],
    evidence: [
      // Asking about a refund is not asking for one.
      ...sure(
        0.97,
        'where is|are ... @refund',
        'when will|do|does|is ... @refund',
        '@refund status',
        'status of ... @refund',
        '^ has|have|was|were|did|is ... @refund',
        'not refund|refunded',
        'not been|get|got|gotten|received my|the|a|any? @refund',
        'already @refund',
        'still waiting ... @refund',
      ),
      ...sure(
        0.95,
        'where is|are ... @order|@package|stuff|purchase',
        'where ... is|are my stuff|things|@order|@package',
        '@order status',
        'status of ... @order|@package',
        'track ... @order|@package',
      ),
      ...sure(
        0.92,
        'never|not arrived|received|came|delivered|shipped',
        'never|not @arrive ... @order|@package',
        'not ... shown|turned up',
        'when will|does|is ... arrive|arriving|delivered',
        'when will|does it come',
        'has|have|did ... @order|@package ... @ship|@arrive',
        'the one that|which is ... paid|shipped|delivered|cancelled|refunded',
        'what happened to|with ... @order|@package',
        'waiting for ... @order|@package',
        'still waiting',
        '@order|@package ... late|delayed|lost|stuck|status',
      ),
      ...sure(
        0.85,
        '^ @track',
        'tracking number|code|info|link',
        'where is it',
        'not come',
        'show|check|see|view|look|about|update ... @order %number',
        'about @order',
      ),
      ...sure(0.7, 'has it shipped|arrived'),
      ...sure(0.87, 'my|last|this|recent|previous|the purchase'),
      ...mention('@order %number', '@order number|no|id', '@order|@package', '%number arrived', '%reference'),
    ],
  },
  {
    name: 'order.list',
    goal: 'list the orders',
    serve: {
      helm: { specialist: 'orders', template: 'orders-list' },
      support: { specialist: 'orders', template: 'orders-list' },
      player: { ...NPC, handoff: 'support' },
    },
    slots: ['status'],
    absorbs: [],
    evidence: [
      ...sure(
        0.96,
        'my ... orders|purchases',
        '@order|purchase history',
        'what ... i ... bought|ordered',
        'did i buy|order|purchase',
        '@show ... orders|purchases',
        'past|recent|previous|last|open|all|pending orders|purchases',
      ),
      ...sure(0.85, 'which orders', 'any orders'),
    ],
  },
  {
    name: 'shop.checkout',
    goal: 'check out a cart',
    serve: {
      helm: { specialist: 'shop', template: 'checkout' },
      support: { specialist: 'orders', template: 'elsewhere', handoff: 'helm' },
      player: { ...NPC, handoff: 'helm' },
    },
    slots: ['cart_id'],
    absorbs: [],
    evidence: sure(0.95, 'checkout', 'check out ... cart|basket', 'check out %number', 'pay ... cart|basket'),
  },
  {
    name: 'shop.cart',
    goal: 'show a cart',
    serve: {
      helm: { specialist: 'shop', template: 'cartShow' },
      support: { specialist: 'orders', template: 'elsewhere', handoff: 'helm' },
      player: { ...NPC, handoff: 'helm' },
    },
    slots: ['cart_id'],
    absorbs: [],
    evidence: sure(
      0.95,
      'what is|are in ... cart|basket',
      'show|see|view|open me? my|the? cart|basket',
      'look into|in|at ... cart|basket',
      'in my cart|basket',
    ),
  },
  {
    name: 'shop.buy',
    goal: 'buy a product',
    serve: {
      helm: { specialist: 'shop', template: 'buy' },
      support: { specialist: 'orders', template: 'browse', handoff: 'helm' },
      player: { ...NPC, handoff: 'helm' },
    },
    slots: ['product', 'quantity', 'more', 'max_price', 'to'],
    absorbs: ['shop.browse', 'email.receipt'],
    evidence: [
      ...sure(
        0.93,
        '^ buy|buying|purchase|purchasing',
        'want|like|need|love to buy|order|purchase',
        '^ order me|us|a|an|some|the',
        'order ... for me',
        '^ grab me|us|a|an|the|%few|%other',
        '^ order %few @product|%other',
        '^ order %other',
        'reorder',
        'order ... again',
      ),
      ...sure(
        0.86,
        'buy|purchase',
        '^ get me|us a|an|%few|some|%other',
        'add ... to my|the|a? cart|basket',
        '^ i will|would take|have ... %other',
      ),
      ...only(
        ['helm'],
        [
          ...sure(
            0.82,
            '^ get me|us ... @product',
            'i want|need a|an|the|%few|some|%other ... %other|@product',
            'pick up a|an|%few',
          ),
          ...sure(0.72, '^ get|take|order a|an|the|%few|%other'),
        ],
      ),
    ],
  },
  {
    name: 'shop.browse',
    goal: 'look at the store',
    serve: {
      helm: { specialist: 'shop', template: 'browse' },
      support: { specialist: 'orders', template: 'browse', handoff: 'helm' },
      player: { ...NPC, handoff: 'helm' },
    },
    slots: ['product', 'max_price'],
    absorbs: [],
    evidence: [
      ...sure(
        0.95,
        'what|where|when|which ... i|we|one|you buy',
        'should i buy|get',
        'thinking of|about buying',
      ),
      ...sure(
        0.95,
        '@open ... @store',
        '^ @store $',
        '@show|@search ... catalog|catalogue',
        'what ... in ... @store',
        '@show ... under|below',
      ),
      ...only(
        ['helm', 'support'],
        sure(
          0.88,
          '@show|@search ... @product',
          'what @product',
          'which @product',
          'do you have|sell|stock',
          'in stock',
          'what ... for sale',
          'what ... sell',
          'window shopping',
          '@product|%other under|below|cheaper|over %money|%number',
          'less|cheaper than %money|%number',
          'how much is|are|does',
          'price of|for',
          'best sellers|selling',
          'cheapest|discounts',
          'on sale',
        ),
      ),
      ...sure(0.8, '@store'),
      ...only(
        ['helm'],
        sure(0.65, '^ @show me|the|some', '^ @search a|an|some|for|%other', '^ browse', '@product', '%money'),
      ),
    ],
  },
  {
    name: 'email.receipt',
    goal: 'e-mail a receipt',
    serve: {
      helm: { specialist: 'email', template: 'receipt' },
      support: { specialist: 'email', template: 'receipt' },
      player: { ...NPC, handoff: 'helm' },
    },
    slots: ['order_id', 'to', 'purpose'],
    absorbs: ['order.track', 'order.list'],
    evidence: [
      ...sure(
        0.95,
        '@send|@email ... @receipt',
        '@receipt ... to %email',
        '@email it to %email',
        '@receipt ... by|via @email',
      ),
      ...sure(0.85, '@receipt for', 'need|want|get|where ... @receipt', 'copy of ... @receipt'),
    ],
  },
  {
    name: 'email.ticket',
    goal: 'write to the support team',
    serve: {
      helm: { specialist: 'email', template: 'ticket' },
      support: { specialist: 'email', template: 'ticket' },
      player: { ...NPC, handoff: 'support' },
    },
    slots: ['message'],
    absorbs: ['order.problem', 'order.track', 'order.list', 'knowledge.ask', 'email.send'],
    evidence: [
      ...sure(0.985, '^ open|create|raise|file|submit a|another|new|the? support? @ticket'),
      ...sure(
        0.95,
        'open|opening|create|raise|file|submit|log|make|new ... @ticket',
        'support @ticket',
        'contact|email|message|reach|write|call @support',
        'contact|message|write|email to? the|your|veze? @support',
        'talk|speak|chat to|with a|an|the|some|real? @human',
        'real|actual|live human|person|agent',
        '@support team',
      ),
      ...sure(0.85, 'file a complaint', 'complain', 'complaint', 'escalate', 'call me back'),
    ],
  },
  {
    name: 'email.inbox',
    goal: 'read the inbox',
    serve: outOfGame('email', 'email', 'inbox'),
    slots: [],
    absorbs: [],
    evidence: sure(
      0.95,
      '@show|check|read|open|list|get my|the|new|unread|any emails|mails|inbox|mail|email|messages',
      'my inbox',
      '^ inbox',
      'any|new|unread emails|mail|mails|messages|email',
      'do i have ... emails|mail|mails|messages',
      '@show|check|read emails|mail|mails|inbox|messages',
      'who emailed me',
    ),
  },
  {
    name: 'email.send',
    goal: 'send an e-mail',
    serve: outOfGame('email', 'email', 'message'),
    slots: ['to', 'purpose', 'topic', 'message'],
    absorbs: [],
    evidence: [
      ...sure(
        0.95,
        '@send ... to? %email',
        '@email|@invite|message|ping|notify|tell|ask ... %email',
        '@send ... @email|@invite|message|note|line ... to',
        'write to %email',
        '@send|write ... an email|mail|invite|invitation',
      ),
      ...sure(
        0.88,
        '^ email|mail',
        '^ @invite',
        '@send ... @invite',
        '@send ... @email|mail',
        'drop ... a line|email|note',
      ),
      ...sure(0.8, 'invite|invites|inviting|invitation|invitations', '^ @email $'),
      ...sure(0.72, 'invited', '^ %email $'),
      ...only(['helm', 'support'], sure(0.7, 'email|emails|emailing')),
    ],
  },
  {
    name: 'social.post',
    goal: 'publish a post',
    serve: outOfGame('social', 'social', 'post'),
    slots: ['post'],
    absorbs: [],
    evidence: [
      ...sure(
        0.95,
        '^ post|tweet|publish ... on|to @social|followers|wall',
        '^ write|make|create|publish|share a|new|an? post|tweet',
      ),
      ...sure(
        0.9,
        '^ post|posting|tweet|tweeting|toot',
        '^ share ... on|to|with @social|followers|everyone',
        'post|tweet this|that|it|about',
        'let ... followers know',
      ),
    ],
  },
  {
    name: 'social.search',
    goal: 'search the posts',
    serve: outOfGame('social', 'social', 'social-search'),
    slots: ['query'],
    absorbs: [],
    evidence: [
      ...sure(
        0.96,
        'posts|tweets ... about|on|with|tagged',
        '@search ... @social|posts|tweets',
        '@show ... posts|tweets',
        'people|everyone|folks|players saying|say|think|posting|talking',
        'what is ... saying about',
        '@search %hashtag',
        'posts|tweets ... %hashtag',
        'who is talking about',
      ),
      ...sure(0.85, '%hashtag'),
      ...sure(0.72, 'posts|tweets'),
    ],
  },
  {
    name: 'social.trending',
    goal: 'see what is trending',
    serve: outOfGame('social', 'social', 'trending'),
    slots: [],
    absorbs: ['social.search'],
    evidence: [
      ...sure(
        0.95,
        'is|are trending|viral|buzzing',
        'trending @hashtag|posts|on|now|today',
        'popular|top|hot hashtags|topics|posts',
        'going viral',
        'what is hot on social',
        'trends on social',
        'social trends',
      ),
      ...sure(0.88, 'trending', 'hashtags', '@open ... @social', '^ @social $'),
    ],
  },
  {
    name: 'trends.report',
    goal: 'see the trends',
    serve: outOfGame('trends', 'trends', 'trends'),
    slots: [],
    absorbs: [],
    evidence: [
      ...sure(
        0.92,
        'market|veze|xengine|platform|latest|current|game|gaming|player trends',
        'trend report|reports|analysis|data',
        'what is hot|popular|up',
        'what are ... trends',
        '@open ... xengine',
      ),
      ...sure(0.86, 'trends', 'xengine'),
    ],
  },
  {
    name: 'game.match',
    goal: 'look at a match',
    serve: {
      helm: { specialist: 'guide', template: 'game-elsewhere', handoff: 'player' },
      support: { specialist: 'knowledge', template: 'game-elsewhere', handoff: 'player' },
      player: { specialist: 'strategist', template: 'match' },
    },
    slots: ['match_id', 'boss'],
    absorbs: [],
    evidence: [
      ...only(
        ['player'],
        sure(
          0.93,
          'status of ... match|fight|game',
          'how is ... match|fight|battle|game',
          'match status',
          '@show|analyze|analyse|check|look|scout ... match|fight|battle',
          'my match',
          'how are we doing',
          'what is the situation',
          'who|what are|am we|i fighting|facing',
        ),
      ),
      ...sure(0.85, 'match %number|%other status|going', 'status of match'),
    ],
  },
  {
    name: 'game.strategy',
    goal: 'plan a boss strategy',
    serve: {
      helm: { specialist: 'guide', template: 'game-elsewhere', handoff: 'player' },
      support: { specialist: 'knowledge', template: 'game-elsewhere', handoff: 'player' },
      player: { specialist: 'strategist', template: 'strategy' },
    },
    slots: ['boss', 'match_id', 'player'],
    absorbs: ['game.match', 'knowledge.ask'],
    evidence: [
      ...sure(
        0.96,
        '@boss @strategy',
        '@strategy ... against|versus|vs|for',
        'how do|to|can|should i|we? ... @fight ... @boss',
        'how do|can|should i|we ... defeat|slay|kill',
        'how to defeat|slay|kill|beat',
      ),
      ...sure(0.88, '@strategy', '@fight ... @boss', '@boss ... phase|fight|weakness|weak|help|guide'),
      ...sure(0.82, '@boss'),
      ...only(
        ['player'],
        sure(
          0.95,
          'how do|to|can|should i|we? ... @fight',
          'plan ... fight|raid|attack|battle|match',
          'weak|weakness|weaknesses',
          'counter play',
          'plan|tips|guide ... @fight',
        ),
      ),
      ...only(
        ['player'],
        sure(0.82, '^ plan', '^ @fight', 'battle plan', 'game plan', 'help me win', 'how ... win'),
      ),
    ],
  },
  {
    name: 'sports.fixtures',
    goal: 'look up fixtures',
    serve: outOfGame('sports', 'sports', 'fixtures'),
    slots: ['team'],
    absorbs: [],
    evidence: [
      ...sure(
        0.95,
        'when do|does|is|are|will ... @play|playing|game|match',
        'next match|game|fixture|opponent',
        'who ... play|playing next',
        'who do|does ... play',
        'match schedule',
        'upcoming @game|@fixture|games|matches',
      ),
      ...sure(0.9, 'fixture|fixtures', 'kickoff', 'matchday', 'where do|does ... play'),
      ...sure(0.8, 'schedule'),
    ],
  },
  {
    name: 'sports.scores',
    goal: 'look up scores',
    serve: outOfGame('sports', 'sports', 'scores'),
    slots: ['team', 'league'],
    absorbs: [],
    evidence: [
      ...sure(
        0.95,
        'who won',
        'did ... win|lose|beat|draw|play',
        'score|scores of|for|between',
        'final|latest|live score|scores|result|results',
        'result|results of|for ... @game|%other',
        'how did ... do|play|go',
        'how did ... get on',
        'football|basketball|sports|sport score|scores|results|news',
      ),
      ...only(['helm', 'support'], sure(0.88, 'score|scores|scoreline', 'sports', '@open ... sports')),
      ...only(['helm', 'support'], sure(0.72, 'results', 'won', 'sport')),
    ],
  },
  {
    name: 'knowledge.search',
    goal: 'search the documents',
    serve: outOfGame('knowledge', 'knowledge', 'search'),
    slots: ['query', 'question'],
    absorbs: ['knowledge.ask'],
    evidence: sure(
      0.97,
      '@search ... @docs ... about|on|for|regarding',
      '@search the|your? @docs|@knowledge',
      '@docs|pages ... about|on|regarding %other',
      'search ... knowledge',
    ),
  },
  {
    name: 'knowledge.ask',
    goal: 'get an answer from the knowledge base',
    serve: {
      helm: { specialist: 'knowledge', template: 'ask' },
      support: { specialist: 'knowledge', template: 'ask' },
      player: { ...NPC, handoff: 'support' },
    },
    slots: ['question'],
    absorbs: ['knowledge.search'],
    evidence: [
      ...sure(0.93, '@device ... @broken|down|crashing|crashes|slow'),
      ...sure(
        0.98,
        'email|emails|mail|message from',
        'are refunds|returns',
        'where ... @docs',
        'do you refund|offer',
      ),
      ...vague(
        sure(
          0.98,
          'am i allowed',
          'is it possible',
          'can not buy|purchase|pay|checkout|order|refund|track|send|post|find',
        ),
      ),
      ...sure(
        0.96,
        '@refund|return|shipping|delivery|privacy|cancellation|exchange @policy|window|period|time',
        '@policy ... @refund|returns',
        'how do|does ... @refund|returns|shipping|delivery work',
        'how long do|does|will|is ... @refund|shipping|delivery',
        'what is|are ... @policy',
        'what @docs',
        '@docs ... available',
        '@open|@show ... @docs',
      ),
      ...vague(
        only(
          ['helm', 'support'],
          sure(
            0.955,
            'how do|can|does|should|would i|we|you|one',
            'how to',
            'what does ... mean',
            'what happens if|when',
            '^ why',
            'can i ... @refund ... after',
          ),
        ),
      ),
      ...sure(
        0.9,
        'forgot|reset|change|recover|lost|update|store|save|remember ... my|the|a? @account',
        'knowledge base',
        '@knowledge',
        'two factor',
        'change|update|recover|verify ... email|address',
        'not work|working|load|loading|start|log|connect',
        'explain',
      ),
      ...sure(
        0.86,
        '@docs',
        '@account',
        '@policy',
        'troubleshoot|troubleshooting|error|bug|crash|crashed|crashing',
      ),
      ...only(
        ['helm', 'support'],
        sure(
          0.75,
          'tell me about',
          'what is|are',
          'what ... mean',
          'help with',
          'who is|are|made|owns',
          'learn about',
          'info|information about|on',
        ),
      ),
      ...only(['helm'], sure(0.6, '^ what|why|when|who|where|how|which|can|does|is|are')),
    ],
  },
  {
    name: 'nav.open',
    goal: 'open a tile',
    serve: { helm: { specialist: 'guide', template: 'open-tile' } },
    slots: ['tile'],
    absorbs: [],
    evidence: [
      ...only(
        ['helm'],
        sure(
          0.96,
          '@open ... email|mail|inbox|social|sports|sport|game|games|xengine|home|helm|tiles|menu|dashboard',
        ),
      ),
      ...only(
        ['helm'],
        sure(
          0.9,
          '^ social|sports|sport|game|games|xengine|home|menu|tiles|dashboard $',
          '@show ... tiles|services|apps|menu|dashboard',
        ),
      ),
    ],
  },
  {
    name: 'chat.language',
    goal: 'talk',
    serve: smallTalk('language'),
    slots: [],
    absorbs: [],
    evidence: [],
  },
  {
    name: 'chat.nonsense',
    goal: 'talk',
    serve: smallTalk('nonsense'),
    slots: [],
    absorbs: [],
    evidence: [],
  },
  {
    name: 'chat.offtopic',
    goal: 'talk',
    // In a game the NPC answers what is about something else.
    serve: {
      helm: { specialist: 'guide', template: 'offtopic' },
      support: { specialist: 'greeter', template: 'offtopic' },
    },
    slots: [],
    absorbs: [],
    evidence: [],
  },
  {
    name: 'chat.identity',
    goal: 'talk',
    serve: smallTalk('identity'),
    slots: [],
    absorbs: [],
    evidence: sure(
      0.97,
      'who are you',
      'what are you',
      'are you a|an? bot|human|robot|ai|real|person|machine',
      'what is your name',
      'your name',
      'who made|built|created you',
    ),
  },
  {
    name: 'chat.help',
    goal: 'talk',
    serve: smallTalk('help'),
    slots: [],
    absorbs: [],
    evidence: [
      ...sure(
        0.97,
        'what can|could|do you|i do|help|ask',
        'what can i say|ask|do',
        'how can|do you help',
        'how does this work',
        '^ help $',
        '^ help me $',
        'show commands|help|options',
        'what are your|my options|features|capabilities',
        '^ options|commands|start|menu $',
      ),
      ...sure(0.7, '^ help', 'i need help', 'i am lost|stuck|confused'),
    ],
  },
  {
    name: 'chat.frustration',
    goal: 'talk',
    serve: smallTalk('frustration'),
    slots: [],
    absorbs: [],
    evidence: [
      // Who says how they feel about a boss does not ask for orders to be given.
      ...sure(0.985, 'so|really|very|too|getting|am|feel ... frustrated|frustrating|annoyed|angry|mad'),
      ...sure(
        0.82,
        '@insult',
        'fed up',
        'so annoying|angry|frustrated|frustrating',
        'annoying|frustrating|frustrated|angry',
        'you do not understand',
        'not helpful',
        'no help',
      ),
    ],
  },
  {
    name: 'chat.recap',
    goal: 'talk',
    serve: {
      helm: { specialist: 'orders', template: 'recap' },
      support: { specialist: 'orders', template: 'recap' },
      player: { specialist: 'npc', template: 'recap' },
    },
    slots: [],
    absorbs: [],
    evidence: sure(
      0.985,
      '^ did it|that|this work|succeed|happen $',
      'did it|that|this go|went through $',
      '^ is|was it|that|this done|finished|sent|through|ok|okay $',
      '^ has it|that been done|sent $',
      '^ did you do it|that|this $',
      '^ why not $',
      '^ what happened $',
      '^ what went wrong $',
    ),
  },
  {
    name: 'chat.forget',
    goal: 'talk',
    serve: smallTalk('forget'),
    slots: [],
    absorbs: [],
    evidence: [
      ...sure(
        0.985,
        'do|does|did not ... want ... @refund|buy|order|send|email|invite|post',
        '^ do not|never @refund|buy|purchase|order|send|email|mail|invite|post|tweet|publish',
      ),
      ...sure(
        0.93,
        'never mind|mind',
        'nevermind',
        '^ forget it|that|about',
        'changed my mind',
        '^ @cancel $',
        '^ stop|nope|no|nothing|abort|quit|exit $',
        'leave it',
        'no thanks|thank',
        '^ drop it',
      ),
    ],
  },
  {
    name: 'chat.acknowledge',
    goal: 'talk',
    serve: smallTalk('acknowledge', NPC),
    slots: [],
    absorbs: [],
    evidence: sure(
      0.93,
      '^ yes|yeah|yep|yup|sure|ok|okay|k|cool|great|nice|good|perfect|awesome|fine|alright|lol|haha|wow $',
      '^ got it $',
      'sounds good',
      'good|nice|great job|work|bot',
    ),
  },
  {
    name: 'chat.thanks',
    goal: 'talk',
    serve: smallTalk('thanks'),
    slots: [],
    absorbs: [],
    evidence: sure(
      0.9,
      '@thanks',
      'much obliged',
      'that helped|helps',
      'you are great|awesome|amazing',
      'you are the best',
    ),
  },
  {
    name: 'chat.goodbye',
    goal: 'talk',
    serve: smallTalk('goodbye'),
    slots: [],
    absorbs: [],
    evidence: sure(
      0.91,
      '^ bye|goodbye|cya|farewell|goodnight|byebye',
      'see you|ya',
      'good night',
      'talk|speak to? you? later',
      'have a good|nice|great day|one|evening|weekend',
      'bye $',
    ),
  },
  {
    name: 'chat.greeting',
    goal: 'talk',
    serve: smallTalk('greeting', NPC),
    slots: [],
    absorbs: [],
    evidence: [
      ...sure(
        0.95,
        '^ @hello $',
        'good morning|afternoon|evening|day',
        'how are you|things',
        'how is it going',
        'what is up $',
        '^ @hello there|again|bot|copilot|veze|everyone|friend $',
        'nice to meet you',
      ),
      ...sure(0.55, '^ @hello'),
    ],
  },
  {
    name: 'npc.talk',
    goal: 'talk to an NPC',
    serve: {
      helm: { specialist: 'guide', template: 'elsewhere', handoff: 'player' },
      support: { specialist: 'knowledge', template: 'elsewhere', handoff: 'player' },
      player: NPC,
    },
    slots: [],
    absorbs: [],
    evidence: sure(
      0.9,
      'npc',
      'talk to|with the merchant|guard|npc|villager|blacksmith|wizard|innkeeper',
      'ask the merchant|guard|npc|villager|blacksmith|wizard|innkeeper',
    ),
  },
  {
    name: 'guide.tiles',
    goal: 'find the way around',
    serve: { helm: { specialist: 'guide', template: 'tiles' } },
    slots: [],
    absorbs: [],
    evidence: [],
  },
];

/** What a message means that matches nothing. */
export const DEFAULT_INTENT: Record<Mode, { intent: string; confidence: number }> = {
  helm: { intent: 'guide.tiles', confidence: 0.3 },
  support: { intent: 'knowledge.ask', confidence: 0.45 },
  player: { intent: 'npc.talk', confidence: 0.5 },
};

/** Phrases in which a key word means something else: [the word that is not looked at, the phrase around it]. */
export const BLIND_PHRASES: readonly (readonly [word: string, phrase: string])[] = [
  ['order', 'in order to|that|for|not'],
  ['order', 'out of order'],
  ['order', 'law and order'],
  [
    'order',
    'alphabetical|chronological|random|numerical|working|correct|right|reverse|descending|ascending|turn order',
  ],
  ['order', 'order of magnitude|play|events'],
  ['order', 'order my|the|your|our allies|ally|team|squad|troops|soldiers|party|knights|army'],
  [
    'store',
    'store my|your|the|a|their|our ... password|passwords|data|information|files|details|card|credentials|settings|progress',
  ],
  ['score', 'settle|keep|even the? score'],
  ['post', 'post office|mortem|code'],
  ['post', 'blog post'],
  ['buy', 'buy time|in'],
  ['boss', 'my boss ... work|job|office'],
  ['lost', 'lost and found'],
  ['mail', 'mail order'],
  ['match', 'match my|the|your outfit|colour|color'],
  ['game', 'game pass'],
];
