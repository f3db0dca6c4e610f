/** The kinds of effect that a person can ask for in words. */
export const KINDS = ['buy', 'refund', 'mail', 'ticket', 'post', 'fight'] as const;
export type Kind = (typeof KINDS)[number];

export interface Asking {
  /** What asks for it. Phrases are held against a clause: words in lower case, single spaces, `@` for an address. */
  phrases: readonly RegExp[];
  /** What of that is no request after all. */
  unless: readonly RegExp[];
  /** Words before the phrase in its clause that turn it into its opposite. */
  negated: RegExp;
  /** True where asking how is asking for it: "how do I beat DinoBoss?" */
  inQuestions: boolean;
  /** Words by which a question of ours names it: "Which order should I refund?" */
  named: RegExp;
}

/** Polite beginnings; they stand before the verb of a request. */
const LEAD =
  "^(?:(?:please|pls|plz|kindly|can|could|would|will|you|u|i|i'd|i'll|i'm|we|we'd|want|wanna|need|like|love|to|help|me|us|let|lets|let's|must|try|gonna|going|do|just|now|also|then|and|ok|okay|hi|hey|hello|yes|yeah|so|well|bitte|por|favor) )*";
const ASK = "(?:to|you|please|pls|and|then|also|now|just|i'll)";
const FEW = '(?:\\S+ ){0,4}';

/** Either of the phrases, as whole words. */
function phrase(...sources: string[]): RegExp {
  return new RegExp(`(?<!\\S)(?:${sources.join('|')})(?!\\S)`, 'u');
}

/** The same where it must be the verb the request begins with. */
function opening(...sources: string[]): RegExp {
  return new RegExp(`(?:${LEAD}|(?<!\\S)${ASK} )(?:${sources.join('|')})(?!\\S)`, 'u');
}

const NEGATED = phrase(
  "not|no|never|without|cannot|cant|dont|doesnt|didnt|wont|nothing|stop|\\p{L}+n't",
  'nicht|kein|keine|keinen|nie|pas|ne|jamais|nunca|não|nao|non|mai',
);
const COUNTED =
  '(?:me|us|a|an|some|another|it|one|that|this|the|these|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|couple)';

/** What somebody who "wants", "needs" or "gets" it does not buy. */
const NO_GOODS =
  'to|help|hand|info|information|know|see|look|refund|refunds|refunded|money|cash|back|receipt|invoice|answer|answers|support|ticket|score|scores|result|results|news|strategy|strategies|tactics|plan|email|emails|e-mail|mail|mails|message|messages|inbox|invitation|invite|human|person|agent|someone|docs|document|documents|documentation|guide|list|details|update|status|copy|order|orders|package|parcel|stuff|account|password|login|link|code|trends|trending|hashtag|hashtags|post|posts|fixtures|schedule|match|matches|game|games|boss|fight|tip|tips|advice|summary|report|question|policy|rid|started|out|in|there|home';
const WANTS = `(?:get|getting|grab|grabbing|want|need|take|have|would like|i'd like|i would love|i'd love|gimme|give)(?! (?:\\S+ ){0,4}(?:${NO_GOODS})(?!\\S)) \\S+`;

export const ASKING: Readonly<Record<Kind, Asking>> = {
  buy: {
    phrases: [
      phrase(
        'buy|buying|(?<!(?:my|the|this|that|last|previous|recent|a|every) )purchase|purchasing|reorder|reordering|re-order|checkout|check-out|preorder|pre-order',
      ),
      phrase(`check out ${FEW}(?:cart|basket|\\d+)`, 'check out$', `pay ${FEW}(?:cart|basket)`),
      phrase(
        '(?:add|put) (?:\\S+ ){1,12}(?:to|in|into) (?:\\S+ )?(?:cart|basket)',
        'pick up (?:a|an|the|\\d+)',
      ),
      phrase(`(?<!(?:my|the|this|that|your|an|a|last|in|of|for|about|to) )order(?:ing)? ${COUNTED}`),
      phrase('to order', 'order (?:\\S+ ){1,6}(?:again|for me)'),
      phrase(
        'order [1-9]\\d? (?!(?:is|was|has|had|and|or|arrived|came|never|please|but|still|for|because|to|from|with|not|did|got|i|it)(?!\\S))\\p{L}+',
      ),
      phrase(WANTS),
      phrase(
        'go (?:with|for) (?:the|a|an|one)',
        'sign me up for',
        'complete my (?:order|purchase)',
        'proceed to (?:the )?(?:checkout|payment)',
      ),
      new RegExp(
        `^(?:one|two|three|four|five|\\d{1,2}x?|a couple of|a dozen) (?!(?:\\S+ ){0,3}(?:${NO_GOODS})(?!\\S))\\p{L}+(?: \\S+){0,4}$`,
        'u',
      ),
      phrase('comprar|compra|compre|cómprame|cómpralo|comprame|quiero comprar|pedir|pide|encargar'),
      phrase('acheter|achète|achetez|commander|commande|kaufen|kauf|kaufe|bestellen|bestell|bestelle'),
      phrase('comprare|acquistare|acquista|ordinare|купить|купи|закажи|заказать'),
    ],
    unless: [],
    negated: NEGATED,
    inQuestions: false,
    named: /\b(?:buy|purchase|cart|check ?out|how many would you)\b/i,
  },
  refund: {
    phrases: [
      phrase('refund|refunds|refunding|refundme|reimburse|reimbursing|reimbursement|moneyback|chargeback'),
      phrase(
        '(?:be|get|it|them|this|that) (?:refunded|reimbursed)',
        '(?:need|want|like|get|have) (?:\\S+ ){1,4}(?:refunded|reimbursed)',
      ),
      phrase(
        'take (?:\\S+ ){1,4}back',
        'pay me back',
        '(?:start|make|open|request|begin|process) (?:a |the |my )?return',
        `undo ${FEW}(?:order|purchase)`,
      ),
      phrase('(?:money|cash) back', `my money ${FEW}back`, 'back (?:\\S+ ){0,2}my money'),
      phrase(
        '(?<!(?:in|many|of) )return(?:ing)? (?:my|this|the|it|that|these|them|order|an|a|ord-\\d+|\\d+)',
      ),
      phrase('send (?:\\S+ ){1,4}back', `cancel(?:ling|ing)? ${FEW}(?:order|it|this|that|purchase|\\d+)`),
      phrase('reembolso|reembolsar|reembólsame|devolver|devolución|estorno|dinheiro de volta'),
      phrase('rembourser|remboursement|remboursez|rembourse|erstatten|erstattung|rückerstattung|geld zurück'),
      phrase('rimborso|rimborsare|rimborsami|верните|возврат'),
    ],
    unless: [
      phrase('refunds? (?:policy|policies|status|window|period|time|times|rules?|process|docs?|page)'),
      phrase('waiting|received|receive|arrive|arrived|status|already|subscription|membership'),
    ],
    negated: NEGATED,
    inQuestions: false,
    named: /\b(?:refund|money back|cancel)\b/i,
  },
  mail: {
    phrases: [
      opening('e-?mail(?:ing)?(?! from)', 'mail(?:ing)?(?! from)'),
      phrase(
        '(?:send|sending|forward|write|drop|shoot|compose|draft|deliver|fire) (?:\\S+ ){0,8}(?:@|e-?mail|mail|invite|invites|invitation|message|note|line|letter|receipt|invoice|copy|it|this|that|them|him|her|me|us)(?! back)',
      ),
      phrase(
        'invite|inviting|invites|invitation|invitations',
        '(?<!my )(?:receipt|invoice|receipts|invoices)',
      ),
      phrase(
        '(?:tell|ask|message|ping|notify|let|write|contact|inform|remind|text|reply) (?:\\S+ ){0,4}@',
        'write to',
      ),
      phrase(
        '(?:enviar|envía|envia|manda|mandar|envoyer|envoie|envoyez|senden|sende|schick|schicke|inviare|invia|отправь|отправить|напиши) \\S+',
      ),
      phrase('invitar|invita|inviter|invitez|einladen|einladung|convidar|convite|invitare|пригласи'),
    ],
    unless: [
      phrase(
        '(?:got|received|had|(?:i|we|you|they|did) (?:get|have|receive)) (?:an |any |a |new |the |some )*(?:e-?mails?|mails?|messages?|invitations?|invite)',
      ),
      phrase('(?:e-?mails?|mails?|messages?|invitations?|invites?) from', 'invited'),
    ],
    negated: NEGATED,
    inQuestions: false,
    named: /\b(?:e-?mail|send|address|receipt|invitation|invite)\b/i,
  },
  ticket: {
    phrases: [
      phrase(
        `(?:open|opening|create|raise|file|submit|log|make|new|need|want) ${FEW}ticket`,
        '^(?:a |support )?ticket$',
      ),
      phrase(
        `(?:contact|e-?mail|message|reach|write|call|tell|ask) ${FEW}support`,
        'support (?:ticket|team)',
      ),
      phrase(
        `(?:talk|speak|chat)(?:ing)? (?:to|with) ${FEW}(?:human|person|agent|someone|somebody|representative|operator|staff|people)`,
      ),
      phrase(
        '(?:real|actual|live) (?:human|person|agent)',
        'complain|complaint|complaints|escalate|escalated',
        'call me back',
        `(?:connect|transfer|put|get) me ${FEW}(?:human|person|agent|someone|representative|support)`,
      ),
      phrase(
        'hablar con (?:\\S+ )?(?:humano|persona|agente)',
        'parler à (?:\\S+ )?(?:humain|conseiller)',
        'mit (?:\\S+ )?(?:menschen|mitarbeiter) (?:sprechen|reden)',
      ),
    ],
    unless: [],
    negated: NEGATED,
    inQuestions: false,
    named: /\b(?:ticket|(?:support|our) team)\b/i,
  },
  post: {
    phrases: [
      opening('post(?:ing)?', 'tweet(?:ing)?', 'publish(?:ing)?', 'toot', 'share', 'announce'),
      phrase('(?:write|make|create|publish|share) (?:a |an |new |another |the |my )*(?:post|tweet)'),
      phrase(`let ${FEW}followers know`, 'put (?:\\S+ ){0,12}on (?:my |the )?(?:social|feed|wall|timeline)'),
      phrase(
        'publicar|publica|publier|publie|publiez|posten|poste|veröffentlichen|pubblicare|pubblica|опубликуй',
      ),
    ],
    unless: [],
    negated: NEGATED,
    inQuestions: false,
    named: /\bpost\b/i,
  },
  fight: {
    phrases: [
      phrase('strategy|strategies|strategic|strat|strats|tactic|tactics|tactical|gameplan|battleplan'),
      phrase(
        'plan|planning|beat|beating|defeat|defeating|kill|killing|slay|survive|counter|counters|take down|stuck|win|attack|attacking',
      ),
      phrase(
        'weak|weakness|weaknesses|boss|bosses|\\p{L}{2,30}boss|raid',
        'carry (?:it|this|the plan) out|execute',
      ),
      phrase(
        '(?:how|to|the|can|should|i|we|against) (?:\\S+ ){0,2}fight',
        'fight (?:the|against|a)',
        'what (?:do|should) (?:we|i) do',
        'order (?:my|the|our) \\p{L}+',
      ),
      phrase('estrategia|estratégia|jefe|stratégie|strategie|strategia|taktik|chef'),
    ],
    unless: [
      new RegExp(`${LEAD}(?:who|whos|who's|how (?:is|are|was)|hows|how's|status|what happened)(?!\\S)`, 'u'),
    ],
    negated: phrase("do not|don't|dont|never"),
    inQuestions: true,
    named: /\b(?:boss|fight|strategy)\b/i,
  },
};
