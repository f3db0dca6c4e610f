const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A vector as it is stored: Float32, little endian on every machine. */
export function vectorToBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.allocUnsafe(vector.length * BYTES);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * BYTES);
  return bytes;
}

/** The stored vector where it has `dimension` numbers; null where it was cut off or is of another length. */
export function vectorFromBytes(bytes: Uint8Array, dimension: number): Float32Array | null {
  if (bytes.byteLength !== dimension * BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = new Float32Array(dimension);
  for (let index = 0; index < dimension; index++) vector[index] = view.getFloat32(index * BYTES, true);
  return vector;
}
