import { z } from 'zod';

/** What stands between a person, a plan and a write, and the modules it is made of; here each has a stand-in that does nothing. */
export const GUARDS = {
  'text-policy': [
    'src/policy/input-policy.js',
    'src/policy/reply-policy.js',
    'src/policy/text/redact.js',
    'src/policy/text/redact-deep.js',
    'src/policy/text/redact-payload.js',
    'src/runs/voice.js',
  ],
  'tool-gate': ['src/runs/call-guard.js', 'graphs/facts.js'],
  ledger: ['src/runs/ledger.js'],
} as const;

export const Guard = z.enum(['text-policy', 'tool-gate', 'ledger']);
export type Guard = z.infer<typeof Guard>;
