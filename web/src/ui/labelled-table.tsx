import { type ComponentProps, useLayoutEffect, useRef } from 'react';

/**
 * A table whose cells know what their column is called: on a narrow screen, where a row becomes a card, each figure
 * stands under its name.
 */
export function LabelledTable(props: ComponentProps<'table'>) {
  const table = useRef<HTMLTableElement>(null);
  useLayoutEffect(() => {
    const heads = Array.from(table.current?.tHead?.rows[0]?.cells ?? [], (cell) => cell.textContent);
    for (const body of table.current?.tBodies ?? []) {
      for (const row of body.rows) {
        for (const cell of row.cells) {
          const head = cell.colSpan === 1 ? heads[cell.cellIndex] : undefined;
          if (head && cell.tagName === 'TD') cell.dataset['label'] = head;
        }
      }
    }
  });
  return <table ref={table} {...props} />;
}
