import type { AgentRow, AgentState } from '@/api/contract';
import { serverClock } from '@/lib/clock';
import { clock } from '@/lib/time';
import type { Palette } from '@/ui/theme/tokens';
import { strainLevel } from '../agents';
import { isOverdue } from '../breaks';
import { corner, seen, type Grid } from './map-layout';

/** All that is on the map besides time, which passes by itself. */
export type Scene = {
  agents: AgentRow[];
  grid: Grid;
  palette: Palette;
  font: string;
  /** Who is pointed at by the keys, and whose card is open. */
  cursor: string;
  chosen: string;
  alarmed: ReadonlySet<string>;
  stateWords: (agent: AgentRow) => string;
  queueWords: (agent: AgentRow) => string;
  breakWords: (agent: AgentRow) => string;
};

const colour: Record<AgentState, keyof Palette> = {
  ready: 'ready',
  ringing: 'ringing',
  talk: 'talk',
  hold: 'hold',
  acw: 'acw',
  'not-ready': 'notReady',
  'signed-out': 'off',
};
/** As the pills have them: a state is told by its shape, too. */
const shape: Record<AgentState, 'disc' | 'ring' | 'square'> = {
  ready: 'disc',
  ringing: 'ring',
  talk: 'disc',
  hold: 'ring',
  acw: 'square',
  'not-ready': 'square',
  'signed-out': 'ring',
};

const tickMillis = 100;
const mostFits = 20_000;
/** Delays kept for a measurement; more are dropped. */
const mostDelays = 200_000;

/**
 * Paints the map on a canvas of the size of what is seen. A tile is painted again only when it reads differently; clocks
 * turn at each person's own moment of the second, so a thousand of them never turn in one frame.
 */
export class MapPainter {
  private scene: Scene | undefined;
  private readonly pen: CanvasRenderingContext2D | null;
  private keys: string[] = [];
  private rows: (AgentRow | undefined)[] = [];
  private top = -1;
  private ratio = 0;
  private width = 0;
  private height = 0;
  private asked = 0;
  private readonly ticking: ReturnType<typeof setInterval>;
  private readonly fits = new Map<string, string>();

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly scroller: HTMLElement,
  ) {
    this.pen = canvas.getContext('2d', { alpha: false });
    this.ticking = setInterval(this.ask, tickMillis);
    scroller.addEventListener('scroll', this.ask, { passive: true });
  }

  show(scene: Scene): void {
    const before = this.scene;
    if (
      !before ||
      before.grid.columns !== scene.grid.columns ||
      before.grid.tile !== scene.grid.tile ||
      before.grid.count > scene.grid.count ||
      before.palette !== scene.palette ||
      before.font !== scene.font ||
      before.stateWords !== scene.stateWords ||
      before.queueWords !== scene.queueWords ||
      before.breakWords !== scene.breakWords
    )
      this.keys = [];
    if (before && before.font !== scene.font) this.fits.clear();
    this.scene = scene;
    this.ask();
  }

  end(): void {
    clearInterval(this.ticking);
    cancelAnimationFrame(this.asked);
    this.scroller.removeEventListener('scroll', this.ask);
  }

  private readonly ask = (): void => {
    if (this.asked === 0 && !document.hidden) this.asked = requestAnimationFrame(this.frame);
  };

  private readonly frame = (): void => {
    this.asked = 0;
    const { scene, pen } = this;
    if (!scene || !pen) return;
    this.fitCanvas();
    const top = this.scroller.scrollTop;
    if (top !== this.top || this.keys.length === 0) {
      this.keys = [];
      this.rows = [];
      this.top = top;
      pen.fillStyle = scene.palette.paper;
      pen.fillRect(0, 0, this.width, this.height);
    }
    const now = serverClock.nowMillis();
    const { from, to } = seen(scene.grid, top, this.height);
    const changed: string[] = [];
    for (let index = from; index < to; index++) {
      const agent = scene.agents[index]!;
      const elapsed = agent.state === 'signed-out' ? '' : clock(now - Date.parse(agent.since));
      const marks = `${agent.agentId === scene.chosen ? 'c' : ''}${agent.agentId === scene.cursor ? 'k' : ''}${scene.alarmed.has(agent.agentId) ? 'a' : ''}`;
      const overdue = isOverdue(agent, now);
      const shown = scene.grid.tile.width >= 58 ? elapsed : '';
      const key = `${agent.agentId} ${agent.name} ${agent.state} ${agent.reason ?? ''} ${agent.queueId ?? ''} ${agent.strain ?? ''} ${shown} ${marks} ${scene.breakWords(agent)} ${overdue}`;
      if (this.keys[index] === key) continue;
      this.keys[index] = key;
      const old = this.rows[index];
      if (old && old.agentId === agent.agentId && old.since !== agent.since) changed.push(agent.since);
      this.rows[index] = agent;
      const { x, y } = corner(scene.grid, index);
      this.tile(pen, scene, agent, x, y - top, elapsed, marks);
      if (overdue) this.overdue(pen, scene, x, y - top);
    }
    if (changed.length > 0) this.tellDelays(changed);
  };

  /** For `./callosum bench floor-view`: how long after its change a tile has been put on the screen. */
  private tellDelays(since: string[]): void {
    const delays = window.__callosumPaintDelays;
    if (!delays) return;
    setTimeout(() => {
      const now = Date.now();
      for (const at of since) if (delays.length < mostDelays) delays.push(now - Date.parse(at));
    });
  }

  private fitCanvas(): void {
    const ratio = window.devicePixelRatio || 1;
    const width = this.scroller.clientWidth;
    const height = this.scroller.clientHeight;
    if (ratio === this.ratio && width === this.width && height === this.height) return;
    this.ratio = ratio;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.keys = [];
  }

  private tile(
    pen: CanvasRenderingContext2D,
    { grid, palette, font, stateWords, queueWords, breakWords }: Scene,
    agent: AgentRow,
    x: number,
    y: number,
    elapsed: string,
    marks: string,
  ): void {
    const { width, height } = grid.tile;
    const hue = palette[colour[agent.state]];
    // a pixel more on each side: the frame of a chosen tile lies in the gap
    pen.fillStyle = palette.paper;
    pen.fillRect(x - 2, y - 2, width + 4, height + 4);
    pen.fillStyle = agent.state === 'signed-out' ? palette.sunken : palette.surface;
    pen.fillRect(x, y, width, height);
    if (width < 58) {
      this.mark(pen, agent.state, hue, x + width / 2, y + height / 2, Math.min(width, height) * 0.3);
    } else {
      pen.fillStyle = hue;
      pen.fillRect(x, y, 3, height);
      pen.textBaseline = 'middle';
      const small = width < 96;
      const left = x + 9;
      const room = width - 14;
      const line = small ? 13 : 17;
      let at = y + (small ? 11 : 14);
      this.say(pen, agent.name, left, at, room, palette.ink, `600 ${small ? 11 : 13}px ${font}`);
      at += line;
      this.mark(pen, agent.state, hue, left + 4, at, 4);
      const detail = width >= 148;
      this.say(
        pen,
        detail && elapsed ? `${stateWords(agent)}  ${elapsed}` : detail ? stateWords(agent) : elapsed,
        left + 13,
        at,
        room - 13,
        palette.ink2,
        `${small ? 11 : 12}px ${font}`,
      );
      if (height >= 62)
        this.say(pen, queueWords(agent) || breakWords(agent), left, at + line, room, palette.ink3, `12px ${font}`);
      this.strain(pen, palette, agent, x, y, width, height);
    }
    pen.lineWidth = 1;
    pen.strokeStyle = palette.line;
    pen.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    if (marks) {
      pen.lineWidth = 2;
      pen.strokeStyle = marks.includes('a') ? palette.bad : palette.accent;
      pen.strokeRect(x, y, width, height);
      if (marks.includes('a') && width >= 34) {
        pen.fillStyle = palette.bad;
        pen.beginPath();
        pen.moveTo(x + width - 12, y);
        pen.lineTo(x + width, y);
        pen.lineTo(x + width, y + 12);
        pen.fill();
      }
    }
  }

  /** Late to a break, or over it: a corner below, where alarms have theirs above. */
  private overdue(pen: CanvasRenderingContext2D, { grid, palette }: Scene, x: number, y: number): void {
    const { width, height } = grid.tile;
    const side = width < 58 ? 7 : 12;
    pen.fillStyle = palette.ringing;
    pen.beginPath();
    pen.moveTo(x + width - side, y + height);
    pen.lineTo(x + width, y + height);
    pen.lineTo(x + width, y + height - side);
    pen.fill();
  }

  private strain(
    pen: CanvasRenderingContext2D,
    palette: Palette,
    { strain }: AgentRow,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    const level = strainLevel(strain);
    if (!level || strain === undefined) return;
    pen.fillStyle = palette.sunken;
    pen.fillRect(x + 9, y + height - 6, width - 16, 3);
    pen.fillStyle = level === 'over' ? palette.bad : level === 'high' ? palette.ringing : palette.ink3;
    pen.fillRect(x + 9, y + height - 6, (width - 16) * Math.min(1, strain), 3);
  }

  private mark(
    pen: CanvasRenderingContext2D,
    state: AgentState,
    hue: string,
    x: number,
    y: number,
    radius: number,
  ): void {
    if (shape[state] === 'square') {
      pen.fillStyle = hue;
      pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
      return;
    }
    pen.beginPath();
    pen.arc(x, y, shape[state] === 'ring' ? radius - 1 : radius, 0, 2 * Math.PI);
    if (shape[state] === 'ring') {
      pen.lineWidth = 2;
      pen.strokeStyle = hue;
      pen.stroke();
    } else {
      pen.fillStyle = hue;
      pen.fill();
    }
  }

  private say(
    pen: CanvasRenderingContext2D,
    text: string,
    x: number,
    y: number,
    room: number,
    ink: string,
    font: string,
  ): void {
    if (!text) return;
    pen.font = font;
    pen.fillStyle = ink;
    pen.fillText(this.fitted(pen, text, room, font), x, y);
  }

  /** Cut with an ellipsis where there is no room; what was found once is remembered. */
  private fitted(pen: CanvasRenderingContext2D, text: string, room: number, font: string): string {
    const key = `${room} ${font} ${text}`;
    const known = this.fits.get(key);
    if (known !== undefined) return known;
    let cut = text;
    if (pen.measureText(text).width > room) {
      let length = text.length;
      while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > room) length--;
      cut = `${text.slice(0, length)}…`;
    }
    if (this.fits.size >= mostFits) this.fits.clear();
    this.fits.set(key, cut);
    return cut;
  }
}

declare global {
  interface Window {
    /** For the bench: give it an empty list, and it is filled with milliseconds from change to screen. */
    __callosumPaintDelays?: number[];
  }
}
