import {
  Background,
  Controls,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '@/api/contract';
import { useLook } from '@/ui/theme/look';

type Step = Node<{ kind: string; label: string; pick: () => void }>;

function StepNode({ data }: NodeProps<Step>) {
  return (
    <button type="button" className="step" data-kind={data.kind} onClick={data.pick}>
      <Handle type="target" position={Position.Left} />
      <small>{data.kind}</small>
      <span>{data.label}</span>
      <Handle type="source" position={Position.Right} />
    </button>
  );
}

const nodeTypes = { step: StepNode };

/** The flow as the server drew it, layer by layer; a step leads to its line in the text. */
export function FlowPicture({ picture, pick }: { picture: Picture; pick: (id: string) => void }) {
  const { t } = useTranslation();
  const { mode } = useLook();
  const nodes = useMemo<Step[]>(
    () =>
      picture.nodes.map((node) => ({
        id: node.id,
        type: 'step',
        position: { x: node.column * 250, y: node.row * 84 },
        data: { kind: node.kind, label: node.label || node.id, pick: () => pick(node.id) },
      })),
    [picture, pick],
  );
  const edges = useMemo(
    () =>
      picture.edges.map((edge, index) => ({
        id: `${index}`,
        source: edge.from,
        target: edge.to,
        ...(edge.label && { label: edge.label }),
        type: 'smoothstep',
        markerEnd: { type: MarkerType.ArrowClosed },
      })),
    [picture],
  );
  return (
    <div className="flow-picture" role="region" aria-label={t('flows.picture')}>
      <ReactFlow
        key={picture.nodes.map((node) => node.id).join()}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={mode}
        fitView
        fitViewOptions={{ maxZoom: 1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        proOptions={{ hideAttribution: false }}
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
