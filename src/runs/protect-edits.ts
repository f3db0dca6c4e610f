import { JsonObject } from '../contracts/json.js';
import { AppError } from '../core/errors.js';
import { protectInput } from '../policy/input-policy.js';
import { mapTexts } from '../policy/private-values.js';
import type { NewRun } from '../store/accept.js';

/** What a person changed, protected as their messages are. */
export function protectEdits(
  edits: JsonObject,
  sessionId: string,
): { value: JsonObject; privateValues: NewRun['privateValues'] } {
  const privateValues: NewRun['privateValues'] = [];
  const value = mapTexts(edits, (text) => {
    const input = protectInput(text, sessionId);
    if (input.findings.failed) throw new AppError('invalid_field', 'The change could not be checked.');
    privateValues.push(...input.privateValues);
    return input.text;
  });
  return { value: JsonObject.parse(value), privateValues };
}
