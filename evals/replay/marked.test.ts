import { expect, test } from 'vitest';
import { marked } from './play-loaded.js';

const judged = (status: 'passed' | 'failed') => ({ status, turns: [], whole: [] });

test('a failure that is known is no failure, and one that is gone is', () => {
  expect(marked(judged('failed'), 'not yet')).toMatchObject({ status: 'known' });
  expect(marked(judged('passed'), 'not yet')).toMatchObject({
    status: 'failed',
    whole: [{ scorer: 'known failure', findings: [{ got: 'passed', expected: 'not yet' }] }],
  });
  expect(marked(judged('failed'), undefined)).toEqual(judged('failed'));
});
