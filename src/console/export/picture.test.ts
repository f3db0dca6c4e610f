import { describe, expect, test } from 'vitest';
import { graphAt } from '../run-view/graph-at.js';
import { GRAPHS, RECORDED } from '../run-view/recordings.fixture.js';
import { asSvg } from './draw-picture.js';
import { pictureOf } from './picture.js';

describe('the picture of a graph', () => {
  const { replanned } = RECORDED;
  const picture = pictureOf(GRAPHS.support, graphAt(GRAPHS.support, replanned, replanned.length));

  test('holds every node within its bounds, and every edge but those to oneself', () => {
    expect(picture.boxes).toHaveLength(GRAPHS.support.nodes.length);
    expect(picture.edges).toHaveLength(
      GRAPHS.support.edges.filter(({ source, target }) => source !== target).length,
    );
    for (const { x, y, width, height } of picture.boxes) {
      expect(Math.min(x, y)).toBeGreaterThan(0);
      expect(x + width).toBeLessThan(picture.width);
      expect(y + height).toBeLessThan(picture.height);
    }
  });

  test('is an SVG that says what ran, how often and for how long', () => {
    const svg = asSvg(picture);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d/);
    expect(svg).toContain('>commerce</text>');
    expect(svg).toMatch(/\d+ ms · 2 visits · 2 calls/);
    expect(svg).toContain('>2×</text>');
    expect(svg).not.toMatch(/NaN|undefined|<script|href/);
  });

  test('keeps words from being marks', () => {
    const boxes = [{ ...picture.boxes[0]!, lines: ['a<b>&"c"'] }];
    expect(asSvg({ ...picture, boxes })).toContain('a&lt;b&gt;&amp;"c"');
  });
});
