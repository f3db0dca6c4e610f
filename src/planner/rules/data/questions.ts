/** What is asked when a slot is missing: `intent.slot` where an intent has its own words, else `slot`. */
export const QUESTIONS: Readonly<Record<string, string>> = {
  order_id: 'Which order is it? Tell me the order number.',
  'order.refund.order_id': 'Which order should I refund? Tell me the order number.',
  'order.cancel.order_id': 'Which order should I cancel? Tell me the order number.',
  'order.problem.order_id': 'Which order is it about? Tell me the order number.',
  'email.receipt.order_id': 'Which order do you need the receipt for? Tell me the order number.',
  cart_id: 'Which cart should I check out? Tell me the cart number, or say what you want to buy.',
  'shop.cart.cart_id': 'Which cart do you mean? Tell me its number.',
  product: 'What would you like to buy?',
  quantity: 'How many would you like? It can be 1 to 99.',
  to: 'Which e-mail address should I send it to?',
  message: 'What should the e-mail say?',
  post: 'What should the post say?',
  query: 'What should I search for?',
  boss: 'Which boss are you up against?',
  team: 'Which team do you mean?',
  question: 'What would you like to know?',
  'order.exchange.order_id': 'Which order is it from? Tell me the order number.',
  'order.change.order_id': 'Which order should be changed? Tell me the order number.',
  'order.invoice.order_id': 'Which order do you need the invoice for? Tell me the order number.',
  'email.ticket.confirm': 'Shall I pass it on to our team?',
  'order.refund.confirm': 'Shall I refund it?',
};

/** The question for a slot of an intent. */
export function questionFor(intent: string, slot: string): string {
  return QUESTIONS[`${intent}.${slot}`] ?? QUESTIONS[slot] ?? 'Could you say that in other words?';
}
