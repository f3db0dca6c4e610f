/** The effects a reply can claim. `other`: what no tool can do. `any`: "Done!", which claims whatever was asked for. */
export type ClaimKind = 'refund' | 'buy' | 'cart' | 'mail' | 'post' | 'fight' | 'other' | 'any';

export interface KindOfClaim {
  kind: ClaimKind;
  /** The writes that bring it about. */
  tools: readonly string[];
  /** The reads whose results tell of such effects in the past. */
  reads: readonly string[];
  /** Verb forms that say it happened: "refunded" in "I refunded it", "it has been refunded", "Refunded!". */
  verbs: RegExp;
  /** Other ways to say so, which need no verb of the list. */
  phrases: RegExp;
  /** What a sentence about it has in it. */
  topic: RegExp;
  /** What is said where nothing of the kind was done. */
  denial: string;
}

const IS = String.raw`(?:is|are|was|were|has been|have been|had been|'s|got|gets)(?: now| already| just| all| fully| successfully)*`;

/** Built for the lower-case text that `claims.ts` makes of a sentence. `cart` stands before `buy`: it knows "placed in the cart". */
export const CLAIM_KINDS: readonly KindOfClaim[] = [
  {
    kind: 'refund',
    tools: ['orders.refund'],
    reads: ['orders.get', 'orders.list'],
    verbs: /\b(?:refunded|reimbursed|credited|repaid|paid back|paid you back)\b/,
    phrases: new RegExp(
      String.raw`\brefunds? ${IS} (?:issued|processed|completed?|done|initiated|started|through|on (?:its|their) way|approved|made|confirmed|successful|granted|sent|under ?way|in progress|being processed)\b|\b(?:issued|processed|initiated|completed|granted|made|started|requested|submitted|arranged|approved) (?:you |for you )?(?:a|the|your|that|this|both|all|full|its)? ?(?:full )?refunds?\b|\b(?:refund|refunds) (?:issued|processed|completed?|done|initiated|approved|confirmed|successful)\b|\bmoney (?:is|'s|has been|was|will soon be) (?:now )?(?:back|returned|on its way|going back)\b|\b(?:returned|gave|got|sent) (?:you )?(?:your|the|all your|back your) money\b|\b(?:goes|went|is going|are going) back to (?:you|your)\b|\bgets? your money back\b`,
    ),
    topic: /\brefund|\bmoney back\b|\breimburs/,
    denial: 'I have not refunded anything.',
  },
  {
    kind: 'cart',
    tools: ['cart.add', 'cart.create'],
    reads: [],
    verbs: /\b(?:added|put|placed|dropped)\b(?=.*\b(?:cart|basket|bag)\b)/,
    phrases:
      /\b(?:is|are|'s|was|were|sits?|waits?|have|has) (?:now |already )?(?:waiting |been |sitting )*in (?:your|the|a) (?:shopping )?(?:cart|basket|bag)\b|\b(?:opened|created|started|set up|filled) (?:you )?(?:a|an|the|your) (?:new |empty |shopping )*(?:cart|basket)\b|\b(?:cart|basket) (?:is|was|has been) (?:now )?(?:created|opened|ready|filled|set up)\b|\badded to (?:your )?(?:cart|basket)\b/,
    topic: /\bcart\b|\bbasket\b/,
    denial: 'I have not put anything in a cart.',
  },
  {
    kind: 'buy',
    tools: ['checkout'],
    reads: ['orders.get', 'orders.list'],
    verbs:
      /\b(?:bought|purchased|ordered|pre-?ordered|checked(?: it| that| them| everything| you)? out|charged|paid|acquired)\b|\b(?:placed|confirmed|completed|processed|submitted)\b(?=.*\b(?:orders?|purchases?|checkout|payments?)\b)|\b(?:orders?|purchases?|payments?)\b(?=.*\b(?:placed|confirmed|completed?|processed|submitted|went through|gone through)\b)/,
    phrases:
      /\b(?:orders?|purchases?|checkout|payments?) (?:(?:is|was|are|were|has been|have been|'s)(?: now| all| fully)* )?(?:complete|completed|done|successful|confirmed|processed|placed|went through|has gone through|goes through)\b|\b(?:orders?|purchases?|payments?) (?:is|was|are|were|'s)(?: now| all)* in\b|\byou(?: now)? own\b|\byou(?:'re| are) (?:now )?the (?:proud )?owner\b|\b(?:is|are) (?:now |all )*yours\b|\b(?:i|we)(?:'ve| have)? got(?:ten)? you\b|\byour (?:new )?order number is\b|\b(?:is|are) on (?:its|their) way to you\b|\bthanks? (?:you )?for your (?:order|purchase)\b/,
    topic: /\bb(?:uy|ought)\b|\bcheck(?:ed)? ?out\b|\bpurchas|\bpay|\bpaid\b|\bcharged?\b|\border(?:ed)?\b/,
    denial: 'I have not bought anything.',
  },
  {
    kind: 'mail',
    tools: ['email.send'],
    reads: ['email.list'],
    verbs:
      /\b(?:e-?mailed|mailed|sent|resent|forwarded|dispatched|messaged|notified|informed|contacted|alerted|invited|written to|wrote to)\b/,
    phrases: new RegExp(
      String.raw`\b(?:e-?mail|mail|message|receipt|invoice|invitation|invite|letter|copy|confirmation|ticket|note) (?:\S+ ){0,4}?${IS} (?:on (?:its|the|their) way|queued|out|gone|in (?:your|her|his|their|the) inbox|opened|created|submitted|filed|raised|delivered|done|complete)\b|\b(?:opened|created|filed|raised|submitted|logged) (?:you )?(?:a|the|your|that) (?:support )?ticket\b|\b(?:passed|handed|escalated) (?:\S+ ){0,4}(?:on |over )?to (?:our|the) (?:support )?team\b|\b(?:have|has|finds?) (?:it |that |the receipt |the e-?mail )?(?:now )?in (?:your|her|his|their) inbox\b|\bcheck your inbox for\b`,
    ),
    topic: /\be-?mail|\bmail\b|\bsen[dt]\b|\breceipt\b|\binvit|\bticket\b|\bletter\b/,
    denial: 'I have not sent any e-mail.',
  },
  {
    kind: 'post',
    tools: ['social.post'],
    reads: ['social.search', 'social.trending'],
    verbs: /\b(?:posted|published|shared|tweeted|announced)\b/,
    phrases:
      /\bposts? (?:is|are|'s|was|were|has been|went|goes) (?:now |already )?(?:live|up|out|online|public|done|on (?:the|your) feed)\b|\b(?:is|it's) (?:now )?live on (?:the|your|veze)\b|\b(?:made|created|put up|put out) (?:the|your|a) (?:new )?post\b/,
    topic: /\bpost|\bpublish|\bshare/,
    denial: 'I have not published anything.',
  },
  {
    kind: 'fight',
    tools: ['game.execute'],
    reads: ['game.match', 'game.analyze'],
    verbs:
      /\b(?:executed|deployed|launched|carried out|set in motion|implemented)\b|\b(?:given|gave|issued|sent|relayed|passed)\b(?=.*\borders\b(?! #?\d))|\borders\b(?! #?\d)(?=.*\b(?:given|issued|sent|relayed|passed on|executed)\b)/,
    phrases:
      /\b(?:plan|strategy|attack|operation|drill) (?:is|'s|has been|was) (?:now )?(?:running|under ?way|in motion|live|active|executed|set up|carried out|in effect)\b|\b(?:has|have) (?:the|their|your|its) orders\b/,
    topic: /\border|\bexecut|\bplan\b|\bstrateg/,
    denial: 'I have not given any orders.',
  },
  {
    kind: 'other',
    tools: [],
    reads: ['orders.get', 'orders.list'],
    verbs:
      /\b(?:cancel+ed|updated|changed|deleted|unsubscribed|upgraded|downgraded|reset|restored|blocked|unblocked|booked|reserved|subscribed|registered|transferred|replaced|exchanged|renewed|waived|compensated|reactivated|deactivated|applied a|granted you|scheduled|rescheduled)\b/,
    phrases: /\b(?:subscription|account|address|password|order) (?:is|has been|was) now\b/,
    topic: /\bcancel|\bchang|\bupdat/,
    denial: 'I have not changed anything else.',
  },
];

/** "Done!", "All set.", "That went through." */
export const DONE_PHRASES =
  /^(?:yes |ok |okay |great |perfect |and |so |it |that |this |everything |all (?:of (?:it|that) )?|both )*(?:(?:is|are|'s|was|were|has been|have been)(?: now| all| both)? )?(?:done|all set|finished|completed?|sorted(?: out)?|taken care of|handled|mission accomplished|successful|settled)\b|\b(?:it|that|this|everything|all|both|they)(?:'s| is| are| has been| have been| was| were)(?: now| all| both)* (?:done|all set|finished|completed?|sorted|taken care of|handled|settled|through)\b|\b(?:i|we)(?:'ve| have)?(?: now| just| already)* (?:done|did|completed|finished|handled|taken care of|took care of|sorted|carried out|fulfilled) (?:it|that|this|so|everything|all|both|your request|what you asked|as you asked)\b|\b(?:went|gone) through\b|\b(?:was|were|is|are) (?:all |both )?successful\b|\bsucceeded\b|[✅✔☑]/u;
