import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  CopyOutlined,
  DeleteOutlined,
  PlusOutlined,
  RedoOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useWords } from '@/lib/session';
import { itemKinds, itemsOf, type Form, type Item, type Section } from '@/ui/forms/model';
import { rowsOf, sentenceOf } from '@/ui/forms/condition-rows';
import * as edits from './edits';
import { most, placeOf, scalesOf, whole, type Edited, type Place } from './edits';
import type { FormFinding } from './forms-query';

type Props = {
  form: Form;
  place: Place;
  findings: FormFinding[];
  editable: boolean;
  pick: (place: Place) => void;
  change: (edited: Edited) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
};

const same = (a: Place, b: Place) => JSON.stringify(a) === JSON.stringify(b);

/** All parts of a form in their order: to choose, add, copy, move and take out, by mouse, finger and key. */
export function Outline({ form, place, findings, editable, pick, change, undo, redo }: Props) {
  const { t, say } = useWords();
  const [dragged, setDragged] = useState<Place>();
  const [said, setSaid] = useState('');
  const worst = (at: Place) => {
    const about = findings.filter((finding) => same(placeOf(finding.path), at));
    return about.some((finding) => finding.severity === 'error') ? 'error' : about[0] && 'warning';
  };
  const move = (at: Place, step: 1 | -1) => {
    const edited = edits.moved(form, at, step);
    if (!edited) return;
    change(edited);
    const to = edited.place;
    setSaid(
      to.at === 'item'
        ? t('forms.edit.itemMoved', {
            place: to.item + 1,
            section: say(edited.form.sections[to.section]!.title) || to.section + 1,
          })
        : t('forms.edit.sectionMoved', { place: to.at === 'section' ? to.section + 1 : 1 }),
    );
  };
  const drop = (onto: Place) => {
    setDragged(undefined);
    if (!dragged || same(dragged, onto)) return;
    if (dragged.at === 'section' && onto.at !== 'form' && onto.at !== 'scale')
      change(edits.sectionTo(form, dragged.section, onto.section));
    if (dragged.at === 'item' && onto.at === 'item') change(edits.itemTo(form, dragged, onto));
    if (dragged.at === 'item' && onto.at === 'section') {
      const { items } = form.sections[onto.section]!;
      const end = items.length - (dragged.section === onto.section ? 1 : 0);
      change(edits.itemTo(form, dragged, { section: onto.section, item: end }));
    }
  };
  const keys = (at: Place) => (event: React.KeyboardEvent) => {
    if (!editable) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      move(at, event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Delete' && at.at !== 'form') {
      event.preventDefault();
      change(edits.without(form, at));
    } else if (event.ctrlKey && event.key === 'd' && at.at !== 'form') {
      event.preventDefault();
      change(edits.copied(form, at));
    }
  };
  const row = (at: Place, label: string, kind: string, condition?: string) => (
    <button
      type="button"
      className="outline-row"
      aria-current={same(place, at) || undefined}
      aria-keyshortcuts={editable && at.at !== 'form' ? 'Alt+ArrowUp Alt+ArrowDown Control+D Delete' : undefined}
      data-finding={worst(at)}
      draggable={editable && (at.at === 'item' || at.at === 'section')}
      onDragStart={(event) => {
        event.stopPropagation();
        setDragged(at);
      }}
      onDragEnd={() => setDragged(undefined)}
      onDragOver={(event) => {
        if (dragged) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        drop(at);
      }}
      onClick={() => pick(at)}
      onKeyDown={keys(at)}
    >
      <span className="outline-label">{label || t('forms.unnamed')}</span>
      <span className="outline-kind">{kind}</span>
      {condition && <span className="outline-when">{condition}</span>}
      {worst(at) && <span className="sr-only">{t(`flows.${worst(at)}`)}</span>}
    </button>
  );
  const when = (part: Section | Item, items: Item[]) => {
    if (!part.when) return undefined;
    const rows = rowsOf(part.whenTree, items);
    return t('forms.when.only', { when: rows ? sentenceOf(form, rows, { t, say }) : part.when });
  };
  const all = itemsOf(form);
  return (
    <>
      <p className="sr-only" role="status">
        {said}
      </p>
      {editable && (
        <div className="outline-tools" role="toolbar" aria-label={t('forms.edit.tools')}>
          <Dropdown
            trigger={['click']}
            menu={{
              items: itemKinds.map((kind) => ({ key: kind, label: t(`forms.kind.${kind}`) })),
              onClick: ({ key }) => change(edits.withNewItem(form, place, key as Item['kind'])),
            }}
            disabled={all.length >= most.items}
          >
            <Button size="small" type="primary" ghost icon={<PlusOutlined aria-hidden />}>
              {t('forms.edit.addItem')}
            </Button>
          </Dropdown>
          <Button
            size="small"
            disabled={form.sections.length >= most.sections}
            onClick={() => change(edits.withNewSection(form, place))}
          >
            {t('forms.edit.addSection')}
          </Button>
          <Button size="small" onClick={() => change(edits.withNewScale(form))}>
            {t('forms.edit.addScale')}
          </Button>
          <span className="outline-acts">
            <Tool
              label={t('forms.edit.up')}
              icon={<ArrowUpOutlined />}
              run={edits.moved(form, place, -1) && (() => move(place, -1))}
            />
            <Tool
              label={t('forms.edit.down')}
              icon={<ArrowDownOutlined />}
              run={edits.moved(form, place, 1) && (() => move(place, 1))}
            />
            <Tool
              label={t('forms.edit.copy')}
              icon={<CopyOutlined />}
              run={place.at === 'form' ? undefined : () => change(edits.copied(form, place))}
            />
            <Tool
              label={t('forms.edit.remove')}
              icon={<DeleteOutlined />}
              run={place.at === 'form' ? undefined : () => change(edits.without(form, place))}
            />
            <Tool label={t('forms.edit.undo')} icon={<UndoOutlined />} run={undo} />
            <Tool label={t('forms.edit.redo')} icon={<RedoOutlined />} run={redo} />
          </span>
        </div>
      )}
      <div className="outline">
        {row(whole, say(form.title), t(`forms.use.${form.use}`))}
        <ol>
          {form.sections.map((section, at) => (
            <li key={`${section.code} ${at}`}>
              {row(
                { at: 'section', section: at },
                say(section.title),
                t('forms.edit.section'),
                when(
                  section,
                  form.sections.slice(0, at).flatMap((each) => each.items),
                ),
              )}
              <ol>
                {section.items.map((item, index) => (
                  <li key={`${item.code} ${index}`}>
                    {row(
                      { at: 'item', section: at, item: index },
                      say(item.label),
                      t(`forms.kind.${item.kind}`),
                      when(item, all.slice(0, all.indexOf(item))),
                    )}
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
        {scalesOf(form).map((scale, at) => (
          <div key={`${scale.code} ${at}`}>
            {row({ at: 'scale', scale: at }, say(scale.name), t('forms.edit.scale'))}
          </div>
        ))}
      </div>
    </>
  );
}

function Tool({ label, icon, run }: { label: string; icon: React.ReactNode; run: (() => void) | undefined }) {
  return (
    <Button
      size="small"
      type="text"
      aria-label={label}
      title={label}
      icon={icon}
      disabled={!run}
      onClick={() => run?.()}
    />
  );
}
