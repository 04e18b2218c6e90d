import { useId, useRef, useState, type ReactNode } from 'react';
import './tabs.css';

type Tab<K extends string> = { key: K; label: ReactNode; children: ReactNode };

/**
 * Parts of one place, one of them at a time; arrows go from tab to tab (WAI-ARIA's tabs, with automatic activation).
 * A part is made when it is first opened and stays as it was left.
 */
export function Tabs<K extends string>({
  items,
  active,
  change,
  label,
}: {
  items: Tab<K>[];
  active: K;
  change: (key: K) => void;
  label?: string;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    items.findIndex(({ key }) => key === active),
  );
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  if (!opened.has(active)) setOpened(new Set([...opened, active]));
  const go = (to: number) => {
    const next = items[(to + items.length) % items.length];
    if (!next) return;
    change(next.key);
    list.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.key)}"]`)?.focus();
  };
  const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: items.length - 1 };
  return (
    <div className="tabs">
      <div
        ref={list}
        className="tabs-list"
        role="tablist"
        aria-label={label}
        onKeyDown={(event) => {
          const to = steps[event.key];
          if (to === undefined) return;
          event.preventDefault();
          go(to);
        }}
      >
        {items.map((item, index) => (
          <button
            key={item.key}
            type="button"
            role="tab"
            id={`${id}-${item.key}`}
            data-tab={item.key}
            aria-selected={index === at}
            aria-controls={`${id}-${item.key}-panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => change(item.key)}
          >
            {item.label}
          </button>
        ))}
      </div>
      {items.map(
        (item, index) =>
          (index === at || opened.has(item.key)) && (
            <div
              key={item.key}
              role="tabpanel"
              id={`${id}-${item.key}-panel`}
              aria-labelledby={`${id}-${item.key}`}
              hidden={index !== at}
            >
              {item.children}
            </div>
          ),
      )}
    </div>
  );
}
