import type { JsonObject } from '../contracts/json.js';
import type { ServiceTool } from '../services/service-tool.js';
import { checkCart, type Shop } from './check-cart.js';
import { checkProvenance } from './provenance/check-provenance.js';
import type { Evidence, Facts } from './provenance/facts.js';
import type { Request } from './provenance/request.js';
import type { WriteRules } from './provenance/write-rules.js';
import { RefusedError } from './refused-error.js';

/** The scope without which nothing is changed. */
const EXEC_SCOPE = 'copilot.exec';

export interface Write {
  tool: ServiceTool;
  args: JsonObject;
}

/** In whose name and for which run something is done. */
export interface Caller {
  userId: string;
  sessionId: string;
  runId: string;
  scopes: readonly string[];
}

export interface GateDeps {
  rules: WriteRules;
  /** How many writes a user may make with a tool in 24 hours; without limit where there is none. */
  caps: Readonly<Record<string, number>>;
  /** A user's writes of the last 24 hours with a tool, but the one with this key; and whether that one is on record. */
  countWrites: (query: {
    userId: string;
    tool: string;
    key: string;
  }) => Promise<{ count: number; isKnown: boolean }>;
  /** The session's writes with a tool since the person said `message`, those of the run itself left out. */
  countSince: (query: { sessionId: string; runId: string; tool: string; message: string }) => Promise<number>;
}

/** What stands between a plan and a write, whoever made the plan. Each check throws `RefusedError`. */
export interface ToolGate {
  /** The caller may change something at all. */
  checkScope(write: Write, caller: Pick<Caller, 'scopes'>): void;
  /** The person asked for it, with these arguments. */
  checkRequest(write: Write, grounds: { facts: Facts; request: Request }): void;
  /**
   * The last check, right before the write with this key is put on record; without a key, whether it would be refused. A
   * write that is on record has passed it. `request` is what it rests on, where it is not a person's yes. Gives what was
   * looked at again.
   */
  checkLast(write: Write, caller: Caller, last: LastLook): Promise<readonly Evidence[]>;
}

export interface LastLook {
  key: string | undefined;
  request: Request | undefined;
  evidence: readonly Evidence[];
  /** Left out where nobody was shown anything that it could differ from. */
  shop?: Shop;
}

export function createToolGate(deps: GateDeps): ToolGate {
  return {
    checkScope({ tool }, { scopes }) {
      if (tool.effect === 'read' || scopes.includes(EXEC_SCOPE)) return;
      throw refused(tool, 'no_scope', 'You may look at things here, but not change them.');
    },
    checkRequest({ tool, args }, grounds) {
      if (tool.effect === 'read') return;
      checkProvenance({ tool: tool.name, service: tool.service, args }, grounds, deps.rules);
    },
    async checkLast(write, caller, last) {
      const { tool, args } = write;
      if (tool.effect === 'read' || (await isOnRecord(deps, write, caller, last.key))) return [];
      if (last.request !== undefined) await checkUnused(deps, write, caller, last.request);
      if (tool.name !== 'checkout' || last.shop === undefined) return [];
      return [await checkCart(args, last.evidence, last.shop)];
    },
  };
}

/** Throws where the user has made as many writes with this tool as a day allows. */
async function isOnRecord(
  { caps, countWrites }: GateDeps,
  { tool }: Write,
  { userId }: Caller,
  key: string | undefined,
): Promise<boolean> {
  const { count, isKnown } = await countWrites({ userId, tool: tool.name, key: key ?? '' });
  const cap = caps[tool.name] ?? Infinity;
  if (isKnown || count < cap) return isKnown;
  const message = `That was done ${count} times in the last 24 hours, which is as often as it may be. Please try again later.`;
  throw refused(tool, 'cap', message);
}

/** A request that was carried out is used up: a later turn does not rest on it again. */
async function checkUnused(
  { rules, countSince }: GateDeps,
  { tool }: Write,
  { sessionId, runId }: Caller,
  request: Request,
): Promise<void> {
  const kinds = rules[tool.name]?.kinds ?? [];
  if (kinds.some((kind) => request.fresh.has(kind))) return;
  const query = { sessionId, runId, tool: tool.name, message: request.texts[0] ?? '' };
  if ((await countSince(query)) === 0) return;
  throw refused(tool, 'used_up', 'I did that already. Please ask again if you want it once more.');
}

function refused({ service }: ServiceTool, reason: string, message: string): RefusedError {
  return new RefusedError([reason], message, { service });
}
