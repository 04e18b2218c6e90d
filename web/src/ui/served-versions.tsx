import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '@/lib/session';
import { lastGiven, leastReason, useServed, type LifeVersion } from './definition-life';
import { ProblemNote } from './problem';
import { VersionList } from './version-list';

/**
 * The history of what is drafted and put into service in one go: when each version served, and the last word given, to be
 * taken back with a reason.
 */
export function ServedVersions({
  versions,
  takeBack,
}: {
  versions: LifeVersion[];
  /** Absent: it may only be read. */
  takeBack?: ((version: number, reason: string) => Promise<unknown>) | undefined;
}) {
  const { t } = useWords();
  const { message } = App.useApp();
  const served = useServed();
  const [opened] = useState(Date.now);
  const [asked, setAsked] = useState<number>();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const given = lastGiven(versions, opened);
  const confirm = async () => {
    if (asked === undefined || busy) return;
    setBusy(true);
    try {
      await takeBack?.(asked, reason.trim());
      setAsked(undefined);
      void message.success(t('common.saved'));
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <VersionList
        versions={versions}
        title={(version) => t('flows.version', { version })}
        state={({ state }) => ({
          tone: state === 'approved' ? 'good' : state === 'draft' ? 'warn' : 'off',
          words: t(`flows.state.${state}`),
        })}
        note={served}
        actions={({ version }) =>
          takeBack &&
          version === given &&
          versions.length > 1 && (
            <Button
              size="small"
              type="text"
              onClick={() => {
                setReason('');
                setProblem(undefined);
                setAsked(version);
              }}
            >
              {t('flows.takeBackShort')}
            </Button>
          )
        }
      />
      <Modal
        open={asked !== undefined}
        title={asked !== undefined && t('flows.takeBack', { version: asked })}
        okText={t('flows.takeBackShort')}
        okButtonProps={{ disabled: reason.trim().length < leastReason, loading: busy }}
        onCancel={() => setAsked(undefined)}
        onOk={() => void confirm()}
      >
        <ProblemNote error={problem} />
        <p>{t('flows.takeBackHint')}</p>
        <label htmlFor="served-reason">{t('flows.reason')}</label>
        <Input
          id="served-reason"
          autoFocus
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim().length >= leastReason && void confirm()}
        />
        <p className="muted">{t('flows.reasonHint')}</p>
      </Modal>
    </>
  );
}
