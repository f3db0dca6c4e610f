import type { Context, Middleware } from 'koa';
import { JsonValue } from '../../contracts/json.js';
import { ServiceName } from '../../contracts/mode.js';

/** An answer, or the error, that a service is about to give. */
export interface Answer {
  service: ServiceName;
  /** Below the service: `/catalog`. */
  path: string;
  status: number;
  /** Whom the call is made for (`X-On-Behalf-Of`). */
  user: string;
  body: JsonValue;
}

/** What is answered instead. */
export type AlterAnswer = (answer: Answer) => JsonValue;

/** Puts other words into the answers of the services: what a polluted catalogue, document or inbox would say. */
export function alterAnswers(alter: AlterAnswer): Middleware {
  return async (ctx, next) => {
    await next();
    const [, prefix, ...rest] = ctx.path.split('/');
    const service = ServiceName.safeParse(prefix);
    const body = JsonValue.safeParse(bodyOf(ctx));
    if (!service.success || !body.success) return;
    const { status } = ctx;
    const user = ctx.get('X-On-Behalf-Of');
    const altered = alter({
      service: service.data,
      path: `/${rest.join('/')}`,
      status,
      user,
      body: body.data,
    });
    ctx.body = JSON.stringify(altered);
    ctx.type = 'json';
    ctx.status = status;
  };
}

/** A write's answer is kept, and sent, as text. */
function bodyOf(ctx: Context): unknown {
  const { body } = ctx;
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
