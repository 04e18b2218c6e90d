import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import type { PageAttachment, PageContent, PageRecord } from '@/api/contract';
import { http } from '@/api/http';
import { useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';

/** Files of a page: what this version shows of them, and one more. */
export function PageFiles({
  page,
  content,
  change,
  insert,
  editable,
}: {
  page: PageRecord;
  content: PageContent;
  change: (more: Partial<PageContent>) => void;
  insert: (words: string) => void;
  editable: boolean;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const chosen = useRef<HTMLInputElement>(null);
  const [added, setAdded] = useState<PageAttachment[]>([]);
  const [busy, setBusy] = useState(false);
  const files = [...page.attachments, ...added.filter((file) => page.attachments.every(({ id }) => id !== file.id))];
  const upload = async (file: File) => {
    setBusy(true);
    const form = new FormData();
    form.append('file', file);
    try {
      const stored = await http.post<PageAttachment>(`/pages/${page.row.code}/attachments`, form);
      setAdded((before) => [...before, stored]);
      change({ attachments: [...content.attachments, stored.id] });
      void queries.invalidateQueries({ queryKey: ['page', page.row.code], refetchType: 'none' });
    } catch (cause) {
      void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="page-attached" aria-label={t('pages.attachments')}>
      <h3>{t('pages.attachments')}</h3>
      <ul>
        {files.map((file) => {
          const shown = content.attachments.includes(file.id);
          return (
            <li key={file.id}>
              <a href={`/api/page-attachments/${file.id}`} download={file.name} className={shown ? undefined : 'muted'}>
                {file.name}
              </a>
              {editable && shown && file.mediaType.startsWith('image/') && (
                <Button size="small" type="text" onClick={() => insert(`![${file.name}](attachment:${file.id})`)}>
                  {t('pages.insert')}
                </Button>
              )}
              {editable && (
                <Button
                  size="small"
                  type="text"
                  onClick={() =>
                    change({
                      attachments: shown
                        ? content.attachments.filter((id) => id !== file.id)
                        : [...content.attachments, file.id],
                    })
                  }
                >
                  {t(shown ? 'common.remove' : 'common.add')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {editable && (
        <>
          <input
            ref={chosen}
            type="file"
            hidden
            accept="image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain,.csv,.md"
            aria-label={t('pages.attach')}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void upload(file);
            }}
          />
          <Button loading={busy} onClick={() => chosen.current?.click()}>
            {t('pages.attach')}
          </Button>
          <p className="muted">{t('pages.attachHint')}</p>
        </>
      )}
    </section>
  );
}
