import { DETECTORS } from './detectors.js';
import { detectEncoded } from './detectors/encoded.js';
import { detectSeedPhrases } from './detectors/seed-phrase.js';
import { FINDING_CLASSES, POLICY_VERSION, SECRET_CLASSES } from './finding.js';
import type { Finding, FindingClass } from './finding.js';
import { mergeFindings } from './merge-findings.js';
import { normalise } from './normalise.js';
import type { NormalisedText } from './normalise.js';

export interface Scan {
  /** In order of place; none over another. */
  findings: Finding[];
  policyVersion: string;
}

const ALL: ReadonlySet<FindingClass> = new Set(FINDING_CLASSES);

/**
 * Finds secrets and personal data in a text: never throws, never holds a value. Every detector is linear, so a long text is
 * read in one go.
 */
export function scanText(text: string, options: { classes?: ReadonlySet<FindingClass> } = {}): Scan {
  return { findings: scanNormalised(normalise(text), options), policyVersion: POLICY_VERSION };
}

/** `scanText` for a text that is already normalised; `checksumsSpent` by what came before it, where it is a piece. */
export function scanNormalised(
  normalised: NormalisedText,
  options: { classes?: ReadonlySet<FindingClass>; checksumsSpent?: number } = {},
): Finding[] {
  const classes = options.classes ?? ALL;
  const found = scanPlain(normalised, classes, options.checksumsSpent);
  found.push(...detectEncoded(normalised, (plain) => scanPlain(plain, SECRET_CLASSES)));
  if (found.length === 0) return found;
  return mergeFindings(found.filter((finding) => classes.has(finding.class)));
}

function scanPlain(
  normalised: NormalisedText,
  classes: ReadonlySet<FindingClass>,
  checksumsSpent?: number,
): Finding[] {
  const found: Finding[] = [];
  for (const { finds, detect } of DETECTORS) {
    if (finds.some((name) => classes.has(name))) found.push(...detect(normalised));
  }
  if (classes.has('seed_phrase')) found.push(...detectSeedPhrases(normalised, checksumsSpent));
  return found;
}
