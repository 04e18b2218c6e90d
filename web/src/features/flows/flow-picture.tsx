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

type Step = Node<{ kind: string; label: string; lit: boolean; here: boolean; pick: () => void }>;

function StepNode({ data }: NodeProps<Step>) {
  return (
    <button
      type="button"
      className="step"
      data-kind={data.kind}
      data-lit={data.lit || undefined}
      data-at={data.here || undefined}
      aria-current={data.here ? 'step' : undefined}
      onClick={data.pick}
    >
      <Handle type="target" position={Position.Left} />
      <small>{data.kind}</small>
      <span>{data.label}</span>
      <Handle type="source" position={Position.Right} />
    </button>
  );
}

const nodeTypes = { step: StepNode };

const taken = (path: string[] | undefined, from: string, to: string) =>
  path?.some((step, index) => step === from && path[index + 1] === to) ?? false;

/**
 * The flow as the server drew it, layer by layer; a step leads to its line in the text.
 *
 * `path`: the steps a trial has taken, in order; `at`: where it stands.
 */
export function FlowPicture({
  picture,
  pick,
  path,
  at,
}: {
  picture: Picture;
  pick: (id: string) => void;
  path?: string[] | undefined;
  at?: string | undefined;
}) {
  const { t } = useTranslation();
  const { mode } = useLook();
  const nodes = useMemo<Step[]>(
    () =>
      picture.nodes.map((node) => ({
        id: node.id,
        type: 'step',
        position: { x: node.column * 250, y: node.row * 84 },
        data: {
          kind: node.kind,
          label: node.label || node.id,
          lit: path?.includes(node.id) ?? false,
          here: node.id === at,
          pick: () => pick(node.id),
        },
      })),
    [picture, pick, path, at],
  );
  const edges = useMemo(
    () =>
      picture.edges.map((edge, index) => ({
        id: `${index}`,
        source: edge.from,
        target: edge.to,
        ...(edge.label && { label: edge.label }),
        ...(taken(path, edge.from, edge.to) && { className: 'edge-lit', zIndex: 1 }),
        type: 'smoothstep',
        markerEnd: { type: MarkerType.ArrowClosed },
      })),
    [picture, path],
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
