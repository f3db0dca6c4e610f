import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { createArena } from './matmul.js';

const read = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

test('matmul.wasm is what matmul.wat says', async () => {
  const assembler = await wabt();
  const module = assembler.parseWat('matmul.wat', read('./matmul.wat').toString());
  const { buffer } = module.toBinary({});
  module.destroy();
  const hint = 'assemble it again: npx wat2wasm matmul.wat -o matmul.wasm';
  expect(Buffer.from(buffer).equals(read('./matmul.wasm')), hint).toBe(true);
});

test.each([
  [1, 3, 8],
  [4, 16, 24],
  [9, 5, 16],
])('%i rows of %i numbers become rows of %i, as plain loops make them', async (rows, inputs, outputs) => {
  const arena = await createArena(10_000);
  const weights = Float32Array.from({ length: inputs * outputs }, (_, index) => Math.sin(index));
  const bias = Float32Array.from({ length: outputs }, (_, index) => index);
  const layer = arena.layer(weights, bias);
  const [input, output] = [arena.take(12 * inputs), arena.take(12 * outputs)];
  for (let index = 0; index < rows * inputs; index++) input.numbers[index] = Math.cos(index);
  layer.apply(input, output, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < outputs; column++) {
      let sum = column;
      for (let at = 0; at < inputs; at++) {
        sum += Math.cos(row * inputs + at) * Math.sin(at * outputs + column);
      }
      expect(output.numbers[row * outputs + column]).toBeCloseTo(sum, 4);
    }
  }
});

test('what does not fit is refused, not written past the end', async () => {
  const arena = await createArena(20_000);
  const layer = arena.layer(new Float32Array(64), new Float32Array(8));
  const [input, output] = [arena.take(4 * 8), arena.take(4 * 8)];
  expect(() => layer.apply(input, output, 5)).toThrow(RangeError);
  expect(() => arena.take(1_000_000)).toThrow(RangeError);
});
