import { expect, test } from 'vitest';
import { createLogger } from './logger.js';

function capture(logLevel: 'info' | 'silent') {
  const lines: string[] = [];
  return {
    lines,
    logger: createLogger({ logLevel }, { destination: { write: (line) => void lines.push(line) } }),
  };
}

test('a log line is JSON with its level by name, an ISO time and the ids of its child logger', () => {
  const { lines, logger } = capture('info');
  logger.child({ run_id: 'r1' }).info({ outcome: 'done' }, 'run finished');
  const record: unknown = JSON.parse(lines[0] ?? '');
  expect(record).toMatchObject({ level: 'info', run_id: 'r1', outcome: 'done', msg: 'run finished' });
  expect(record).toHaveProperty('time', expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
});

test('secrets and message text are written nowhere', () => {
  const { lines, logger } = capture('info');
  logger.info({ password: 'hunter2', request: { authorization: 'Bearer abc', text: 'my secret wish' } }, 'x');
  expect(lines[0]).not.toMatch(/hunter2|Bearer|wish/);
});

test('the level silent writes nothing', () => {
  const { lines, logger } = capture('silent');
  logger.fatal('x');
  expect(lines).toEqual([]);
});
