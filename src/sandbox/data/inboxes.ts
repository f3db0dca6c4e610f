import type { Inbox } from '../../services/email/email.schema.js';

type Message = Inbox['messages'][number];
type Row = readonly [
  user: string,
  hoursAgo: number,
  read: boolean,
  from: string,
  subject: string,
  body: string,
];

const STORE = 'store@veze.io';
const SUPPORT = 'support@veze.io';
const HELM = 'helm@veze.io';

const ROWS: readonly Row[] = [
  [
    '1',
    3,
    false,
    STORE,
    'Your order 124 waits for payment',
    'Order 124 (VEZE Hoodie) is reserved for 24 hours. Pay in the store to have it sent.',
  ],
  [
    '1',
    20,
    false,
    'nova@veze.io',
    'Raid tonight?',
    'We need one more striker for DinoBoss at nine. Are you in?',
  ],
  [
    '1',
    46,
    true,
    STORE,
    'Order 126 is on its way',
    'Your DinoBoss Figure left our warehouse. Orbit Parcel, tracking number OP-7741-126.',
  ],
  [
    '1',
    144,
    true,
    STORE,
    'Receipt for order 123',
    'Nebula Skin and 2 x Photon Booster, 29.97 USD. Thank you!',
  ],
  [
    '1',
    470,
    true,
    SUPPORT,
    'Refund for order 129',
    'We refunded 12.99 USD for the Plasma Rifle you bought twice.',
  ],
  ['2', 5, false, 'pilot@veze.io', 'Re: Raid tonight?', 'In. I bring the Frost Lance.'],
  [
    '2',
    70,
    true,
    STORE,
    'Order 201 is on its way',
    'Your VEZE Cap left our warehouse. Orbit Parcel, tracking number OP-7738-201.',
  ],
  [
    '2',
    160,
    true,
    'leagues@veze.io',
    'You are in: ranked ladder',
    'You finished your placement matches in Gold II. Good luck this season!',
  ],
  [
    '3',
    8,
    false,
    HELM,
    'Your weekly summary',
    'You played 11 hours, won 14 matches and built 63 turrets this week.',
  ],
  [
    '3',
    25,
    true,
    STORE,
    'Receipt for order 301',
    'Season Pass, 24.99 USD. All rewards up to your tier are unlocked.',
  ],
  [
    'ada',
    26,
    false,
    STORE,
    'Order 402 is on its way',
    'Your three Vanguard Posters left our warehouse. Tracking number OP-7750-402.',
  ],
  [
    'ada',
    122,
    true,
    HELM,
    'Welcome to the UniQVerse',
    'Your tiles are ready. Say "what can you do" to the copilot to get started.',
  ],
];

/** The inboxes that exist from the start, newest message first, dated back from `now`. */
export function seededInboxes(now: Date): Map<string, Message[]> {
  const messages = ROWS.map((row, index) => ({ user: row[0], message: toMessage(row, index, now) }));
  const users = new Set(messages.map(({ user }) => user));
  return new Map(
    [...users].map((owner) => [
      owner,
      messages.filter(({ user }) => user === owner).map(({ message }) => message),
    ]),
  );
}

const ADDRESSES: Readonly<Record<string, string>> = {
  '1': 'pilot@veze.io',
  '2': 'nova@veze.io',
  '3': 'quartz@veze.io',
  ada: 'ada@veze.io',
};

function toMessage([user, hoursAgo, read, from, subject, body]: Row, index: number, now: Date): Message {
  const received_at = new Date(now.getTime() - hoursAgo * 3_600_000).toISOString();
  return {
    id: `seed-mail-${index + 1}`,
    from,
    to: ADDRESSES[user] ?? user,
    subject,
    body,
    received_at,
    read,
  };
}
