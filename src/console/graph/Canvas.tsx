import { Controls, ReactFlow, type ReactFlowProps } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useNarrow } from '../use-narrow.js';
import './drawing.css';

type CanvasProps = Pick<
  ReactFlowProps,
  'nodes' | 'edges' | 'nodeTypes' | 'fitViewOptions' | 'minZoom' | 'children'
>;

/**
 * A drawing to look at: nothing in it can be changed, and a wheel scrolls the page. It can be moved, and zoomed by its buttons,
 * but on a phone, where a finger scrolls the page.
 */
export function Canvas({ children, ...drawing }: CanvasProps): ReactNode {
  const narrow = useNarrow();
  return (
    <ReactFlow
      {...drawing}
      colorMode="dark"
      fitView
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      nodesFocusable={false}
      zoomOnScroll={false}
      preventScrolling={false}
      panOnDrag={!narrow}
      zoomOnPinch={!narrow}
      zoomOnDoubleClick={!narrow}
    >
      {children}
      {!narrow && <Controls showInteractive={false} orientation="horizontal" />}
    </ReactFlow>
  );
}
