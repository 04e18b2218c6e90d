import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import type { Text } from '@/api/contract';
import { useWords } from '@/lib/session';
import type { Choice } from '@/ui/forms/model';
import { NamesInput } from '@/ui/records/names-input';
import { blankChoice, codeFrom, freeCode, most } from './edits';

type Props = {
  title: string;
  choices: Choice[];
  /** What a new one's code begins with. */
  blank: string;
  withScore: boolean;
  change: (choices: Choice[], step?: string) => void;
};

/** What can be chosen: names in three languages, in their order, each with its score where the form is scored. */
export function ChoicesEditor({ title, choices, blank, withScore, change }: Props) {
  const { t, say } = useWords();
  const [dragged, setDragged] = useState<number>();
  const codes = choices.map((choice) => choice.code);
  const rename = (at: number, name: Text) => {
    const before = choices[at]!;
    const untouched = new RegExp(`^(${codeFrom(before.name) || blank}|${blank}|p)(-?\\d+)?$`).test(before.code);
    const others = codes.toSpliced(at, 1);
    const code = untouched && codeFrom(name) ? freeCode(codeFrom(name), others) : before.code;
    change(choices.with(at, { ...before, name, code }), `name ${at}`);
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= choices.length) return;
    change(choices.toSpliced(from, 1).toSpliced(to, 0, choices[from]!));
  };
  return (
    <fieldset className="choices-edit">
      <legend>{title}</legend>
      <ol>
        {choices.map((choice, at) => {
          const name = say(choice.name) || t('forms.edit.nth', { place: at + 1 });
          return (
            <li
              key={at}
              draggable={dragged === at}
              data-dragged={dragged === at || undefined}
              onDragOver={(event) => {
                if (dragged !== undefined) event.preventDefault();
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged !== undefined) move(dragged, at);
                setDragged(undefined);
              }}
              onDragEnd={() => setDragged(undefined)}
            >
              <span
                className="drag-grip"
                aria-hidden="true"
                title={t('forms.edit.drag')}
                onPointerDown={() => setDragged(at)}
                onPointerUp={() => setDragged(undefined)}
              >
                ⠿
              </span>
              <div className="choices-names">
                <NamesInput value={choice.name ?? {}} onChange={(next) => rename(at, next)} />
                <span className="property-row">
                  <Input
                    size="small"
                    className="mono"
                    aria-label={t('forms.edit.codeOf', { name })}
                    value={choice.code}
                    maxLength={40}
                    spellCheck={false}
                    onChange={(event) =>
                      change(
                        choices.with(at, {
                          ...choice,
                          code: event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-'),
                        }),
                        `code ${at}`,
                      )
                    }
                  />
                  {withScore && (
                    <InputNumber
                      size="small"
                      aria-label={t('forms.edit.scoreOf', { name })}
                      placeholder={t('forms.f.score')}
                      value={choice.score ?? null}
                      onChange={(score) =>
                        change(
                          choices.with(at, { ...choice, score: typeof score === 'number' ? score : null }),
                          `score ${at}`,
                        )
                      }
                    />
                  )}
                </span>
              </div>
              <span className="choices-acts">
                <Button
                  type="text"
                  size="small"
                  aria-label={t('forms.edit.upNamed', { name })}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  ↑
                </Button>
                <Button
                  type="text"
                  size="small"
                  aria-label={t('forms.edit.downNamed', { name })}
                  disabled={at === choices.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  ↓
                </Button>
                <Button
                  type="text"
                  size="small"
                  danger
                  aria-label={t('forms.edit.removeNamed', { name })}
                  onClick={() => change(choices.toSpliced(at, 1))}
                >
                  ×
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
      <Button
        size="small"
        disabled={choices.length >= most.options}
        onClick={() => change([...choices, blankChoice(blank, codes)])}
      >
        {t('forms.edit.addChoice')}
      </Button>
    </fieldset>
  );
}
