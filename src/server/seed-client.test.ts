import { EventSource } from 'eventsource';
import { expect, test } from 'vitest';
import { openDoor } from '../testing/door.js';

/** The two functions of the seed's chat.html, with the page's elements and address put in. */
function seedPage(url: string, value: { mode: string; q: string }) {
  const out = { textContent: '' };
  const go = async (): Promise<void> => {
    const { mode, q } = value;
    const r = await fetch(`${url}/chat`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ user_id: 1, mode, message: q }),
    });
    const d = await r.json();
    out.textContent = JSON.stringify(d, null, 2);
  };
  const stream = (): Promise<void> => {
    const { mode, q } = value;
    const es = new EventSource(`${url}/chat/stream?mode=` + mode + '&q=' + encodeURIComponent(q));
    out.textContent = '';
    es.addEventListener('message', (e) => {
      out.textContent += e.data + '\n';
    });
    es.addEventListener('chunk', (e) => {
      out.textContent += '\nCHUNK: ' + e.data;
    });
    return new Promise((resolve) => {
      es.addEventListener('end', () => {
        es.close();
        resolve();
      });
    });
  };
  return { out, go, stream };
}

test("the seed's page sends a message and shows the reply", async () => {
  await using door = await openDoor();
  const page = seedPage(door.url, { mode: 'helm', q: 'buy nebula skin' });
  await page.go();
  expect(JSON.parse(page.out.textContent)).toMatchObject({ reply: { kind: 'answer' } });
});

test("the seed's page streams a message and shows nothing but the chunk", async () => {
  await using door = await openDoor();
  const page = seedPage(door.url, { mode: 'player', q: 'boss strategy & more?' });
  await page.stream();
  expect(page.out.textContent).toMatch(/^\nCHUNK: \{"kind":"answer"/);
  expect(door.runs.accepted[0]).toMatchObject({ mode: 'player', message: 'boss strategy & more?' });
});
