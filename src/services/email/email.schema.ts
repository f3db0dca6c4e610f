import { z } from 'zod';

/** What the local tool `email.compose` writes and `email.send` takes. */
export const Draft = z.object({ to: z.email(), subject: z.string(), body: z.string() });
export type Draft = z.infer<typeof Draft>;

/** `POST /send {to, subject, body, user}` */
export const Sent = z.object({
  id: z.string(),
  queued: z.literal(true),
  to: z.string(),
  subject: z.string(),
});
export type Sent = z.infer<typeof Sent>;

/** `GET /messages?user=` newest first */
export const Inbox = z.object({
  messages: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      subject: z.string(),
      body: z.string(),
      received_at: z.string(),
      read: z.boolean(),
    }),
  ),
});
export type Inbox = z.infer<typeof Inbox>;
