import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import type { EmailClient } from './email.client.js';
import { composeEmail } from './email.compose.js';
import { Draft, Inbox, Sent } from './email.schema.js';

const to = z.email().max(254).describe('The e-mail address of the receiver.');

export function createEmailTools(client: EmailClient): ServiceTool[] {
  return [compose(), send(client), list(client)];
}

function compose(): ServiceTool {
  return createServiceTool({
    name: 'email.compose',
    service: 'email',
    effect: 'read',
    description:
      'Write an e-mail (receiver, subject, body) without sending it. Pass the result to email.send.',
    example: 'Write an invitation for ada@veze.io',
    args: z.object({
      to,
      purpose: z
        .enum(['invite', 'receipt', 'ticket', 'message'])
        .describe(
          'invite: to join VEZE. receipt: for an order. ticket: a request to support. message: anything else.',
        ),
      topic: z
        .string()
        .max(200)
        .optional()
        .describe('What it is about, in a few words: "the boss raid on Friday".'),
      message: z.string().max(2000).optional().describe("The user's own words to the receiver."),
      details: z
        .string()
        .max(1500)
        .optional()
        .describe('Facts to list below, such as the lines of an order.'),
    }),
    result: Draft,
    run: async (args) => composeEmail(args),
  });
}

function send(client: EmailClient): ServiceTool {
  return createServiceTool({
    name: 'email.send',
    service: 'email',
    effect: 'write',
    description: 'Send an e-mail on behalf of the user. It cannot be taken back.',
    example: 'Send an invite to ada@veze.io',
    args: z.object({
      to,
      subject: z.string().trim().min(1).max(200),
      body: z.string().trim().min(1).max(4000),
    }),
    result: Sent,
    run: (args, context) => client.send(args, context),
    rehearse: async ({ to: receiver, subject }, { stepId }) => ({
      id: `dry-run-${stepId}`,
      queued: true as const,
      to: receiver,
      subject,
    }),
  });
}

function list(client: EmailClient): ServiceTool {
  return createServiceTool({
    name: 'email.list',
    service: 'email',
    effect: 'read',
    description: "List the messages in the user's own mailbox, newest first.",
    example: 'Show my e-mails',
    args: z.object({}),
    result: Inbox,
    run: (_args, context) => client.messages(context),
  });
}
