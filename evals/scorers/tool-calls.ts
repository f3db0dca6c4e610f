import { createTrajectoryMatchEvaluator } from 'agentevals';
import type { JsonObject, JsonValue } from '../../src/contracts/json.js';
import type { ExpectedCall, Expectation, Matching } from '../cases/expected.js';
import { differences, plainJson } from './compare.js';
import { observedCalls, type ObservedCall } from './observed-calls.js';
import { NOTHING, type Finding, type Scorer } from './scorer.js';

/** Which tools are called, in what order, with what. agentevals says whether; what exactly is wrong is said here. */
export const toolCalls: Scorer = {
  name: 'tool calls',
  async judge({ tools }, turn) {
    if (tools === undefined) return undefined;
    const { match, calls } = callsExpected(tools);
    const got = observedCalls(turn);
    if (await matches(match, calls, got)) return [];
    return explain(match, calls, got);
  },
};

export function callsExpected(tools: NonNullable<Expectation['tools']>): {
  match: Matching;
  calls: readonly ExpectedCall[];
} {
  return Array.isArray(tools) ? { match: 'strict', calls: tools } : tools;
}

/** How agentevals is told what an argument may be: its matchers see JSON only. */
const EXPECTED = '$$expected';

async function matches(
  match: Matching,
  expected: readonly ExpectedCall[],
  got: readonly ObservedCall[],
): Promise<boolean> {
  const names = new Set([...expected, ...got].map(({ tool }) => tool));
  const evaluate = createTrajectoryMatchEvaluator({
    trajectoryMatchMode: match,
    toolArgsMatchOverrides: Object.fromEntries([...names].map((name) => [name, isExpected])),
  });
  const { score } = await evaluate({
    outputs: toMessages(got.map(({ tool, args }) => ({ tool, args }))),
    referenceOutputs: toMessages(
      expected.map(({ tool, args, match: depth }) => ({ tool, args: { [EXPECTED]: args ?? null, depth } })),
    ),
  });
  return score === true;
}

/** A call a message: within one message agentevals' strict mode takes any order. */
function toMessages(calls: readonly { tool: string; args: JsonObject }[]) {
  return calls.map(({ tool, args }, index) => ({
    role: 'assistant' as const,
    content: '',
    tool_calls: [
      { id: String(index), type: 'function', function: { name: tool, arguments: JSON.stringify(args) } },
    ],
  }));
}

/** In subset mode the sides come the other way round. */
function isExpected(one: object, other: object): boolean {
  const [reference, args] = (EXPECTED in one ? [one, other] : [other, one]).map(plainJson);
  if (reference === undefined || args === undefined) return false;
  const expected = reference[EXPECTED] ?? null;
  return expected === null || differences(expected, args, depthOf(reference)).length === 0;
}

function depthOf({ depth }: JsonObject): 'exact' | 'subset' {
  return depth === 'subset' ? 'subset' : 'exact';
}

function explain(
  match: Matching,
  expected: readonly ExpectedCall[],
  got: readonly ObservedCall[],
): Finding[] {
  const rest = [...got];
  const missing: ExpectedCall[] = [];
  const findings: Finding[] = [];
  for (const call of expected) {
    const at = bestMatch(call, rest);
    const [found] = at === -1 ? [] : rest.splice(at, 1);
    if (found === undefined) missing.push(call);
    else findings.push(...differentArgs(call, found));
  }
  if (match !== 'subset')
    findings.push(
      ...missing.map((call) => ({ what: `a call of ${call.tool}`, expected: plain(call), got: NOTHING })),
    );
  if (match !== 'superset')
    findings.push(
      ...rest.map((call) => ({ what: `no call of ${call.tool}`, expected: NOTHING, got: plain(call) })),
    );
  const names = (calls: readonly { tool: string }[]): string[] => calls.map(({ tool }) => tool);
  if (findings.length > 0) return findings;
  return [{ what: 'the order of the calls', expected: names(expected), got: names(got) }];
}

/** Of several calls of one tool, the one that fits; else the first. */
function bestMatch(call: ExpectedCall, among: readonly ObservedCall[]): number {
  const exact = among.findIndex((one) => one.tool === call.tool && differentArgs(call, one).length === 0);
  return exact === -1 ? among.findIndex(({ tool }) => tool === call.tool) : exact;
}

function differentArgs(call: ExpectedCall, got: ObservedCall): Finding[] {
  if (call.args === undefined) return [];
  return differences(call.args, got.args, call.match).map(({ path, expected, got: value }) => ({
    what: `argument ${path} of ${call.tool}`,
    expected,
    got: value ?? NOTHING,
  }));
}

function plain({ tool, args }: { tool: string; args?: JsonValue | undefined }): JsonObject {
  return { tool, ...(args === undefined ? {} : { args }) };
}
