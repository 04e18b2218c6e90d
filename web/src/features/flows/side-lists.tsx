import { Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useWords } from '@/lib/session';
import { dragKind } from './flow-canvas';
import { wordsIn, type Flow, type Placed } from './flow-model';
import { familyOf, fitting, type Family } from './step-kinds';
import { briefly, kindHint, kindName, outletName } from './step-words';

/**
 * The steps as a list: for finding one, for a keyboard, and for whoever hears the page instead of seeing it. Each row tells
 * where it leads.
 */
export function Outline({
  flow,
  findings,
  selected,
  pick,
  edit,
  remove,
  search,
}: {
  flow: Flow;
  findings: Placed[];
  selected: readonly string[];
  pick: (id: string) => void;
  edit: () => void;
  remove: (id: string) => void;
  search: React.RefObject<InputRef | null>;
}) {
  const words = useWords();
  const { t } = words;
  const [sought, setSought] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const parts = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = flow.steps.filter((step) => {
    const text = `${step.id} ${step.kind} ${kindName(words, step.kind)} ${wordsIn(step.value)}`.toLowerCase();
    return parts.every((part) => text.includes(part));
  });
  const current = shown.find((step) => selected.includes(step.id)) ?? shown[0];
  const worst = (id: string) => {
    const own = findings.filter((placed) => placed.step === id);
    return own.some(({ finding }) => finding.severity === 'error') ? 'error' : own[0]?.finding.severity;
  };
  const go = (by: number) => {
    const at = current ? shown.indexOf(current) : -1;
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (!next) return;
    pick(next.id);
    list.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <>
      <Input
        ref={search}
        type="search"
        allowClear
        aria-label={t('flows.edit.find')}
        aria-keyshortcuts="/"
        placeholder={t('flows.edit.find')}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
        onPressEnter={() => shown[0] && pick(shown[0].id)}
      />
      <p className="sr-only" role="status">
        {sought && t('flows.edit.found', { count: shown.length })}
      </p>
      <ul
        ref={list}
        className="outline"
        role="listbox"
        aria-label={t('flows.edit.steps')}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            go(event.key === 'ArrowDown' ? 1 : -1);
          } else if (event.key === 'Enter') edit();
          else if (event.key === 'Delete' && current) remove(current.id);
        }}
      >
        {shown.map((step) => (
          <li
            key={step.id}
            role="option"
            data-step={step.id}
            data-family={familyOf(step.kind)}
            data-finding={worst(step.id)}
            tabIndex={step === current ? 0 : -1}
            aria-selected={selected.includes(step.id)}
            onClick={() => pick(step.id)}
          >
            <strong>{step.id}</strong> <small>{kindName(words, step.kind)}</small>
            {worst(step.id) && <span className="sr-only"> {t(`flows.${worst(step.id)}`)}</span>}
            <span className="outline-words">{briefly(words, step)}</span>
            <span className="sr-only">
              {step.outlets
                .map((outlet) => `${outletName(words, outlet)}: ${outlet.target ?? t('flows.edit.nowhere')}`)
                .join('; ')}
            </span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="muted">{t('flows.edit.noStep')}</p>}
    </>
  );
}

const families: Family[] = ['speak', 'ask', 'decide', 'wait', 'connect', 'end'];

/** The kinds of steps: a press puts one behind what is chosen, a drag puts it where it is let go. */
export function Palette({
  flow,
  insert,
  where,
}: {
  /** What it is: entry, part, script … */
  flow: string;
  insert: (kind: string) => void;
  where: string;
}) {
  const words = useWords();
  const { t } = words;
  const [sought, setSought] = useState('');
  const wanted = sought.trim().toLowerCase();
  const shown = fitting(flow).filter(({ kind }) =>
    `${kind} ${kindName(words, kind)} ${kindHint(words, kind)}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <Input
        type="search"
        allowClear
        aria-label={t('flows.edit.findKind')}
        placeholder={t('flows.edit.findKind')}
        value={sought}
        onChange={(event) => setSought(event.target.value)}
        onPressEnter={() => shown[0] && insert(shown[0].kind)}
      />
      <p className="muted">{where}</p>
      {families.map((family) => {
        const own = shown.filter(({ kind }) => familyOf(kind) === family);
        return own.length > 0 ? (
          <section key={family} className="palette" aria-label={t(`flows.family.${family}`)}>
            <h3>{t(`flows.family.${family}`)}</h3>
            {own.map(({ kind }) => (
              <button
                key={kind}
                type="button"
                data-family={family}
                draggable
                title={kindHint(words, kind)}
                onClick={() => insert(kind)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(dragKind, kind);
                  event.dataTransfer.effectAllowed = 'copy';
                }}
              >
                {kindName(words, kind)}
              </button>
            ))}
          </section>
        ) : null;
      })}
    </>
  );
}
