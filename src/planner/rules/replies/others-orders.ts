/** "bob's orders", "what did alice buy", "the orders of user 7"; what belongs to oneself, a day or a thing is no person's. */
const NOT_A_PERSON =
  "(?!(?:my|mine|the|this|that|it|last|recent|your|today|yesterday|tomorrow|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|veze|what|who|where|store|shop)(?:'s|’s)?(?!\\S))";
const OTHERS = [
  new RegExp(
    `(?<!\\S)${NOT_A_PERSON}[\\p{L}\\d_]{2,40}['’]s (?:\\S+ ){0,2}?(?:orders?|purchases?|packages?|parcels?)(?![\\p{L}])`,
    'iu',
  ),
  /(?<!\S)(?:orders?|purchases?) (?:of|by|from|for) (?:(?:the )?(?:user|player|customer) \S|(?:everyone|everybody|somebody|someone|all (?:users|players|customers))(?!\S))/iu,
  /(?<!\S)did (?!(?:i|we|you|my|the|it|that|this|they)(?!\S))[\p{L}\d_]{2,40} (?:order|buy|purchase)(?![\p{L}])/iu,
  /(?<!\S)(?:his|her|their|other people['’]s|everyone['’]s) (?:\S+ )?(?:orders?|purchases?)(?![\p{L}])/iu,
];

/** What stands before a list of orders where somebody else's were asked for; else nothing. */
export function ownOrdersOnly(text: string): string {
  return OTHERS.some((others) => others.test(text)) ? "I can only see your own orders, nobody else's. " : '';
}
