import { SECRET_CLASSES } from './finding.js';
import type { Finding, FindingClass, Removed } from './finding.js';
import { scanText } from './scan.js';

/** What stands in the text where something was. No detector finds one of these. */
export const MARKERS: Readonly<Record<FindingClass, string>> = {
  private_key: '[private key removed]',
  seed_phrase: '[seed phrase removed]',
  card: '[card removed]',
  iban: '[bank account removed]',
  api_key: '[key removed]',
  password: '[password removed]',
  cvv: '[security code removed]',
  email: '[e-mail address removed]',
  phone: '[phone number removed]',
};

export interface Redacted {
  text: string;
  removed: Removed;
}

/** Takes the findings of the given classes (all secrets, unless told otherwise) out of the text they were found in. */
export function redact(
  text: string,
  findings: readonly Finding[],
  classes: ReadonlySet<FindingClass> = SECRET_CLASSES,
): Redacted {
  const removed: Removed = {};
  const pieces: string[] = [];
  let at = 0;
  for (const finding of findings) {
    if (!classes.has(finding.class)) continue;
    pieces.push(text.slice(at, finding.start), MARKERS[finding.class]);
    removed[finding.class] = (removed[finding.class] ?? 0) + 1;
    at = finding.end;
  }
  return at === 0 ? { text, removed } : { text: pieces.join('') + text.slice(at), removed };
}

/** The text without its secrets. */
export function redactText(text: string): Redacted {
  return redact(text, scanText(text, { classes: SECRET_CLASSES }).findings);
}

/** Adds up what was taken out of several texts. */
export function addRemoved(a: Removed, b: Removed): Removed {
  const sum: Removed = { ...a };
  for (const name of Object.keys(b) as FindingClass[]) sum[name] = (sum[name] ?? 0) + (b[name] ?? 0);
  return sum;
}
