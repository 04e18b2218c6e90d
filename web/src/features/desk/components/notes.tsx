import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import { draft } from '@/lib/draft';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import type { DeskValue } from '../desk-context';

type Saving = 'idle' | 'saving' | 'saved' | 'failed';

/** Notes save themselves 0.8 s after the last key; what is typed here is never replaced by what comes from outside. */
export function Notes({ value }: { value: DeskValue }) {
  const { t } = useWords();
  const call = value.desk.interaction!;
  const mine = `note.${call.id}`;
  const [text, setText] = useState(() => draft.read(mine) ?? call.notes);
  const [saving, setSaving] = useState<Saving>('idle');
  const kept = useRef(call.notes);
  const latest = useRef(text);
  const field = useRef<TextAreaRef>(null);
  const { flush, onFlush } = value;
  useShortcut('Alt+N', t('desk.call.notes'), t('desk.call.group'), () => field.current?.focus());

  useEffect(() => {
    latest.current = text;
    if (text === kept.current) return draft.forget(mine);
    draft.keep(mine, text);
    const timer = setTimeout(() => void flush(), 800);
    return () => clearTimeout(timer);
  }, [text, flush, mine]);

  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined;
    const save = async () => {
      clearTimeout(retry);
      const now = latest.current;
      if (now === kept.current) return;
      setSaving('saving');
      try {
        await api.put('/desk/interactions/{id}/notes', { path: { id: call.id }, body: { text: now } });
        kept.current = now;
        if (latest.current === now) draft.forget(mine);
        setSaving('saved');
      } catch {
        setSaving('failed');
        retry = setTimeout(() => void save(), 3_000);
      }
    };
    const forget = onFlush(save);
    return () => {
      clearTimeout(retry);
      void save();
      forget();
    };
  }, [call.id, mine, onFlush]);

  return (
    <Panel
      title={t('desk.notes.title')}
      extra={
        <span className="muted" role="status">
          {saving !== 'idle' && t(`desk.notes.${saving}`)}
        </span>
      }
    >
      <Input.TextArea
        ref={field}
        aria-label={t('desk.notes.title')}
        placeholder={t('desk.notes.placeholder')}
        value={text}
        autoSize={{ minRows: 5, maxRows: 14 }}
        maxLength={8000}
        onChange={(event) => setText(event.target.value)}
      />
    </Panel>
  );
}
