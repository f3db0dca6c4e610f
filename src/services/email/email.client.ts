import type { CallContext, ServiceHttp } from '../../core/http.js';
import { path } from '../../core/http-path.js';
import { Inbox, Sent, type Draft } from './email.schema.js';

export interface EmailClient {
  send(draft: Draft, context: CallContext): Promise<Sent>;
  messages(context: CallContext): Promise<Inbox>;
}

export function createEmailClient(http: ServiceHttp): EmailClient {
  return {
    send: (draft, context) =>
      http.post(path`/send`, { body: { ...draft, user: context.userId }, schema: Sent, context }),
    messages: (context) =>
      http.get(path`/messages`, { query: { user: context.userId }, schema: Inbox, context }),
  };
}
