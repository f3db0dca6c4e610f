/** Bump by hand (date and a letter) whenever what is found or how it is marked changes; it is kept with every run. */
export const POLICY_VERSION = 'text-2026-11-a';

/** What a finding is, from the most to the least telling: where two cover the same text, the earlier names it. */
export const FINDING_CLASSES = [
  'private_key',
  'seed_phrase',
  'card',
  'iban',
  'api_key',
  'password',
  'cvv',
  'email',
  'phone',
] as const;
export type FindingClass = (typeof FINDING_CLASSES)[number];

/** A `secret` is taken out before anything else sees the text; `pii` is found and left for the caller to decide. */
export type FindingKind = 'secret' | 'pii';

/** Where something was found, in UTF-16 offsets of the text as it was given; never the value. */
export interface Finding {
  class: FindingClass;
  start: number;
  end: number;
}

/** How many findings of each class were taken out. */
export type Removed = Partial<Record<FindingClass, number>>;

const PII: ReadonlySet<FindingClass> = new Set(['email', 'phone']);

export function kindOf(findingClass: FindingClass): FindingKind {
  return PII.has(findingClass) ? 'pii' : 'secret';
}

/** The classes that are redacted unless the caller names others. */
export const SECRET_CLASSES: ReadonlySet<FindingClass> = new Set(
  FINDING_CLASSES.filter((name) => kindOf(name) === 'secret'),
);

/** True where `a` says more about the text it covers than `b`: a secret over personal data, then the longer one. */
export function outranks(a: Finding, b: Finding): boolean {
  if (kindOf(a.class) !== kindOf(b.class)) return kindOf(a.class) === 'secret';
  const longer = a.end - a.start - (b.end - b.start);
  if (longer !== 0) return longer > 0;
  return FINDING_CLASSES.indexOf(a.class) < FINDING_CLASSES.indexOf(b.class);
}
