import type { Draft } from './email.schema.js';

export type Purpose = 'invite' | 'receipt' | 'ticket' | 'message';

export interface Occasion {
  to: string;
  purpose: Purpose;
  /** What it is about, in a few words. */
  topic?: string | undefined;
  /** The person's own words. */
  message?: string | undefined;
  /** Facts to list: an order's lines, a ticket's history. */
  details?: string | undefined;
}

type Words = { topic: string; message: string; details: string };
type Template = (words: Words) => { subject: string; parts: string[] };

const MAX_SUBJECT = 150;
const SIGNATURE = 'Sent with VEZE Copilot on behalf of a VEZE member';

/** Writes an e-mail for the occasion: plain text, nothing in it that was not given. */
export function composeEmail(occasion: Occasion): Draft {
  const words = {
    topic: oneLine(occasion.topic).replace(/[\s.,;:!?]+$/, ''),
    message: paragraph(occasion.message),
    details: paragraph(occasion.details),
  };
  const { subject, parts } = TEMPLATES[occasion.purpose](words);
  const body = [greeting(occasion.to), ...parts, SIGNATURE].filter((part) => part !== '').join('\n\n');
  return { to: occasion.to, subject: clip(subject), body };
}

const TEMPLATES: Record<Purpose, Template> = {
  invite: ({ topic, message, details }) => ({
    subject: topic === '' ? 'You are invited to VEZE UniQVerse' : `Invitation to VEZE UniQVerse: ${topic}`,
    parts: [
      `You are warmly invited to join VEZE UniQVerse${topic === '' ? '' : ` (${topic})`}.`,
      message,
      'VEZE UniQVerse brings games, a marketplace, sports, a community and a knowledge base together in one place, ' +
        'with a copilot that helps you find your way around.',
      details,
      'If you would like to join, simply answer this e-mail. We are looking forward to meeting you there.',
    ],
  }),
  receipt: ({ topic, message, details }) => ({
    subject: topic === '' ? 'Your VEZE receipt' : `Your VEZE receipt: ${topic}`,
    parts: [
      topic === '' ? 'Here is your receipt from VEZE.' : `Here is your receipt from VEZE for ${topic}.`,
      details,
      message,
      'Please keep it for your records. If something is not right, answer this e-mail.',
    ],
  }),
  ticket: ({ topic, message, details }) => ({
    subject: topic === '' ? 'Support request' : `Support request: ${topic}`,
    parts: [
      topic === '' ? 'Please help with the following.' : `Please help with the following: ${topic}.`,
      message,
      details,
      'An answer to this e-mail reaches the person who asked. Thank you.',
    ],
  }),
  message: ({ topic, message, details }) => ({
    subject: topic === '' ? firstWords(message) : topic,
    parts: [message === '' ? `This is about ${topic === '' ? 'VEZE UniQVerse' : topic}.` : message, details],
  }),
};

const SHARED_MAILBOX = /^(admin|billing|contact|hello|help|info|mail|no-?reply|office|sales|support|team)$/i;

/** By name only where the address plainly is one: `ada.lovelace@` yes, `x99@` and `support@` no. */
function greeting(to: string): string {
  const [local = ''] = to.split('@');
  const first = /^(\p{L}{2,20})(?:[._-]\p{L}+)?$/u.exec(local)?.[1];
  if (first === undefined || SHARED_MAILBOX.test(local)) return 'Hello,';
  return `Hello ${first.charAt(0).toUpperCase()}${first.slice(1).toLowerCase()},`;
}

function firstWords(message: string): string {
  const words = oneLine(message).split(' ').slice(0, 8).join(' ');
  return words === '' ? 'A message from VEZE UniQVerse' : words.replace(/[.,;:!?]+$/, '');
}

/** A subject is a header: line breaks in it would be more headers. */
function oneLine(text = ''): string {
  return text.replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ').trim();
}

function paragraph(text = ''): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

function clip(subject: string): string {
  return [...subject].slice(0, MAX_SUBJECT).join('');
}
