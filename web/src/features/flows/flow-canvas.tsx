import {
  Background,
  BaseEdge,
  Controls,
  EdgeLabelRenderer,
  getBezierPath,
  MarkerType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Connection,
  type Edge,
  type EdgeProps,
  type NodeChange,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '@/lib/session';
import { useLook } from '@/ui/theme/look';
import type { Flow, Outlet, Placed } from './flow-model';
import { cardHeight, cardWidth, layoutOf, type Spot } from './layout';
import { GoneCard, handleOf, StepCard, type CardNode, type GoneNode, type Mark } from './step-card';
import { kindName } from './step-words';

export const dragKind = 'application/x-callosum-step';

type WayData = {
  label: string | undefined;
  lit: boolean;
  weight: number | undefined;
  insert: (() => void) | undefined;
};
type Way = Edge<WayData>;

/** A connection with its figure, and a place to put a step in. */
function WayLine({ data, markerEnd, id, ...ends }: EdgeProps<Way>) {
  const { t } = useWords();
  const [path, x, y] = getBezierPath(ends);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd && { markerEnd })}
        {...(data?.weight !== undefined && { style: { strokeWidth: 1 + data.weight * 7 } })}
      />
      <EdgeLabelRenderer>
        <div className="way" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
          {data?.label && <span className="way-label">{data.label}</span>}
          {data?.insert && !data.label && (
            <button
              type="button"
              tabIndex={-1}
              title={t('flows.edit.insertHere')}
              aria-label={t('flows.edit.insertHere')}
              onClick={data.insert}
            >
              +
            </button>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

const nodeTypes = { step: StepCard, gone: GoneCard };
const edgeTypes = { way: WayLine };

/** What is laid over the picture: figures on steps and connections, how warm they are, how two versions differ. */
export type Overlay = {
  /** By step: what is written on it, and how warm, 0 to 1. */
  steps?: Record<string, { figures: string; warm: number }>;
  /** By `from to`: how many went that way, and which share of the most. */
  ways?: Record<string, { label: string; weight: number }>;
  marks?: Record<string, Mark>;
};

export type CanvasProps = {
  flow: Flow;
  findings: Placed[];
  selected: readonly string[];
  select: (ids: string[]) => void;
  editable: boolean;
  overlay?: Overlay | undefined;
  path?: readonly string[] | undefined;
  at?: string | undefined;
  move?: (places: Record<string, Spot>) => void;
  connect?: (outlet: Outlet, target: string) => void;
  disconnect?: (outlet: Outlet) => void;
  drop?: (kind: string, at: Spot) => void;
  insertOn?: (outlet: Outlet) => void;
  remove?: (ids: string[]) => void;
  edit?: () => void;
  copy?: (cut: boolean) => void;
  paste?: () => void;
  duplicate?: () => void;
  search?: () => void;
  label: string;
};

export function FlowCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

const taken = (path: readonly string[] | undefined, from: string, to: string) =>
  path?.some((step, index) => step === from && path[index + 1] === to) ?? false;

const ghost = 'gone ';
const columnsAtFirst = 4;

function Canvas(props: CanvasProps) {
  const { flow, selected, select, editable, overlay } = props;
  const words = useWords();
  const { t } = words;
  const { mode } = useLook();
  const rf = useReactFlow();
  const box = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Record<string, Spot>>({});
  const [sizes, setSizes] = useState<Record<string, { width: number; height: number }>>({});
  const [edge, setEdge] = useState<string>();
  const spots = useMemo(() => layoutOf(flow), [flow]);
  const known = useMemo(() => new Set(flow.steps.map((step) => step.id)), [flow]);
  const current = selected.at(-1) ?? flow.start ?? flow.steps[0]?.id;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  const nodes = useMemo<(CardNode | GoneNode)[]>(() => {
    const worst = new Map<string, 'error' | 'warning'>();
    for (const { step, finding } of props.findings)
      if (step && worst.get(step) !== 'error') worst.set(step, finding.severity);
    const cards = flow.steps.map<CardNode>((step) => ({
      id: step.id,
      type: 'step',
      position: dragged[step.id] ?? spots[step.id] ?? { x: 0, y: 0 },
      measured: sizes[step.id] ?? { width: cardWidth, height: cardHeight(step.outlets.length) },
      selected: selected.includes(step.id),
      focusable: step.id === current,
      ariaLabel: `${kindName(words, step.kind)} ${step.id}`,
      data: {
        step,
        start: step.id === flow.start,
        fault: step.id === flow.fault,
        finding: worst.get(step.id),
        lit: props.path?.includes(step.id) ?? false,
        here: step.id === props.at,
        mark: overlay?.marks?.[step.id],
        figures: overlay?.steps?.[step.id]?.figures,
        warm: overlay?.steps?.[step.id]?.warm,
        connectable: editable,
      },
    }));
    const gone = new Map<string, GoneNode>();
    for (const step of flow.steps)
      for (const { target } of step.outlets)
        if (target && !known.has(target) && !gone.has(target)) {
          const from = spots[step.id] ?? { x: 0, y: 0 };
          gone.set(target, {
            id: ghost + target,
            type: 'gone',
            position: { x: from.x + cardWidth + 60, y: from.y - 70 },
            measured: sizes[ghost + target] ?? { width: cardWidth, height: 60 },
            selectable: false,
            draggable: false,
            focusable: false,
            data: { id: target },
          });
        }
    return [...cards, ...gone.values()];
  }, [
    flow,
    spots,
    dragged,
    sizes,
    selected,
    current,
    known,
    words,
    props.findings,
    props.path,
    props.at,
    overlay,
    editable,
  ]);

  const edges = useMemo<Way[]>(() => {
    const told = new Set<string>();
    return flow.steps.flatMap((step) =>
      step.outlets.flatMap((outlet) => {
        if (!outlet.target) return [];
        const way = `${step.id} ${outlet.target}`;
        const figure = told.has(way) ? undefined : overlay?.ways?.[way];
        told.add(way);
        const lit = taken(props.path, step.id, outlet.target);
        return [
          {
            id: outlet.path.join('/'),
            source: step.id,
            sourceHandle: handleOf(outlet),
            target: known.has(outlet.target) ? outlet.target : ghost + outlet.target,
            type: 'way',
            ariaLabel: t('flows.edit.way', { from: step.id, to: outlet.target }),
            selected: edge === outlet.path.join('/'),
            focusable: false,
            reconnectable: editable,
            ...(lit && { className: 'edge-lit', zIndex: 1 }),
            markerEnd: { type: MarkerType.ArrowClosed },
            data: {
              label: figure?.label,
              weight: figure?.weight,
              lit,
              insert: editable ? () => latest.current.insertOn?.(outlet) : undefined,
            },
          },
        ];
      }),
    );
  }, [flow, known, overlay, props.path, edge, editable, t]);

  // a long flow begins at a size that can be read; the rest is a drag away
  const [first] = useState(() => {
    const left = Math.min(...Object.values(spots).map((spot) => spot.x));
    return flow.steps
      .filter((step) => (spots[step.id]?.x ?? 0) < left + columnsAtFirst * 330)
      .map((step) => ({ id: step.id }));
  });
  const outletAt = useCallback(
    (source: string, handle: string | null | undefined) =>
      flow.steps.find((step) => step.id === source)?.outlets.find((outlet) => handleOf(outlet) === handle),
    [flow],
  );
  const changed = (changes: NodeChange<CardNode | GoneNode>[]) => {
    let chosen: Set<string> | undefined;
    for (const change of changes) {
      if (change.type === 'dimensions' && change.dimensions) {
        const { id, dimensions } = change;
        setSizes((before) =>
          before[id]?.width === dimensions.width && before[id]?.height === dimensions.height
            ? before
            : { ...before, [id]: dimensions },
        );
      } else if (change.type === 'position' && change.position) {
        const { id, position } = change;
        setDragged((before) => ({ ...before, [id]: position }));
      } else if (change.type === 'select') {
        chosen ??= new Set(selected);
        if (change.selected) chosen.add(change.id);
        else chosen.delete(change.id);
      }
    }
    if (chosen) select([...chosen]);
  };

  const show = useCallback(
    (id: string, focus: boolean) => {
      const spot = spots[id];
      const area = box.current?.getBoundingClientRect();
      if (!spot || !area) return;
      const corner = rf.flowToScreenPosition(spot);
      const size = { width: cardWidth * rf.getZoom(), height: 80 * rf.getZoom() };
      const seen =
        corner.x >= area.left &&
        corner.y >= area.top &&
        corner.x + size.width <= area.right &&
        corner.y + size.height <= area.bottom;
      if (!seen) void rf.setCenter(spot.x + cardWidth / 2, spot.y + 50, { zoom: Math.max(rf.getZoom(), 0.6) });
      if (focus)
        requestAnimationFrame(() =>
          box.current
            ?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
            ?.focus({ preventScroll: true }),
        );
    },
    [rf, spots],
  );
  // what was chosen in the list or in the text is brought into view; nothing moves for what is seen already
  const only = selected.length === 1 ? selected[0] : undefined;
  useEffect(() => {
    if (only && !box.current?.contains(document.activeElement)) show(only, false);
  }, [only, show]);

  const walk = (key: string, id: string): string | undefined => {
    const step = flow.steps.find((each) => each.id === id);
    const targets = [...new Set(step?.outlets.flatMap(({ target }) => (target && known.has(target) ? [target] : [])))];
    if (key === 'ArrowRight') return targets[0];
    const sources = flow.steps.filter((each) => each.outlets.some(({ target }) => target === id));
    if (key === 'ArrowLeft') return sources.toSorted((a, b) => spots[a.id]!.x - spots[b.id]!.x)[0]?.id;
    // up and down go through the other ways out of where one comes from; where there are none, to what stands there
    const siblings =
      sources.length > 0 ? [...new Set(sources[0]!.outlets.flatMap(({ target }) => (target ? [target] : [])))] : [];
    const by = key === 'ArrowDown' ? 1 : -1;
    const next = siblings[siblings.indexOf(id) + by];
    if (siblings.length > 1 && next && known.has(next)) return next;
    const here = spots[id]!;
    return flow.steps
      .filter((each) => each.id !== id && (spots[each.id]!.y - here.y) * by > 0)
      .toSorted(
        (a, b) =>
          Math.abs(spots[a.id]!.y - here.y) +
          2 * Math.abs(spots[a.id]!.x - here.x) -
          (Math.abs(spots[b.id]!.y - here.y) + 2 * Math.abs(spots[b.id]!.x - here.x)),
      )[0]?.id;
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || !current) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key.startsWith('Arrow') && !ctrl) {
      done();
      if (event.altKey && editable) {
        const step = 20;
        const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[
          event.key
        ]!;
        return props.move?.(
          Object.fromEntries(
            selected.flatMap((id) => (spots[id] ? [[id, { x: spots[id].x + by[0]!, y: spots[id].y + by[1]! }]] : [])),
          ),
        );
      }
      const next = selected.length === 0 ? current : walk(event.key, current);
      if (next) {
        select(event.shiftKey ? [...selected.filter((each) => each !== next), next] : [next]);
        show(next, true);
      }
    } else if (event.key === 'Enter') {
      done();
      props.edit?.();
    } else if (event.key === 'Escape') {
      done();
      select([]);
      setEdge(undefined);
    } else if (editable && (event.key === 'Delete' || event.key === 'Backspace')) {
      done();
      const line =
        edge !== undefined
          ? flow.steps.flatMap((step) => step.outlets).find((each) => each.path.join('/') === edge)
          : undefined;
      if (line) {
        setEdge(undefined);
        props.disconnect?.(line);
      } else if (selected.length > 0) props.remove?.([...selected]);
    } else if (ctrl && !event.shiftKey && !event.altKey) {
      const key = event.key.toLowerCase();
      if (key === 'a') {
        done();
        select(flow.steps.map((step) => step.id));
      } else if (key === 'c' || (key === 'x' && editable)) {
        done();
        props.copy?.(key === 'x');
      } else if (key === 'v' && editable) {
        done();
        props.paste?.();
      } else if (key === 'd' && editable) {
        done();
        props.duplicate?.();
      }
    } else if (event.key === '/') {
      done();
      props.search?.();
    }
  };

  return (
    <div
      ref={box}
      className="flow-canvas"
      role="application"
      aria-roledescription={t('flows.edit.canvas')}
      aria-label={props.label}
      aria-describedby="flow-canvas-keys"
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (editable && event.dataTransfer.types.includes(dragKind)) event.preventDefault();
      }}
      onDrop={(event) => {
        const kind = event.dataTransfer.getData(dragKind);
        if (!editable || !kind) return;
        event.preventDefault();
        props.drop?.(kind, rf.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      }}
    >
      <ReactFlow<CardNode | GoneNode, Way>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={mode}
        fitView
        fitViewOptions={{ maxZoom: 1, minZoom: 0.2, padding: 0.08, nodes: first }}
        minZoom={0.1}
        maxZoom={2}
        nodesDraggable={editable}
        nodesConnectable={editable}
        connectOnClick={editable}
        connectionRadius={40}
        selectionOnDrag={false}
        multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
        selectionKeyCode="Shift"
        deleteKeyCode={null}
        disableKeyboardA11y
        edgesFocusable={false}
        onlyRenderVisibleElements={flow.steps.length > 120}
        onNodesChange={changed}
        onEdgesChange={(changes) => {
          for (const change of changes) if (change.type === 'select') setEdge(change.selected ? change.id : undefined);
        }}
        onNodeDragStop={(_, __, moved) => {
          setDragged({});
          const places = moved.filter(
            ({ id, position }) => spots[id] && (spots[id].x !== position.x || spots[id].y !== position.y),
          );
          if (places.length > 0) props.move?.(Object.fromEntries(places.map(({ id, position }) => [id, position])));
        }}
        onNodeDoubleClick={() => props.edit?.()}
        onConnect={({ source, sourceHandle, target }: Connection) => {
          const outlet = outletAt(source, sourceHandle);
          if (outlet && known.has(target)) props.connect?.(outlet, target);
        }}
        onReconnect={(before, { source, sourceHandle, target }) => {
          const outlet = outletAt(source, sourceHandle);
          if (outlet && before.source === source && before.sourceHandle === sourceHandle && known.has(target))
            props.connect?.(outlet, target);
        }}
        ariaLabelConfig={{
          'node.a11yDescription.keyboardDisabled': t('flows.edit.keys'),
          'edge.a11yDescription.default': '',
          'controls.ariaLabel': t('flows.edit.zoom'),
          'controls.zoomIn.ariaLabel': t('flows.edit.zoomIn'),
          'controls.zoomOut.ariaLabel': t('flows.edit.zoomOut'),
          'controls.fitView.ariaLabel': t('flows.edit.showAll'),
        }}
        proOptions={{ hideAttribution: false }}
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
        {flow.steps.length > 8 && (
          <MiniMap pannable zoomable style={{ width: 140, height: 90 }} ariaLabel={t('flows.edit.overview')} />
        )}
      </ReactFlow>
      <p id="flow-canvas-keys" className="sr-only">
        {t('flows.edit.keys')}
      </p>
    </div>
  );
}
