import Koa from 'koa';
import { koaBody, HttpMethodEnum } from 'koa-body';
import type { RequestListener } from 'node:http';
import { ServiceName } from '../contracts/mode.js';
import type { JsonObject } from '../contracts/json.js';
import type { Clock } from '../core/clock.js';
import { createCommerceRoutes } from './commerce/commerce.routes.js';
import { createCommerceState } from './commerce/commerce.state.js';
import { createControlRoutes } from './control/control.routes.js';
import { createEmailRoutes } from './email/email.routes.js';
import { createEmailState } from './email/email.state.js';
import { createFaultBoard, type FaultBoard } from './faults/fault-board.js';
import { createStrikes } from './faults/strike-requests.js';
import { createGameRoutes } from './game/game.routes.js';
import { createGameState } from './game/game.state.js';
import { alterAnswers, type AlterAnswer } from './http/alter-answers.js';
import { answerErrors } from './http/error-handler.js';
import { createAnswerWrite } from './ledger/answer-write.js';
import { createWriteLedger, type WriteLedger } from './ledger/write-ledger.js';
import type { Knowledge } from './rag/knowledge.js';
import { createRagRoutes } from './rag/rag.routes.js';
import type { SentenceVectors } from './rag/sentence-vectors.js';
import { createSocialRoutes } from './social/social.routes.js';
import { createSocialState } from './social/social.state.js';
import { createSportsRoutes } from './sports/sports.routes.js';
import { createUserDirectory } from './users.js';
import { createXengineRoutes } from './xengine/xengine.routes.js';

export interface WorldDeps {
  clock: Clock;
  seed: number;
  knowledge: Knowledge;
  vectors: SentenceVectors | undefined;
  alter: AlterAnswer | undefined;
  /** Throws this world away and makes a new one. */
  reset(): void;
}

/** Everything that `POST /_reset` starts afresh: the state of the seven services, the ledger and the faults. */
export interface World {
  handle: RequestListener;
  ledger: WriteLedger;
  faults: FaultBoard;
  snapshot(): JsonObject;
  /** Ends what still waits in it. */
  stop(): void;
}

export function createWorld({ clock, seed, knowledge, vectors, alter, reset }: WorldDeps): World {
  const stopping = new AbortController();
  const users = createUserDirectory();
  const ledger = createWriteLedger(clock);
  const faults = createFaultBoard();
  const answerWrite = createAnswerWrite(ledger);
  const states = {
    commerce: createCommerceState(clock),
    email: createEmailState(clock, users),
    game: createGameState(clock),
    social: createSocialState(clock, seed),
  };
  const snapshot = (): JsonObject => ({
    ...Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state.snapshot()])),
    ledger: ledger.entries().map((entry) => ({ ...entry })),
  });
  const routers = [
    createCommerceRoutes({ state: states.commerce, users, answerWrite }),
    createRagRoutes(knowledge, vectors),
    createEmailRoutes({ state: states.email, users, answerWrite }),
    createGameRoutes({ state: states.game, users, answerWrite }),
    createXengineRoutes({ seed, users }),
    createSocialRoutes({ state: states.social, users, answerWrite }),
    createSportsRoutes({ clock, seed }),
    createControlRoutes({ ledger, faults, reset, snapshot }),
  ];
  const strikes = createStrikes({ faults, stopping: stopping.signal });
  // Outermost, so that errors are altered too.
  const outer = [...(alter === undefined ? [] : [alterAnswers(alter)]), answerErrors];
  return {
    handle: toHandler({ outer, strikes, routers }),
    ledger,
    faults,
    snapshot,
    stop: () => stopping.abort(),
  };
}

interface Layers {
  outer: readonly Koa.Middleware[];
  strikes: Koa.Middleware;
  routers: readonly ReturnType<typeof createRagRoutes>[];
}

function toHandler({ outer, strikes, routers }: Layers): RequestListener {
  const app = new Koa();
  app.silent = true;
  for (const middleware of outer) app.use(middleware);
  app.use(koaBody({ text: false, urlencoded: false, parsedMethods: [HttpMethodEnum.POST] }));
  app.use(strikes);
  app.use(answerHealth);
  for (const router of routers) app.use(router.routes()).use(router.allowedMethods());
  const handle = app.callback();
  return (request, response) => void handle(request, response);
}

const HEALTH_PATHS: ReadonlySet<string> = new Set([
  '/health',
  ...ServiceName.options.map((name) => `/${name}/health`),
]);

/** Behind the faults, so that a service that is down also says so. */
function answerHealth(ctx: Koa.Context, next: Koa.Next): Promise<void> | void {
  if (ctx.method !== 'GET' || !HEALTH_PATHS.has(ctx.path)) return next();
  ctx.body = { status: 'ok' };
}
