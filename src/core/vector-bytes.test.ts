import { expect, test } from 'vitest';
import { vectorFromBytes, vectorToBytes } from './vector-bytes.js';

test('a vector is stored as Float32, the low byte first', () => {
  expect(vectorToBytes(Float32Array.of(1, -2)).toString('hex')).toBe('0000803f000000c0');
});

test('it comes back the same, wherever in a buffer its bytes stand', () => {
  const vector = Float32Array.from({ length: 512 }, (_, index) => Math.fround(Math.sin(index)));
  const shifted = Buffer.concat([Buffer.from([7]), vectorToBytes(vector)]).subarray(1);
  expect(vectorFromBytes(shifted, 512)).toEqual(vector);
});

test('bytes of another length are no vector', () => {
  const bytes = vectorToBytes(Float32Array.of(1, 2, 3));
  expect(vectorFromBytes(bytes, 2)).toBeNull();
  expect(vectorFromBytes(bytes.subarray(0, 11), 3)).toBeNull();
});
