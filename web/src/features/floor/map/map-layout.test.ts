import { describe, expect, test } from 'vitest';
import { corner, fittingZoom, gap, gridOf, largestZoom, moved, seen, tileAt, zooms } from './map-layout';

describe('the map', () => {
  test('puts as many tiles beside each other as fit, the last gap not counted', () => {
    const { width } = zooms[3]!;
    expect(gridOf(10, 3 * width + 2 * gap, 3)).toMatchObject({ columns: 3, rows: 4 });
    expect(gridOf(10, 3 * width + 2 * gap - 1, 3)).toMatchObject({ columns: 2, rows: 5 });
    expect(gridOf(0, 500, 3)).toMatchObject({ rows: 0, height: 0 });
  });

  test('finds the same tile by pointing that painting has put there', () => {
    const grid = gridOf(25, 800, 2);
    for (let index = 0; index < 25; index++) {
      const { x, y } = corner(grid, index);
      expect(tileAt(grid, x, y)).toBe(index);
      expect(tileAt(grid, x + grid.tile.width - 0.5, y + grid.tile.height - 0.5)).toBe(index);
      expect(tileAt(grid, x + grid.tile.width + 1, y)).toBe(-1);
    }
    expect(tileAt(grid, -1, 5)).toBe(-1);
    expect(tileAt(grid, 5, 5_000)).toBe(-1);
  });

  test('shows everybody at once as large as they fit, a thousand on a wide screen included', () => {
    const zoom = fittingZoom(1_000, 1_600, 640);
    expect(gridOf(1_000, 1_600, zoom).height).toBeLessThanOrEqual(640);
    expect(gridOf(1_000, 1_600, zoom + 1).height).toBeGreaterThan(640);
    expect(fittingZoom(5, 1_600, 640)).toBe(largestZoom - 1);
    expect(fittingZoom(100_000, 300, 300)).toBe(0);
  });

  test('paints what is in sight and no more', () => {
    const grid = gridOf(100, 1_000, 3);
    const step = grid.tile.height + gap;
    expect(seen(grid, 0, step)).toEqual({ from: 0, to: grid.columns });
    expect(seen(grid, 1, step)).toEqual({ from: 0, to: 2 * grid.columns });
    expect(seen(grid, 2 * step, 10_000)).toEqual({ from: 2 * grid.columns, to: 100 });
  });

  test('is walked by keys without falling off', () => {
    const grid = gridOf(10, 3 * zooms[3]!.width + 2 * gap, 3);
    expect(moved(grid, -1, 'ArrowRight')).toBe(0);
    expect(moved(grid, 0, 'ArrowLeft')).toBe(0);
    expect(moved(grid, 1, 'ArrowDown')).toBe(4);
    expect(moved(grid, 8, 'ArrowDown')).toBe(8);
    expect(moved(grid, 1, 'ArrowUp')).toBe(1);
    expect(moved(grid, 4, 'End')).toBe(9);
    expect(moved(grid, 4, 'x')).toBeUndefined();
  });
});
