import { kindOf, outranks } from './finding.js';
import type { Finding } from './finding.js';

/**
 * Findings in order of place, none over another: secrets that overlap become one that covers both and bears the name of the
 * weightier; personal data under a secret is left out.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  if (findings.length < 2) return [...findings];
  const secrets = joined(findings.filter((finding) => kindOf(finding.class) === 'secret'));
  const personal = joined(findings.filter((finding) => kindOf(finding.class) === 'pii'));
  return inOrder([...secrets, ...apartFrom(secrets, personal)]);
}

function joined(findings: Finding[]): Finding[] {
  const merged: Finding[] = [];
  let heaviest: Finding | undefined;
  for (const finding of inOrder(findings)) {
    const last = merged.at(-1);
    if (last === undefined || finding.start >= last.end) {
      merged.push({ ...finding });
      heaviest = finding;
      continue;
    }
    last.end = Math.max(last.end, finding.end);
    if (heaviest === undefined || outranks(finding, heaviest)) {
      heaviest = finding;
      last.class = finding.class;
    }
  }
  return merged;
}

function apartFrom(secrets: Finding[], personal: Finding[]): Finding[] {
  let next = 0;
  return personal.filter(({ start, end }) => {
    while (next < secrets.length && (secrets[next]?.end ?? 0) <= start) next += 1;
    const secret = secrets[next];
    return secret === undefined || secret.start >= end;
  });
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => a.start - b.start || b.end - a.end);
}
