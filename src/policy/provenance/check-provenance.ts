import type { JsonObject } from '../../contracts/json.js';
import { RefusedError } from '../refused-error.js';
import type { Facts } from './facts.js';
import type { Request } from './request.js';
import type { WriteRules } from './write-rules.js';

export interface CheckedWrite {
  tool: string;
  service: string;
  args: JsonObject;
}

/**
 * Holds a write against what the person asked for: its kind was asked for, every argument came from them or from a trusted
 * tool by their choice, and it was not done for this request before. Reads no text but the person's own, so nothing that a
 * service returned can argue for it. Throws `RefusedError`.
 */
export function checkProvenance(
  write: CheckedWrite,
  { facts, request }: { facts: Facts; request: Request },
  rules: WriteRules,
): void {
  const rule = Object.hasOwn(rules, write.tool) ? rules[write.tool] : undefined;
  if (rule === undefined)
    throw refused(write, ['unknown_write'], `Nothing says when ${write.tool} may be used.`);
  if (!rule.kinds.some((kind) => request.kinds.has(kind))) {
    throw refused(write, ['not_asked'], `I did not ${rule.does}, because you did not ask for it.`);
  }
  const ground = { facts, request, args: write.args };
  const foreign = Object.entries(write.args).filter(
    ([name, value]) => !(Object.hasOwn(rule.args, name) && rule.args[name]?.from(value, ground) === true),
  );
  if (foreign.length > 0) {
    const names = foreign.map(([name]) => rule.args[name]?.called ?? name).join(' and ');
    const reasons = foreign.map(([name]) => `tainted:${name}`);
    throw refused(
      write,
      reasons,
      `I did not ${rule.does}, because ${names} did not come from you. Please say it yourself.`,
    );
  }
  if (rule.isAnother?.(ground) === false) {
    throw refused(write, ['repeated'], `I did not ${rule.does} again, because you asked for it once.`);
  }
}

function refused({ service }: CheckedWrite, reasons: string[], message: string): RefusedError {
  return new RefusedError(reasons, message, { service });
}
