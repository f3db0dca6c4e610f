import { describe, expect, test } from 'vitest';
import { FencedError } from './commit-queue.js';
import { createRunControls, RunAbort } from './run-abort.js';
import { endedBadly } from './run-end.js';

describe('a run whose graph threw', () => {
  test.each<[string, unknown, unknown, object]>([
    ['a bug', new TypeError('secret'), undefined, { status: 'failed', error: { code: 'internal_error' } }],
    ['no error at all', 'text', undefined, { status: 'failed', error: { code: 'internal_error' } }],
    [
      'because it was cancelled',
      new Error('Abort'),
      new RunAbort('cancelled', 'user'),
      { status: 'cancelled', reason: 'user' },
    ],
    [
      'because it took too long',
      new Error('Abort'),
      new RunAbort('timeout', '60 s'),
      { status: 'failed', error: { code: 'timeout' } },
    ],
    [
      'because the process stops',
      new Error('Abort'),
      new RunAbort('handover', 'stop'),
      { status: 'handover' },
    ],
    ['because it is not ours any more', new Error('Abort'), new FencedError('gone'), { status: 'fenced' }],
    ['because a commit showed that', new FencedError('gone'), undefined, { status: 'fenced' }],
  ])('%s', (_what, thrown, aborted, end) => {
    expect(endedBadly(thrown, aborted)).toMatchObject(end);
  });

  test('tells nobody what a bug said', () => {
    expect(JSON.stringify(endedBadly(new TypeError('password=1'), undefined))).not.toContain('password');
  });
});

describe('the controls of running runs', () => {
  test('abort the run they are asked to, with the reason', () => {
    const controls = createRunControls();
    const [one, two] = [controls.open('one'), controls.open('two')];
    const reason = new RunAbort('cancelled', 'user');
    expect(controls.abort('one', reason)).toBe(true);
    expect([one.signal.reason, two.signal.aborted]).toEqual([reason, false]);
    controls.close('one');
    expect(controls.abort('one', reason)).toBe(false);
    expect(controls.abort('never', reason)).toBe(false);
  });

  test('abort all; a second reason does not replace the first', () => {
    const controls = createRunControls();
    const controllers = [controls.open('one'), controls.open('two')];
    const [first, second] = [new RunAbort('cancelled', 'user'), new RunAbort('handover', 'stop')];
    controls.abort('one', first);
    controls.abortAll(second);
    expect(controllers.map(({ signal }) => signal.reason as unknown)).toEqual([first, second]);
  });
});
