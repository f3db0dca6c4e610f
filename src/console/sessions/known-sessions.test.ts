import { expect, test } from 'vitest';
import type { SessionView } from '../../contracts/run.js';
import { joined, type KnownSessions } from './known-sessions.js';

const session = (id: string, title = id): SessionView => ({
  session_id: id,
  user_id: '1',
  mode: 'helm',
  title,
  created_at: '2026-03-14T18:30:00.000Z',
  last_active_at: '2026-03-14T18:30:00.000Z',
});
const page = (ids: string, before?: string, words = '') => ({
  words,
  page: [...ids].map((id) => session(id)),
  before,
  size: 3,
});
const idsOf = ({ sessions }: KnownSessions): string => sessions.map(({ session_id: id }) => id).join('');

test('pages follow each other, each session once, until one is not full', () => {
  const first = joined(undefined, page('abc'));
  expect([idsOf(first), first.hasMore]).toEqual(['abc', true]);
  const second = joined(first, page('de', 'c'));
  expect([idsOf(second), second.hasMore]).toEqual(['abcde', false]);
});

test('what was used since comes first, and nothing that is shown is lost', () => {
  const known = joined(joined(undefined, page('abc')), page('def', 'c'));
  const again = joined(known, page('xda'));
  expect([idsOf(again), again.hasMore]).toEqual(['xdabcef', true]);
});

test('another search begins anew', () => {
  const found = joined(joined(undefined, page('abc')), page('z', undefined, 'skin'));
  expect([idsOf(found), found.hasMore, found.words]).toEqual(['z', false, 'skin']);
});
