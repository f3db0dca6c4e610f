import { Controls, ReactFlow, type ReactFlowProps } from '@xyflow/react';
import type { ReactNode } from 'react';

type CanvasProps = Pick<
  ReactFlowProps,
  'nodes' | 'edges' | 'nodeTypes' | 'fitViewOptions' | 'minZoom' | 'children'
>;

/** A drawing to look at: it can be moved and zoomed by its buttons, nothing in it can be changed, and a wheel scrolls the page. */
export function Canvas({ children, ...drawing }: CanvasProps): ReactNode {
  return (
    <ReactFlow
      {...drawing}
      colorMode="dark"
      fitView
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      zoomOnScroll={false}
      preventScrolling={false}
    >
      {children}
      <Controls showInteractive={false} orientation="horizontal" />
    </ReactFlow>
  );
}
