import { letter, step, type Conversation } from './conversation.js';

export const SUPPORT: Conversation[] = [
  {
    mode: 'support',
    about: 'a refund, and a score beside it',
    turns: [
      {
        says: "order 123 never came, refund it and tell me the score of last night's match",
        plan: [
          step('orders.get', { order_id: 123 }),
          step('sports.scores'),
          step('orders.refund', { order_id: 123, reason: 'never came' }, { after: [1] }),
        ],
        atOnce: [1, 2],
        reply: "I refunded order 123: 29.97 USD go back to you. Last night's results are below.",
        writes: [['orders.refund', '/123/']],
      },
    ],
  },
  {
    mode: 'support',
    about: 'another way after the first one failed',
    turns: [
      {
        says: 'where is order 500? if you cannot find it show me all my orders',
        plan: [
          step('orders.get', { order_id: 500 }, { ends: 'failed' }),
          step('rag.ask', { question: 'How do I track an order?' }),
        ],
        atOnce: [1, 2],
        replan: [step('orders.list')],
        reply: 'I could not look up order 500. These are your orders instead.',
      },
    ],
  },
  {
    mode: 'support',
    about: 'two refunds, each with a question of its own',
    turns: [
      {
        says: 'refund orders 123 and 126',
        plan: [
          step('orders.get', { order_id: 123 }),
          step('orders.get', { order_id: 126 }),
          step('orders.refund', { order_id: 123 }, { after: [1] }),
          step('orders.refund', { order_id: 126 }, { after: [2] }),
        ],
        atOnce: [1, 2],
        reply: 'I refunded order 123 and order 126.',
        writes: [
          ['orders.refund', '/123/'],
          ['orders.refund', '/126/'],
        ],
      },
    ],
  },
  {
    mode: 'support',
    about: 'a refund and its receipt',
    turns: [
      {
        says: 'refund order 123 and send the receipt to ada@veze.io',
        plan: [
          step('orders.get', { order_id: 123 }),
          step('orders.refund', { order_id: 123 }, { after: [1] }),
          ...letter(3, {
            to: 'ada@veze.io',
            purpose: 'receipt',
            topic: 'Order 123',
            details: 'Refunded: ${2.amount} ${2.currency}, receipt ${2.receipt}',
          }),
        ],
        reply: 'I refunded order 123 and sent the receipt to ada@veze.io.',
        writes: [
          ['orders.refund', '/123/'],
          ['email.send', 'RF-123'],
        ],
      },
    ],
  },
  {
    mode: 'support',
    about: 'two questions to the knowledge base at once',
    turns: [
      {
        says: 'how do refunds work, and how long does shipping take?',
        plan: [
          step('rag.ask', { question: 'How do refunds work?' }),
          step('rag.ask', { question: 'How long does shipping take?' }),
        ],
        atOnce: [1, 2],
        reply: 'The guide tells how refunds work [1]. It also tells how long shipping takes.',
      },
    ],
  },
  {
    mode: 'support',
    about: 'a ticket about an order',
    turns: [
      {
        says: 'order 126 arrived broken, open a ticket',
        plan: [
          step('orders.get', { order_id: 126 }),
          ...letter(2, {
            to: 'support@veze.io',
            purpose: 'ticket',
            message: 'order 126 arrived broken',
          }),
        ],
        atOnce: [1, 2],
        reply: 'I sent your ticket about order 126 to the support team.',
        writes: [['email.send', '"to":"support@veze.io"']],
      },
    ],
  },
  {
    mode: 'support',
    about: 'four reads of four services at once',
    turns: [
      {
        says: 'show my orders, my inbox, the latest scores and posts about dinoboss',
        plan: [
          step('orders.list'),
          step('email.list'),
          step('sports.scores'),
          step('social.search', { query: 'dinoboss' }),
        ],
        atOnce: [1, 2, 3, 4],
        reply: 'Here are your orders, your messages, the latest scores and what people post about DinoBoss.',
      },
    ],
  },
  {
    mode: 'support',
    about: 'passages that are summed up, beside the orders',
    turns: [
      {
        says: 'search the docs for refunds and sum them up, and list my orders',
        plan: [
          step('rag.search', { query: 'refunds' }),
          step('orders.list'),
          step('summarize', { question: 'refunds', results: '${1.results}' }),
        ],
        atOnce: [1, 2],
        reply: 'The guide sums refunds up like this [1]. Your orders are listed below.',
      },
    ],
  },
  {
    mode: 'support',
    about: 'a question about an order, then its refund',
    turns: [
      {
        says: 'where is order 126, and how do refunds work?',
        plan: [step('orders.get', { order_id: 126 }), step('rag.ask', { question: 'How do refunds work?' })],
        atOnce: [1, 2],
        reply: 'Order 126 is on its way with Orbit Parcel. The guide tells how refunds work [1].',
      },
      {
        says: 'refund order 126',
        plan: [
          step('orders.get', { order_id: 126 }),
          step('orders.refund', { order_id: 126 }, { after: [1] }),
        ],
        reply: 'I refunded order 126: 67.99 USD go back to you.',
        writes: [['orders.refund', '/126/']],
      },
    ],
  },
];
