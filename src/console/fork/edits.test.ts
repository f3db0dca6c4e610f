import { describe, expect, test } from 'vitest';
import { ForkEdit } from '../../contracts/fork.js';
import { RECORDED } from '../run-view/recordings.fixture.js';
import { describeEdit } from './describe-edit.js';
import { editableAt, editablesOf, promptEditable } from './edits.js';

const { asks, replanned } = RECORDED;

describe('what can be edited', () => {
  test('at the end of a run is all of it, each where it was said', () => {
    const all = editablesOf('buy nebula skin', asks, asks.length);
    expect(all.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['message', 'answer 1', 'route', 'plan', 'dialog']),
    );
    for (const { at, group, id } of all) {
      const { type } = asks[at - 1] ?? {};
      if (group === 'answers') expect(type).toMatch(/^tool\.(finished|failed)$/);
      if (id === 'route') expect(type).toBe('route.chosen');
      if (id === 'plan') expect(type).toMatch(/^plan\.(created|replanned)$/);
    }
  });

  test('at a step is what was known there, and its own event is offered first', () => {
    const plan = asks.findIndex(({ type }) => type === 'plan.created') + 1;
    const all = editablesOf('buy nebula skin', asks, plan);
    expect(all.map(({ id }) => id)).toEqual(['message', 'route', 'plan', 'dialog']);
    expect(editableAt(all, plan)?.id).toBe('plan');
    expect(editableAt(all, plan - 1)?.id).not.toBe('plan');
    expect(editablesOf('hi', [], 0).map(({ id }) => id)).toEqual(['message', 'dialog']);
  });

  test('is an edit that the service takes, as it stands and in other words', () => {
    const all = [
      ...editablesOf('hi', replanned, replanned.length),
      promptEditable({ file: 'a.md', text: 'A' }, 3),
    ];
    expect(all.some(({ label }) => label.endsWith('(failed)'))).toBe(true);
    for (const one of all) {
      const edit = one.toEdit(one.text);
      expect(ForkEdit.parse(edit)).toEqual(edit);
      expect(describeEdit(edit)).not.toBe('');
      if (one.isJson) expect(() => one.toEdit('{')).toThrow(SyntaxError);
    }
  });
});
