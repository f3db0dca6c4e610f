import { FINDING_CLASSES } from './finding.js';
import type { FindingClass, Removed } from './finding.js';

const NAMES: Readonly<Record<FindingClass, readonly [one: string, many: string]>> = {
  private_key: ['a private key', 'private keys'],
  seed_phrase: ['a seed phrase', 'seed phrases'],
  card: ['a card number', 'card numbers'],
  iban: ['a bank account number', 'bank account numbers'],
  api_key: ['an access key', 'access keys'],
  password: ['a password', 'passwords'],
  cvv: ['a security code', 'security codes'],
  email: ['an e-mail address', 'e-mail addresses'],
  phone: ['a phone number', 'phone numbers'],
};

/** The sentence that tells a person what was taken out of their message; '' where nothing was. */
export function describeRemoved(removed: Removed): string {
  const things = FINDING_CLASSES.flatMap((name) => {
    const count = removed[name] ?? 0;
    const [one, many] = NAMES[name];
    return count === 0 ? [] : [count === 1 ? one : `${count} ${many}`];
  });
  if (things.length === 0) return '';
  const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
  const advice = total === 1 ? 'please never send one here.' : 'please never send such things here.';
  return `I removed ${inWords(things)} from your message; ${advice}`;
}

function inWords(things: string[]): string {
  if (things.length < 2) return things.join('');
  return `${things.slice(0, -1).join(', ')} and ${things.at(-1) ?? ''}`;
}
