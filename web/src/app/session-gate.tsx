import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { whenSignedOut } from '@/api/http';
import { Live } from '@/api/live';
import { ChangePassword } from '@/features/session/change-password';
import { meQuery } from '@/features/session/session-query';
import { SignIn } from '@/features/session/sign-in';
import { speak } from '@/lib/i18n';
import { LiveContext } from '@/lib/live-context';
import { useLate } from '@/lib/now';
import { MeContext } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';
import { useLook } from '@/ui/theme/look';

/** Nobody passes without a session; with one, the live line is opened and the account's language and look are taken on. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const [expired, setExpired] = useState(false);
  const [live] = useState(() => new Live());
  const look = useLook();
  const late = useLate(isPending);
  const account = me?.account;

  useEffect(() => {
    const leave = () => {
      if (!queries.getQueryData(meQuery.queryKey)) return;
      setExpired(true);
      queries.clear();
      queries.setQueryData(meQuery.queryKey, null);
    };
    whenSignedOut(leave);
    return live.on('bye', (data) => {
      const reason = (data as { reason?: string } | undefined)?.reason;
      if (reason) void message.warning(t('common.live.bye', { reason }));
      leave();
    });
  }, [live, queries, message, t]);

  useEffect(() => {
    if (!account) return;
    if (i18n.language !== account.language) void speak(account.language);
    if (account.theme !== look.choice) look.choose(account.theme);
    live.start();
    return () => live.stop();
    // once per session: afterwards the choice in this browser counts
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [account?.id]);

  if (isPending) return late ? <div className="lost-page">{t('common.loading')}</div> : null;
  if (error)
    return (
      <div className="lost-page">
        <ProblemNote error={error} retry={() => void refetch()} />
      </div>
    );
  if (!me) return <SignIn expired={expired} />;
  if (me.account.mustChangePassword) return <ChangePassword />;
  return (
    <MeContext value={me}>
      <LiveContext value={live}>{children}</LiveContext>
    </MeContext>
  );
}
