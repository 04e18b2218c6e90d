import { Button, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Prompt } from '@/api/contract';
import { withQuery } from '@/api/http';
import { useWords } from '@/lib/session';
import { lookupQuery } from '@/ui/records/lookups';
import { useDesk } from './editor-desk';
import { ExpressionControl } from './expression-control';
import type { Path } from './flow-text';
import { isGroup, type Plain } from './yaml-write';

/** A prompt as a caller hears it, in the reader's language where there is one. */
function Listen({ prompt }: { prompt: Prompt | undefined }) {
  const { t, language } = useWords();
  const player = useRef<HTMLAudioElement>(undefined);
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    const stop = () => player.current?.pause();
    return stop;
  }, []);
  const has = prompt?.audio?.map((each) => each.language) ?? [];
  const heard = has.find((each) => each === language) ?? has[0];
  if (!prompt || !heard) return null;
  const play = () => {
    if (playing) return player.current?.pause();
    const audio = new Audio(
      withQuery(`/api/prompts/${prompt.code}/${heard}/audio`, prompt.clientId ? { client: prompt.clientId } : {}),
    );
    player.current = audio;
    audio.onpause = audio.onended = audio.onerror = () => setPlaying(false);
    setPlaying(true);
    void audio.play().catch(() => setPlaying(false));
  };
  return (
    <Button size="small" onClick={play} aria-pressed={playing}>
      {t(playing ? 'flows.edit.stop' : 'flows.edit.listen')}
    </Button>
  );
}

const sorts = ['clip', 'number', 'digits'] as const;

/** Recorded pieces one after the other: prompts, a number read as one, digits one by one. */
export function ClipsControl({
  value,
  path,
  label,
}: {
  value: Plain | undefined;
  path: Path;
  label: string;
  id?: string;
}) {
  const desk = useDesk();
  const { t, say } = useWords();
  const { data } = useQuery(lookupQuery('/prompts'));
  const prompts = ((data ?? []) as unknown as Prompt[]).filter(
    (each) => !each.clientId || !desk.clientId || each.clientId === desk.clientId,
  );
  const pieces: Plain[] = Array.isArray(value) ? value : value === undefined || value === null ? [''] : [value];
  const at = (place: number): Path => (Array.isArray(value) ? [...path, place] : path);
  const options = prompts.map((each) => ({ value: each.code, label: each.code, words: say(each.texts) }));
  const add = () => (Array.isArray(value) ? desk.set([...path, pieces.length], '') : desk.set(path, [...pieces, '']));
  const drop = (place: number) =>
    pieces.length === 2 && !isGroup(pieces[1 - place])
      ? desk.set(path, pieces[1 - place]!)
      : desk.remove([...path, place]);
  return (
    <div className="field-block" role="group" aria-label={label}>
      {pieces.map((piece, place) => {
        const group = isGroup(piece) ? piece : undefined;
        const sort = group ? (group.number !== undefined ? 'number' : 'digits') : 'clip';
        const code = group ? '' : String(piece ?? '');
        const prompt = prompts.find((each) => each.code === code);
        const named = t('flows.edit.nth', { field: label, place: place + 1 });
        const known = !code || prompt ? options : [{ value: code, label: code, words: '' }, ...options];
        return (
          <div key={place} className="field-piece">
            <div className="field-row">
              <Select
                aria-label={t('flows.edit.pieceSort', { piece: named })}
                value={sort}
                popupMatchSelectWidth={false}
                options={sorts.map((each) => ({ value: each, label: t(`flows.edit.piece.${each}`) }))}
                onChange={(next: (typeof sorts)[number]) =>
                  Array.isArray(value)
                    ? desk.set(at(place), next === 'clip' ? '' : { [next]: '' })
                    : desk.set(path, [next === 'clip' ? '' : { [next]: '' }])
                }
              />
              {group ? (
                <ExpressionControl value={group[sort]} path={[...at(place), sort]} label={named} />
              ) : (
                <Select
                  aria-label={named}
                  className="grow"
                  showSearch={{
                    filterOption: (typed, option) =>
                      `${option?.value} ${option?.words}`.toLowerCase().includes(typed.toLowerCase()),
                  }}
                  popupMatchSelectWidth={false}
                  value={code || undefined}
                  placeholder={t('flows.edit.choosePrompt')}
                  options={known}
                  optionRender={({ data: option }) => (
                    <span className="prompt-option">
                      <code>{option.value}</code> <small>{option.words}</small>
                    </span>
                  )}
                  onChange={(next: string) => desk.set(at(place), next)}
                />
              )}
              {pieces.length > 1 && (
                <>
                  <Button
                    type="text"
                    size="small"
                    disabled={place === 0}
                    aria-label={t('flows.edit.up', { name: named })}
                    onClick={() => desk.swap(path, place, place - 1)}
                  >
                    ↑
                  </Button>
                  <Button
                    type="text"
                    size="small"
                    aria-label={t('flows.edit.takeOut', { name: named })}
                    onClick={() => drop(place)}
                  >
                    ×
                  </Button>
                </>
              )}
            </div>
            {prompt && (
              <div className="field-row">
                <span className="muted grow">{say(prompt.texts)}</span>
                <Listen prompt={prompt} />
              </div>
            )}
          </div>
        );
      })}
      <Button size="small" onClick={add}>
        {t('flows.edit.addPiece')}
      </Button>
    </div>
  );
}
