import { bought, letter, purchase, step, type Conversation } from './conversation.js';

export const HELM: Conversation[] = [
  {
    mode: 'helm',
    about: 'parallel reads, a purchase and its receipt in one plan',
    turns: [
      {
        says: 'find a nebula skin under 20, buy two and email me the receipt at ada@veze.io',
        plan: [
          step('catalog.list', { query: 'nebula skin', max_price: 20, pick: true }),
          step('orders.list', { status: 'paid' }),
          step('cart.create'),
          step('cart.add', { cart_id: '${3.id}', product_id: '${1.product.id}', quantity: 2 }),
          step('checkout', { cart_id: '${3.id}' }, { after: [4] }),
          ...letter(6, {
            to: 'ada@veze.io',
            purpose: 'receipt',
            topic: 'Order ${5.id}',
            details: 'Paid: ${5.total} ${5.currency}',
          }),
        ],
        atOnce: [1, 2, 3],
        reply: 'I bought two Nebula Skins for 39.98 USD and sent the receipt to ada@veze.io.',
        writes: [...bought('nebula-skin', 2), ['email.send', '39.98 USD']],
      },
    ],
  },
  {
    mode: 'helm',
    about: 'three reads of three services at once',
    turns: [
      {
        says: "what's trending, what do people post about dinoboss, and when do the Orion Comets play next?",
        plan: [
          step('xengine.trends'),
          step('social.search', { query: 'dinoboss' }),
          step('sports.fixtures', { team: 'Orion Comets' }),
        ],
        atOnce: [1, 2, 3],
        reply: 'Here is what moves VEZE today. People post about DinoBoss, and the Comets have a game ahead.',
      },
    ],
  },
  {
    mode: 'helm',
    about: 'an order, and an answer with its source',
    turns: [
      {
        says: 'where is order 126, and how long does shipping take?',
        plan: [
          step('orders.get', { order_id: 126 }),
          step('rag.ask', { question: 'How long does shipping take?' }),
        ],
        atOnce: [1, 2],
        reply: 'Order 126 is on its way with Orbit Parcel. The shipping guide tells how long it takes [1].',
      },
    ],
  },
  {
    mode: 'helm',
    about: 'what comes next where the first choice is sold out',
    turns: [
      {
        says: 'buy a solar flare skin, or an aurora skin if that is sold out',
        plan: [
          step('catalog.list', { query: 'solar flare skin', pick: true }),
          step('cart.create'),
          step(
            'cart.add',
            { cart_id: '${2.id}', product_id: '${1.product.id}', quantity: 1 },
            { ends: 'failed' },
          ),
          step('checkout', { cart_id: '${2.id}' }, { after: [3], ends: 'skipped' }),
        ],
        atOnce: [1, 2],
        replan: [
          step('catalog.list', { query: 'aurora skin', pick: true }),
          step('cart.add', { cart_id: '${2.id}', product_id: '${5.product.id}', quantity: 1 }),
          step('checkout', { cart_id: '${2.id}' }, { after: [6] }),
        ],
        reply: 'The Solar Flare Skin is sold out, so I bought the Aurora Skin for 17.99 USD.',
        writes: bought('aurora-skin'),
      },
    ],
  },
  {
    mode: 'helm',
    about: 'a search that is summed up, beside the inbox',
    turns: [
      {
        says: 'search the docs for shipping, sum it up, and check my inbox',
        plan: [
          step('rag.search', { query: 'shipping' }),
          step('email.list'),
          step('summarize', { question: 'shipping', results: '${1.results}' }),
        ],
        atOnce: [1, 2],
        reply: 'The guide says how parcels travel [1]. Your inbox has messages for you.',
      },
    ],
  },
  {
    mode: 'helm',
    about: 'a letter about an order that is looked up beside it',
    turns: [
      {
        says: 'look up order 123 and tell ada@veze.io that order 123 is late',
        plan: [
          step('orders.get', { order_id: 123 }),
          ...letter(2, { to: 'ada@veze.io', purpose: 'message', message: 'order 123 is late' }),
        ],
        atOnce: [1, 2],
        reply: 'I sent the e-mail to ada@veze.io.',
        writes: [['email.send', 'order 123 is late']],
      },
    ],
  },
  {
    mode: 'helm',
    about: 'a post, and what others post',
    turns: [
      {
        says: 'post "hello from the ridge" on social, and find posts about dinoboss',
        plan: [
          step('social.post', { text: 'hello from the ridge' }),
          step('social.search', { query: 'dinoboss' }),
        ],
        reply: 'I published your post. Others write about DinoBoss too.',
        writes: [['social.post', 'hello from the ridge']],
      },
    ],
  },
  {
    mode: 'helm',
    about: 'a purchase of what was asked about before',
    turns: [
      {
        says: 'how much is the retro pilot skin, and what do I have on order?',
        plan: [
          step('catalog.list', { query: 'retro pilot skin', pick: true }),
          step('orders.list', { status: 'shipped' }),
        ],
        atOnce: [1, 2],
        reply: 'The Retro Pilot Skin is in the store. One of your orders is on its way.',
      },
      {
        says: 'buy the retro pilot skin',
        plan: purchase(1, 'retro pilot skin'),
        atOnce: [1, 2],
        reply: 'I bought the Retro Pilot Skin for you.',
        writes: bought('retro-pilot-skin'),
      },
    ],
  },
  {
    mode: 'helm',
    about: 'scores and fixtures of one team, and the topics of the day',
    turns: [
      {
        says: 'how did Luna Lynx do, when do they play next, and what are people talking about?',
        plan: [
          step('sports.scores', { team: 'Luna Lynx' }),
          step('sports.fixtures', { team: 'Luna Lynx' }),
          step('social.trending'),
        ],
        atOnce: [1, 2, 3],
        reply: 'Here are the results of Luna Lynx, their next game, and the topics of the day.',
      },
    ],
  },
];
