import type { factsOf as facts } from '../../graphs/facts.js';
import { checkToolCall } from '../../src/policy/tool-policy.js';
import type { createCallGuard as create } from '../../src/runs/call-guard.js';

// Calls that fit their schema are made: no scope, no provenance, no caps, no price read again.

export const factsOf: typeof facts = ({ message }) => ({ message, before: [], open: null, evidence: [] });

export const createCallGuard: typeof create = ({ tools }) => ({
  admit(step, raw, { facts }) {
    const { tool, args } = checkToolCall({ tool: step.tool, args: raw }, tools);
    return { step, tool, args, facts, request: undefined };
  },
  authorise: ({ facts }) => Promise.resolve(facts),
  keep: () => undefined,
  drop: () => undefined,
});
