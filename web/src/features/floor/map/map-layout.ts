/** Where the tiles of the map lie: pure arithmetic in CSS pixels, so that painting and pointing agree. */
export type Tile = { width: number; height: number };

/** From specks that show a thousand people at once to cards that say everything. */
export const zooms: Tile[] = [
  { width: 22, height: 18 },
  { width: 34, height: 24 },
  { width: 58, height: 36 },
  { width: 96, height: 46 },
  { width: 148, height: 62 },
  { width: 204, height: 82 },
  { width: 268, height: 100 },
];
export const largestZoom = zooms.length - 1;
export const gap = 4;

export type Grid = { tile: Tile; columns: number; rows: number; count: number; height: number };

export function gridOf(count: number, width: number, zoom: number): Grid {
  const tile = zooms[Math.min(largestZoom, Math.max(0, zoom))]!;
  const columns = Math.max(1, Math.floor((width + gap) / (tile.width + gap)));
  const rows = Math.ceil(count / columns);
  return { tile, columns, rows, count, height: Math.max(0, rows * (tile.height + gap) - gap) };
}

/** The largest zoom at which everybody is seen without scrolling; the smallest if there is none. */
export function fittingZoom(count: number, width: number, height: number): number {
  for (let zoom = largestZoom - 1; zoom > 0; zoom--) if (gridOf(count, width, zoom).height <= height) return zoom;
  return 0;
}

export function corner(grid: Grid, index: number): { x: number; y: number } {
  return {
    x: (index % grid.columns) * (grid.tile.width + gap),
    y: Math.floor(index / grid.columns) * (grid.tile.height + gap),
  };
}

/** Whose tile lies at a point of the whole map, or -1 for a gap. */
export function tileAt(grid: Grid, x: number, y: number): number {
  const column = Math.floor(x / (grid.tile.width + gap));
  const row = Math.floor(y / (grid.tile.height + gap));
  const inside =
    x - column * (grid.tile.width + gap) < grid.tile.width && y - row * (grid.tile.height + gap) < grid.tile.height;
  const index = row * grid.columns + column;
  return x >= 0 && y >= 0 && column < grid.columns && inside && index < grid.count ? index : -1;
}

/** The tiles of which something is seen: from the first, up to but without the last. */
export function seen(grid: Grid, top: number, height: number): { from: number; to: number } {
  const step = grid.tile.height + gap;
  const from = Math.max(0, Math.floor(top / step)) * grid.columns;
  const to = Math.min(grid.count, Math.ceil((top + height) / step) * grid.columns);
  return { from: Math.min(from, to), to };
}

const moves: Record<string, (grid: Grid) => number> = {
  ArrowRight: () => 1,
  ArrowLeft: () => -1,
  ArrowDown: (grid) => grid.columns,
  ArrowUp: (grid) => -grid.columns,
  Home: () => -Infinity,
  End: () => Infinity,
};

/** Where a key leads from a tile; undefined for keys that lead nowhere. */
export function moved(grid: Grid, index: number, key: string): number | undefined {
  const move = moves[key];
  if (!move || grid.count === 0) return undefined;
  if (index < 0) return 0;
  const next = index + move(grid);
  if (Math.abs(move(grid)) > 1 && Number.isFinite(next) && (next < 0 || next >= grid.count)) return index;
  return Math.min(grid.count - 1, Math.max(0, next));
}
