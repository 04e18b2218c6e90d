import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { AgentRow } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useLook } from '@/ui/theme/look';
import { fontStack, palettes } from '@/ui/theme/tokens';
import { corner, fittingZoom, gridOf, largestZoom, moved, tileAt } from './map-layout';
import { MapPainter } from './map-painter';

type Props = {
  agents: AgentRow[];
  /** Undefined: as large as everybody fits. */
  zoom: number | undefined;
  zoomTo: (zoom: number) => void;
  chosen: string;
  choose: (agentId: string) => void;
  alarmed: ReadonlySet<string>;
  stateWords: (agent: AgentRow) => string;
  queueWords: (agent: AgentRow) => string;
  breakWords: (agent: AgentRow) => string;
};

/** Says who is under the keys: the canvas itself says nothing to a screen reader. */
function Spoken({ agent, words }: { agent: AgentRow | undefined; words: (agent: AgentRow) => string }) {
  const { clock } = useWords();
  const now = useNow();
  const since = agent ? agent.since : undefined;
  const [heard, setHeard] = useState<{ since?: string; at: number }>({ at: 0 });
  // the clock is read out when somebody is reached, not twice a second
  if (heard.since !== since) setHeard({ since, at: now });
  return (
    <p className="sr-only" aria-live="polite">
      {agent && `${agent.name}, ${words(agent)}, ${clock(heard.at - Date.parse(agent.since))}`}
    </p>
  );
}

/** Everybody on one picture; what cannot be seen is in the list beside it, from the same rows. */
export function AgentMap({ agents, zoom, zoomTo, chosen, choose, alarmed, stateWords, queueWords, breakWords }: Props) {
  const { t, language } = useWords();
  const { mode } = useLook();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<MapPainter>(undefined);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [cursor, setCursor] = useState('');
  const shownZoom = zoom ?? fittingZoom(agents.length, size.width, size.height);
  const grid = gridOf(agents.length, size.width, shownZoom);
  const cursorAt = cursor ? agents.findIndex((agent) => agent.agentId === cursor) : -1;

  useEffect(() => {
    const frame = scroller.current!;
    const made = new MapPainter(canvas.current!, frame);
    painter.current = made;
    const measure = new ResizeObserver(() => setSize({ width: frame.clientWidth, height: frame.clientHeight }));
    measure.observe(frame);
    return () => {
      measure.disconnect();
      made.end();
    };
  }, []);

  useEffect(() => {
    painter.current?.show({
      agents,
      grid,
      palette: palettes[mode],
      font: fontStack(language),
      cursor,
      chosen,
      alarmed,
      stateWords,
      queueWords,
      breakWords,
    });
  });

  // Ctrl and the wheel zoom the map instead of the page, which needs a listener that may say no
  useEffect(() => {
    const frame = scroller.current!;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomTo(Math.min(largestZoom, Math.max(0, shownZoom + (event.deltaY < 0 ? 1 : -1))));
    };
    frame.addEventListener('wheel', wheel, { passive: false });
    return () => frame.removeEventListener('wheel', wheel);
  }, [shownZoom, zoomTo]);

  const under = (event: MouseEvent) => {
    const frame = event.currentTarget.getBoundingClientRect();
    return tileAt(grid, event.clientX - frame.left, event.clientY - frame.top + (scroller.current?.scrollTop ?? 0));
  };
  const point = (index: number) => {
    const agent = agents[index];
    if (!agent) return;
    setCursor(agent.agentId);
    const frame = scroller.current!;
    const { y } = corner(grid, index);
    if (y < frame.scrollTop) frame.scrollTop = y;
    else if (y + grid.tile.height > frame.scrollTop + frame.clientHeight)
      frame.scrollTop = y + grid.tile.height - frame.clientHeight;
  };
  const press = (event: KeyboardEvent) => {
    const at = agents[cursorAt];
    if ((event.key === 'Enter' || event.key === ' ') && at) choose(at.agentId);
    else if (event.key === '+' || event.key === '=') zoomTo(Math.min(largestZoom, shownZoom + 1));
    else if (event.key === '-') zoomTo(Math.max(0, shownZoom - 1));
    else {
      const next = moved(grid, cursorAt, event.key);
      if (next === undefined) return;
      point(next);
    }
    event.preventDefault();
  };
  return (
    <div className="map-frame">
      <div
        ref={scroller}
        className="map"
        role="application"
        tabIndex={0}
        aria-label={t('floor.map.label', { count: agents.length })}
        aria-description={t('floor.map.keys')}
        onKeyDown={press}
        onMouseMove={(event) => {
          const agent = agents[under(event)];
          const canvasNow = canvas.current!;
          const title = agent
            ? [`${agent.name}: ${stateWords(agent)}`, breakWords(agent)].filter(Boolean).join(' · ')
            : '';
          if (canvasNow.title !== title) canvasNow.title = title;
          canvasNow.style.cursor = agent ? 'pointer' : 'default';
        }}
        onClick={(event) => {
          const agent = agents[under(event)];
          if (!agent) return;
          setCursor(agent.agentId);
          choose(agent.agentId);
        }}
      >
        <canvas ref={canvas} className="map-canvas" />
        {/* the canvas stays where it is; this is what is scrolled */}
        <div style={{ height: grid.height, marginTop: -size.height }} />
      </div>
      <Spoken
        agent={agents[cursorAt]}
        words={(agent) => [stateWords(agent), breakWords(agent)].filter(Boolean).join(', ')}
      />
    </div>
  );
}
