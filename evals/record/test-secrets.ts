import type { FindingClass } from '../../src/policy/text/finding.js';
import { MARKERS } from '../../src/policy/text/redact.js';

/** Published examples that are nobody's: documentation and test vectors have them. */
const EXAMPLES: Partial<Record<FindingClass, string>> = {
  card: '4242 4242 4242 4242',
  iban: 'DE89 3704 0044 0532 0130 00',
  cvv: '123',
  api_key: 'AKIAIOSFODNN7EXAMPLE',
  password: 'Hunter2-example',
  seed_phrase:
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
};

/** Where policy took a secret out of a message there is one again, so that it is found again: an example of its kind. */
export function withTestSecrets(message: string): string {
  return Object.entries(EXAMPLES).reduce(
    (text, [name, example]) => text.replaceAll(MARKERS[name as FindingClass], example),
    message,
  );
}
