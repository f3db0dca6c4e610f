import { Position, type NodeHandle } from '@xyflow/react';

interface HandlePlace {
  id: string;
  type: 'source' | 'target';
  position: Position;
  /** A share of the height. */
  top: number;
}

/**
 * Where a node's edges end, said instead of measured: what is measured is lost with each new step, and the edges with it
 * until the browser measures again.
 */
export function fixedHandles(
  places: readonly HandlePlace[],
  { width, height }: { width: number; height: number },
): NodeHandle[] {
  return places.map(({ id, type, position, top }) => {
    const x = position === Position.Right ? width : 0;
    return { id, type, position, x, y: top * height, width: 1, height: 1 };
  });
}
