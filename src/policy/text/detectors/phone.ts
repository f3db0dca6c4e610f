import type { Detector } from './detector.js';
import { contextBefore, findingAt } from './detector.js';

const NUMBER = /(?<![\w.#+$€£-])(?:\+|\()?\d[\d ().-]{5,22}\d(?![\w-])/g;
const CALLED_PHONE =
  /(?:phone|mobile|cell|tel|telephone|handy|whatsapp|call me|text me|reach me|fax|sms|ring me)\b[^\d\n]{0,24}$/i;
const GROUPED = /^\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$/;

/** Telephone numbers: international, grouped as in North America, or called one. */
export const detectPhones: Detector = (normalised) => {
  const { text, shape } = normalised;
  if (shape.digits < 7) return [];
  const found = [];
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    if (isPhone(number, contextBefore(text, index, 48)))
      found.push(findingAt(normalised, 'phone', { start: index, end: index + number.length }));
  }
  return found;
};

function isPhone(number: string, context: string): boolean {
  const digits = number.replaceAll(/\D/g, '').length;
  if (digits < 7 || digits > 15 || /[ ().-]{4}/.test(number)) return false;
  if (/^(?:\+|00)[1-9]/.test(number)) return digits >= 8;
  return GROUPED.test(number) || CALLED_PHONE.test(context);
}
