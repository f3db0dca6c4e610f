import { z } from 'zod';
import { tokenFor } from './private-values.js';
import {
  FINDING_CLASSES,
  POLICY_VERSION,
  SECRET_CLASSES,
  type Finding,
  type Removed,
} from './text/finding.js';
import { redact } from './text/redact.js';
import { scanText } from './text/scan.js';

/** What policy found in a message: classes and places (in the message as it was sent), never values. Kept with the run. */
export const InputFindings = z.object({
  policy_version: z.string(),
  findings: z.array(z.object({ class: z.enum(FINDING_CLASSES), start: z.int(), end: z.int() })),
  /** How many of each class were taken out. */
  removed: z.partialRecord(z.enum(FINDING_CLASSES), z.int()),
  /** The scan itself failed: the text was cut roughly, and nothing may be done in the person's name. */
  failed: z.boolean(),
});
export type InputFindings = z.infer<typeof InputFindings>;

export interface ProtectedInput {
  /** The message without secrets, private values as tokens. */
  text: string;
  /** What the new tokens stand for. */
  privateValues: { token: string; value: string }[];
  findings: InputFindings;
}

type Scan = typeof scanText;

/** Takes secrets out of a message and turns private values into tokens, before anything else sees it. Never throws. */
export function protectInput(text: string, sessionId: string, scan: Scan = scanText): ProtectedInput {
  try {
    const { findings } = scan(text);
    const { text: redacted, removed } = redact(text, findings.filter(isSecret));
    return { ...tokenise(redacted, sessionId, scan), findings: report(findings, removed, false) };
  } catch {
    return { text: cutRoughly(text), privateValues: [], findings: report([], {}, true) };
  }
}

function isSecret(finding: Finding): boolean {
  return SECRET_CLASSES.has(finding.class);
}

function report(findings: Finding[], removed: Removed, failed: boolean): InputFindings {
  const places = findings.map(({ class: name, start, end }) => ({ class: name, start, end }));
  return { policy_version: POLICY_VERSION, findings: places, removed, failed };
}

function tokenise(
  text: string,
  sessionId: string,
  scan: Scan,
): Pick<ProtectedInput, 'text' | 'privateValues'> {
  if (!text.includes('@')) return { text, privateValues: [] };
  const found = scan(text).findings.filter((finding) => finding.class === 'email');
  const privateValues = new Map<string, string>();
  let result = '';
  let last = 0;
  for (const { start, end } of found) {
    const value = text.slice(start, end);
    const token = tokenFor(sessionId, value);
    privateValues.set(token, value);
    result += text.slice(last, start) + token;
    last = end;
  }
  return {
    text: result + text.slice(last),
    privateValues: [...privateValues].map(([token, value]) => ({ token, value })),
  };
}

/** Where nobody can tell what is secret, everything that could be is taken out: long runs of digits, letters or both. */
function cutRoughly(text: string): string {
  return text.replace(/[\d][\d .-]{6,}\d/g, '[removed]').replace(/\S{16,}/g, '[removed]');
}
