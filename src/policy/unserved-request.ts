import { readClauses } from './provenance/clauses.js';

const SECRET =
  '(?:passwords?|pass ?codes?|pin(?: codes?| numbers?)|pins?|(?:seed|recovery|secret) phrases?|mnemonics?|private keys?|' +
  'api[- ]keys?|access tokens?|(?:credit |debit |payment |bank )?cards?(?: numbers?| details)|credit cards?|debit cards?|cvv|cvc|' +
  'security codes?|bank (?:accounts?|details)|ibans?|credentials|log-?ins?(?: details| data)?|(?:2fa|one-time|verification) codes?)';
/** What follows a word for a secret where no secret is meant. */
const NOT_ITSELF =
  '(?! (?:polic(?:y|ies)|rules?|requirements?|resets?|recovery|help|page|form|field|managers?|settings?|length|options?|support|' +
  'tips|safety|security|protection|guide|docs?|problems?|issues?|is|was|are|were|does|did|has|not|never|wrong|gone)(?!\\S))';
/** Things, and words that end like a person's: what belongs to them is the caller's own, or nobody's. */
const NO_PERSON =
  '(?!(?:my|what|that|it|this|who|where|when|how|here|there|let|today|account|wallet|app|game|store|shop|site|website|veze|helm|launcher|' +
  "phone|laptop|console|card|email|e-mail|mail|company|team|clan|guild|one)'s(?!\\S))";
const PERSON =
  '(?:users?|customers?|players?|members?|accounts?|persons?|people|somebody|someone|everyone|everybody|admins?|owners?)';
const OWNER = `(?:${NO_PERSON}[\\p{L}\\d_]{2,40}'s|user \\S{1,40}|(?:users|people|customers|players)(?:'s?)?|other ${PERSON}|his|her|their|your|(?:the )?(?:admin|root))`;

/** Asking to be told it; "how" and "about" ask for something else. */
const TELL =
  "(?:tell|give|show|send|get|fetch|find|reveal|leak|disclose|read|list|dump|share|print|look up|know|need|want|see|steal|guess|crack|export|what|what's|whats|what are|retrieve|hand)";
const FEW = '(?: (?!(?:how|why|about|whether|if|when|where|tips|help|for|with|without)(?!\\S))\\S+){0,5}?';

const ASKED = [
  new RegExp(`(?<!\\S)${TELL}${FEW} ${OWNER}(?: (?!and )\\S+){0,2}? ${SECRET}(?!\\S)${NOT_ITSELF}`, 'u'),
  new RegExp(
    `(?<!\\S)${TELL}${FEW} ${SECRET} (?:of|from|for|belonging to) (?:(?:the|all|every|any|another|other|some) ){0,2}(?:${PERSON}|${NO_PERSON}user \\S+)(?!\\S)`,
    'u',
  ),
];
/** Speaking of what happened, or what is one's own. */
const NO_REQUEST =
  /(?<!\S)(?:how|why|don't|dont|do not|never|should i|gave|told|sent|showed|my own|change|reset|forgot|forgotten)(?!\S)/u;

export interface Refusal {
  /** A stable code for the record. */
  reason: string;
  /** For the person. */
  message: string;
}

/** What no mode serves, whoever plans: being told somebody else's secret. Undefined for any other message. */
export function unservedRequest(text: string): Refusal | undefined {
  const isAsked = readClauses(text).some(
    ({ words }) => !NO_REQUEST.test(words) && ASKED.some((asked) => asked.test(words)),
  );
  return isAsked ? OTHERS_SECRET : undefined;
}

const OTHERS_SECRET: Refusal = {
  reason: 'others_secret',
  message:
    'I do not give out other people\'s passwords, keys, codes or cards. With an account of your own I can help: say "I forgot my password".',
};
