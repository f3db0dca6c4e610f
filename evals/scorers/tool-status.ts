import { observedCalls, type ObservedCall } from './observed-calls.js';
import { differences } from './compare.js';
import type { Finding, Scorer } from './scorer.js';
import { callsExpected } from './tool-calls.js';
import type { ExpectedCall } from '../cases/expected.js';

/** How each of the expected calls ends. Calls that are not made are the business of `tool calls`. */
export const toolStatus: Scorer = {
  name: 'tool status',
  judge({ tools }, turn) {
    if (tools === undefined) return undefined;
    const rest = observedCalls(turn);
    return callsExpected(tools).calls.flatMap((call): Finding[] => {
      const at = sameCall(call, rest);
      const [found] = at === -1 ? [] : rest.splice(at, 1);
      if (found === undefined || isStatus(call.status, found.status)) return [];
      return [{ what: `how ${call.tool} ends`, expected: call.status, got: found.status }];
    });
  },
};

/** The call that is meant: of the tool, with the arguments, and best also with that end. */
function sameCall(call: ExpectedCall, among: readonly ObservedCall[]): number {
  const fits = (one: ObservedCall): boolean =>
    one.tool === call.tool &&
    (call.args === undefined || differences(call.args, one.args, call.match).length === 0);
  const whole = among.findIndex((one) => fits(one) && isStatus(call.status, one.status));
  if (whole !== -1) return whole;
  const similar = among.findIndex(fits);
  return similar === -1 ? among.findIndex(({ tool }) => tool === call.tool) : similar;
}

/** `failed` is any `failed:CODE`. */
function isStatus(expected: string, got: string): boolean {
  return got === expected || got.startsWith(`${expected}:`);
}
