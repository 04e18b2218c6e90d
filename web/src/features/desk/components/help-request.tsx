import { CustomerServiceOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { DeskHelp } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { wordsOf } from '@/ui/problem';
import { helpQuery } from '../api/help-query';
import './help-request.css';

const reasons = ['knowledge', 'authority', 'system', 'upset', 'other'] as const;
type Reason = (typeof reasons)[number];

function Ask({ sent, close }: { sent: (help: DeskHelp) => void; close: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [reason, setReason] = useState<Reason>('knowledge');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const ask = () => {
    setBusy(true);
    api
      .post('/desk/help', { body: { reason, text: text.trim() } })
      .then(sent, (problem: unknown) => void message.error(wordsOf(problem)))
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="help-ask"
      aria-label={t('desk.help.title')}
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <Select<Reason>
        aria-label={t('desk.help.reason')}
        value={reason}
        onChange={setReason}
        options={reasons.map((each) => ({ value: each, label: t(`common.helpReason.${each}`) }))}
      />
      <Input
        autoFocus
        maxLength={300}
        aria-label={t('desk.help.text')}
        placeholder={t('desk.help.text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('desk.help.send')}
      </Button>
      <Button onClick={close}>{t('common.cancel')}</Button>
    </form>
  );
}

/** Help during a conversation: a key, a reason and one line; then who sees to it, and for how long it has been asked. */
export function HelpRequest({ interactionId }: { interactionId: string }) {
  const { t, clock } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const now = useNow();
  const [open, setOpen] = useState(false);
  const show = (help: DeskHelp) => queries.setQueryData(helpQuery.queryKey, help);
  useLive<DeskHelp>('desk-help', show);
  useLiveGap('desk-help', () => void queries.invalidateQueries({ queryKey: helpQuery.queryKey }));
  const { data } = useQuery(helpQuery);
  const request = data?.request;
  const pending = request !== undefined && !request.closedAt && request.interactionId === interactionId;
  useShortcut('Alt+U', t('desk.help.title'), t('desk.call.group'), () => setOpen((was) => !was), !pending);
  if (pending)
    return (
      <div className="help-row" data-open role="status">
        <strong>{request.takenBy ? t('desk.help.taken', { name: request.takenBy }) : t('desk.help.asked')}</strong>
        <span className="muted num">{clock(Math.max(0, now - Date.parse(request.askedAt)))}</span>
        <Button
          size="small"
          onClick={() =>
            void api.delete('/desk/help').then(show, (problem: unknown) => void message.error(wordsOf(problem)))
          }
        >
          {t('desk.help.withdraw')}
        </Button>
      </div>
    );
  return (
    <div className="help-row" data-open={open || undefined}>
      {open ? (
        <Ask
          close={() => setOpen(false)}
          sent={(help) => {
            setOpen(false);
            show(help);
          }}
        />
      ) : (
        <Button
          aria-keyshortcuts="Alt+U"
          title={t('desk.help.title')}
          icon={<CustomerServiceOutlined aria-hidden />}
          onClick={() => setOpen(true)}
        >
          <span className="controls-word">{t('desk.help.title')}</span>
        </Button>
      )}
    </div>
  );
}
