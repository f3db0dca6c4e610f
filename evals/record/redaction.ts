import { JsonValue } from '../../src/contracts/json.js';
import { ownStatements } from '../../src/memory/semantic/sentences.js';
import { STATEMENT_PATTERNS } from '../../src/memory/semantic/statement-patterns.js';
import { mapTexts } from '../../src/policy/private-values.js';
import type { FindingClass } from '../../src/policy/text/finding.js';
import { ABILITIES } from '../../src/planner/rules/data/small-talk.js';
import { SUPPORT_ADDRESS } from '../../src/planner/rules/templates/email.js';
import { redactText } from '../../src/policy/text/redact.js';
import { scanText } from '../../src/policy/text/scan.js';
import type { RecordedSession } from './recorded-session.js';

/** Takes out of a conversation what is somebody's: the same value becomes the same stand-in wherever it stands. */
export interface Redaction {
  <Value>(value: Value): Value;
  /** What was taken out, for a last look at what is written. */
  values: readonly string[];
}

/** Who is spoken of in a recorded case. */
export const SOMEBODY = 'person';

const NAME = 'Robin';

const STAND_INS: Readonly<Record<string, string>> = {
  name: NAME,
  gamertag: 'robin_plays',
  home: 'Springfield',
  hometown: 'Shelbyville',
  birthday: 'the first of May',
  job: 'a bakery',
};

/** What the service says by itself is nobody's: the address of its support team, and the one in its own examples. */
const OURS: ReadonlySet<string> = new Set([
  SUPPORT_ADDRESS,
  ...addressesIn(Object.values(ABILITIES).join(' ')),
]);

function addressesIn(text: string): string[] {
  return scanText(text)
    .findings.filter((finding) => finding.class === 'email')
    .map(({ start, end }) => text.slice(start, end));
}

/** Addresses, telephone numbers, secrets, and what people state of themselves: names, places, days, family. */
export function createRedaction(session: RecordedSession): Redaction {
  const texts = textsIn(session);
  const personal = session.runs
    .map(({ message }) => message)
    .concat(session.memories.map(({ text }) => text))
    .flatMap(statedIn);
  // A bare number means something else wherever it stands within a text.
  const own: [string, string][] = /\D../.test(session.user_id) ? [[session.user_id, SOMEBODY]] : [];
  const addresses = numbered(texts, 'email', (n) => `person-${n}@example.com`).filter(
    ([value]) => !OURS.has(value),
  );
  const standIns = new Map<string, string>([
    ...own,
    ...addresses,
    ...numbered(texts, 'phone', (n) => `+1 555 010${n}`),
    ...personal,
  ]);
  const greeted = greetedIn(texts).map(
    (name) => new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'gu'),
  );
  const inOrder = [...standIns].sort(([a], [b]) => b.length - a.length);
  const change = (text: string): string => {
    if (text === session.user_id) return SOMEBODY;
    const replaced = inOrder.reduce((so_far, [value, standIn]) => replaceWord(so_far, value, standIn), text);
    return redactText(greeted.reduce((so_far, name) => so_far.replaceAll(name, NAME), replaced)).text;
  };
  const redaction = <Value>(value: Value): Value => mapTexts(value as JsonValue, change) as Value;
  return Object.assign(redaction, { values: inOrder.map(([value]) => value) });
}

function textsIn({ runs, memories }: RecordedSession): string[] {
  const texts: string[] = memories.map(({ text }) => text);
  for (const { message, events } of runs) {
    texts.push(message);
    mapTexts(JSON.parse(JSON.stringify(events)) as JsonValue, (text) => {
      texts.push(text);
      return text;
    });
  }
  return texts;
}

/** Whom letters greet: the service finds the name in an address, which need not be on record itself. */
function greetedIn(texts: readonly string[]): string[] {
  const names = texts.flatMap((text) => [...text.matchAll(/\bHello (?<name>\p{Lu}\p{L}{1,19}),/gu)]);
  return [...new Set(names.flatMap(({ groups }) => groups?.['name'] ?? []))];
}

/** Every value of a class, with a stand-in by the order in which they come first. */
function numbered(
  texts: readonly string[],
  of: FindingClass,
  standIn: (n: number) => string,
): [string, string][] {
  const found = texts.flatMap((text) =>
    scanText(text)
      .findings.filter((finding) => finding.class === of)
      .map(({ start, end }) => text.slice(start, end)),
  );
  return [...new Set(found)].map((value, index) => [value, standIn(index + 1)]);
}

/** What a person says of themselves, without the words that lead to it: "My name is Ada" gives "Ada". */
function statedIn(text: string): [string, string][] {
  return ownStatements(text).flatMap((sentence): [string, string][] => {
    const pattern = STATEMENT_PATTERNS.find((one) => one.kind === 'fact' && one.pattern.test(sentence));
    const match = pattern?.pattern.exec(sentence);
    if (pattern === undefined || match === undefined || match === null) return [];
    const from = sentence.slice(0, match[0].length).search(/\S*$/);
    const value = sentence
      .slice(from)
      .split(/[,;.!?]| (?:and|but|so|because|now) /)[0]
      ?.trim();
    const slot = typeof pattern.slot === 'function' ? pattern.slot(match) : (pattern.slot ?? '');
    return value === undefined || value.length < 2 ? [] : [[value, STAND_INS[slot] ?? 'something']];
  });
}

/** Only where it stands by itself, in any case of letters. */
function replaceWord(text: string, value: string, standIn: string): string {
  const plain = value.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, 'giu'), standIn);
}
