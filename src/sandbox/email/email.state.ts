import type { Draft, Inbox, Sent } from '../../services/email/email.schema.js';
import type { JsonObject } from '../../contracts/json.js';
import type { Clock } from '../../core/clock.js';
import { createBoundedMap } from '../bounded-map.js';
import { seededInboxes } from '../data/inboxes.js';
import type { UserDirectory } from '../users.js';

type Message = Inbox['messages'][number];

export interface EmailState {
  /** Records the mail; it also arrives where the address belongs to somebody the services know. */
  send(user: string, draft: Draft): Sent;
  /** Newest first. */
  inboxOf(user: string): Message[];
  snapshot(): JsonObject;
}

const KEPT_MAILS = 5_000;
const INBOX_SIZE = 50;

export function createEmailState(clock: Clock, users: UserDirectory): EmailState {
  const outbox = createBoundedMap<string, Message & { user: string }>(KEPT_MAILS);
  const inboxes = seededInboxes(clock.now());
  let count = 0;

  const deliver = (message: Message): void => {
    const owner = users.byEmail(message.to)?.id;
    if (owner === undefined) return;
    inboxes.set(owner, [message, ...(inboxes.get(owner) ?? [])].slice(0, INBOX_SIZE));
  };

  return {
    send: (user, { to, subject, body }) => {
      count += 1;
      const from = users.find(user)?.email ?? 'no-reply@veze.io';
      const received_at = clock.now().toISOString();
      const message = { id: `mail-${count}`, from, to, subject, body, received_at, read: false };
      outbox.put(message.id, { ...message, user });
      deliver(message);
      return { id: message.id, queued: true, to, subject };
    },
    inboxOf: (user) => inboxes.get(user) ?? [],
    snapshot: () => ({ sent: [...outbox.values()], inboxes: Object.fromEntries(inboxes) }),
  };
}
