import { Position, type NodeHandle } from '@xyflow/react';

interface HandlePlace {
  id: string;
  type: 'source' | 'target';
  position: Position;
  /** Where on its side: a share of the height, or above and below of the width. */
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
    const isBeside = position === Position.Left || position === Position.Right;
    const x = isBeside ? (position === Position.Right ? width : 0) : top * width;
    const y = isBeside ? top * height : position === Position.Bottom ? height : 0;
    return { id, type, position, x, y, width: 1, height: 1 };
  });
}
