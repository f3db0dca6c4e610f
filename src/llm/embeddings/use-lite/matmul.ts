import { readFile } from 'node:fs/promises';

/** What is used of it; Node's types leave it out. */
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  instantiate(
    code: Uint8Array,
    imports: { env: { memory: object } },
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** Rows and columns that `matmul.wat` takes at once. */
const ROWS_AT_ONCE = 4;
const COLUMNS_AT_ONCE = 8;

/** A dense layer whose weights lie ready in the memory. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** `output = input * weights + bias`, for `rows` rows; both places need room for `roundUpRows(rows)`. */
  apply(input: Place, output: Place, rows: number): void;
}

/** Some numbers in the memory: where they are in bytes, and a view of them. */
export interface Place {
  readonly address: number;
  readonly numbers: Float32Array;
}

/** A memory of fixed size that `matmul.wat` works in. */
export interface Arena {
  take(size: number): Place;
  layer(weights: Float32Array, bias: Float32Array): Layer;
}

export const roundUpRows = (rows: number): number => Math.ceil(rows / ROWS_AT_ONCE) * ROWS_AT_ONCE;

/** Room for `floats` numbers; taking more throws. */
export async function createArena(floats: number): Promise<Arena> {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((floats * 4) / 65_536) });
  const code = await readFile(new URL('./matmul.wasm', import.meta.url));
  const { instance } = await WebAssembly.instantiate(code, { env: { memory } });
  const { matmul } = instance.exports;
  if (typeof matmul !== 'function') throw new Error('matmul.wasm exports no matmul');
  let used = 0;
  const take = (size: number): Place => {
    const address = used;
    used += Math.ceil(size / 4) * 16;
    return { address, numbers: new Float32Array(memory.buffer, address, size) };
  };
  return {
    take,
    layer(weights, bias) {
      const [outputs, inputs] = [bias.length, weights.length / bias.length];
      const [panels, added] = [take(weights.length), take(outputs)];
      packPanels(weights, panels.numbers, outputs);
      added.numbers.set(bias);
      const apply: Layer['apply'] = (input, output, rows) => {
        const padded = roundUpRows(rows);
        if (padded * inputs > input.numbers.length || padded * outputs > output.numbers.length) {
          throw new RangeError(`${rows} rows do not fit`);
        }
        matmul(input.address, panels.address, added.address, output.address, padded, inputs, outputs);
      };
      return { inputs, outputs, apply };
    },
  };
}

/** From rows of all columns to panels of eight columns, which the inner loop reads straight through. */
function packPanels(weights: Float32Array, panels: Float32Array, columns: number): void {
  let to = 0;
  for (let panel = 0; panel < columns; panel += COLUMNS_AT_ONCE) {
    for (let row = panel; row < weights.length; row += columns) {
      for (let column = 0; column < COLUMNS_AT_ONCE; column++) panels[to++] = weights[row + column] ?? 0;
    }
  }
}
