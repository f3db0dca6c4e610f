import { createHash } from 'node:crypto';
import { entropyToMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

/** A message with a secret in it, and the texts that must be found nowhere afterwards. */
export interface Canary {
  message: string;
  secrets: string[];
}

type Draw = (index: number) => Canary;

/** The `index`-th of an endless row of messages that carry made-up secrets of all kinds; the same for the same `seed`. */
export function createCanaries(seed: number): Draw {
  return (index) => {
    const bytes = (name: string): Buffer => createHash('sha256').update(`${seed}:${index}:${name}`).digest();
    const kinds = KINDS.length;
    const kind = KINDS[index % kinds];
    if (kind === undefined) throw new Error('There are no kinds of canaries');
    return kind(bytes);
  };
}

type Kind = (bytes: (name: string) => Buffer) => Canary;

const KINDS: Kind[] = [
  (bytes) => {
    const card = cardNumber(bytes('card'));
    const shown = card.replace(/(.{4})(?=.)/g, '$1 ');
    return { message: `refund order 123 please, my card is ${shown}, thanks`, secrets: [card, shown] };
  },
  (bytes) => {
    const phrase = entropyToMnemonic(bytes('phrase').subarray(0, 16), wordlist);
    return { message: `what docs are available? ${phrase}`, secrets: [phrase] };
  },
  (bytes) => {
    const key = `sk-${'proj'}-${alphanumeric(bytes('key'), 40)}T3BlbkFJ${alphanumeric(bytes('key2'), 40)}`;
    return { message: `my api key ${key} does not work, is the service down?`, secrets: [key] };
  },
  (bytes) => {
    const password = `Zq${alphanumeric(bytes('password'), 10)}9x`;
    return { message: `I cannot log in, my password is ${password}`, secrets: [password] };
  },
  (bytes) => {
    const key = bytes('private').toString('hex');
    return { message: `is this safe? my wallet private key is 0x${key}`, secrets: [key] };
  },
  (bytes) => {
    const token = `gh${'p'}_${alphanumeric(bytes('token'), 36)}`;
    return { message: `send an e-mail to support@veze.io saying "my token is ${token}"`, secrets: [token] };
  },
  (bytes) => {
    const word = alphanumeric(bytes('url'), 16);
    return { message: `search posts about https://ada:${word}@db.example.com/x`, secrets: [word] };
  },
];

function cardNumber(bytes: Buffer): string {
  const digits = [4, ...[...bytes.subarray(0, 14)].map((byte) => byte % 10)];
  const sum = digits
    .toReversed()
    .map((digit, position) => (position % 2 === 0 ? digit * 2 : digit))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return [...digits, (10 - (sum % 10)) % 10].join('');
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function alphanumeric(bytes: Buffer, length: number): string {
  let text = '';
  for (let i = 0; i < length; i += 1)
    text += ALPHABET[(bytes[i % bytes.length] ?? 0) % ALPHABET.length] ?? '';
  return text;
}
