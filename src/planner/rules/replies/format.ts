import type { LineItem, Order } from '../../../services/commerce/commerce.schema.js';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** 19.99 USD */
export function money(amount: number, currency: string): string {
  return `${amount.toFixed(2)} ${currency}`;
}

/** 12 March 2026; what is no date is shown as it came. */
export function day(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/** Saturday 14 March, 18:00 UTC */
export function moment(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const time = date.toISOString().slice(11, 16);
  return `${DAYS[date.getUTCDay()] ?? ''} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}, ${time} UTC`;
}

/** "a", "a and b", "a, b and c"; with another joint, "a, b or c". */
export function enumerate(parts: readonly string[], joint = 'and'): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${joint} ${parts.at(-1) ?? ''}`;
}

/** At most five lines, each behind a dash, and how many more there are. */
export function bullets(lines: readonly string[], max = 5): string {
  const shown = lines.slice(0, max).map((line) => `- ${sentence(line)}`);
  const more = lines.length - max;
  return (more > 0 ? [...shown, `- and ${more} more.`] : shown).join('\n');
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Ends a sentence that a service or a person wrote. */
export function sentence(text: string): string {
  const clean = text.trim();
  return clean === '' || /[.!?…"”)]$/.test(clean) ? clean : `${clean}.`;
}

export function itemsOf(items: readonly LineItem[]): string {
  return items.length === 0 ? 'nothing' : enumerate(items.map((item) => `${item.quantity} x ${item.name}`));
}

/** Order 123 (1 x Nebula Skin, 19.99 USD) */
export function orderLine(order: Order): string {
  return `Order ${order.id} (${itemsOf(order.items)}, ${money(order.total, order.currency)})`;
}

/** Cuts text after each sentence; the pieces joined are the text. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…]["”)]?\s)(?=\S)|(?<=\n)(?=\S)/).filter((piece) => piece !== '');
}
