import { Button, Modal, Radio } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { labelOf } from './labels';

type Values = Record<string, unknown>;
export type Clash = { base: Values; mine: Values; theirs: Values };

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Fields that both changed, and differently: only those need a decision. */
export function clashing({ base, mine, theirs }: Clash): string[] {
  return Object.keys(mine).filter(
    (name) =>
      name !== 'version' &&
      name !== 'id' &&
      !same(mine[name], base[name]) &&
      !same(theirs[name], base[name]) &&
      !same(mine[name], theirs[name]),
  );
}

/** Their record with my changes laid over it; where both changed, as chosen. */
export function merged({ base, mine, theirs }: Clash, keepTheirs: ReadonlySet<string>): Values {
  const next: Values = { ...theirs };
  for (const [name, value] of Object.entries(mine))
    if (name !== 'version' && !same(value, base[name]) && !keepTheirs.has(name)) next[name] = value;
  return next;
}

function plain(value: unknown): ReactNode {
  if (value === undefined || value === null || value === '') return '–';
  if (typeof value === 'object') return <code className="conflict-json">{JSON.stringify(value, null, 1)}</code>;
  return String(value);
}

export function ConflictDialog({
  spec,
  clash,
  save,
  discard,
  close,
}: {
  spec: string;
  clash: Clash;
  save: (values: Values) => void;
  discard: () => void;
  close: () => void;
}) {
  const { t } = useTranslation();
  const names = clashing(clash);
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  return (
    <Modal
      open
      width={720}
      title={t('common.conflict.title')}
      onCancel={close}
      footer={[
        <Button key="discard" onClick={discard}>
          {t('common.conflict.reload')}
        </Button>,
        <Button key="save" type="primary" onClick={() => save(merged(clash, theirs))}>
          {t('common.conflict.keep')}
        </Button>,
      ]}
    >
      <p>{t(names.length > 0 ? 'common.conflict.hint' : 'common.conflict.same')}</p>
      {names.length > 0 && (
        <table className="conflict">
          <thead>
            <tr>
              <th scope="col">{t('common.conflict.field')}</th>
              <th scope="col">{t('common.conflict.mine')}</th>
              <th scope="col">{t('common.conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const label = labelOf(spec, name);
              const choose = (keep: boolean) => {
                const next = new Set(theirs);
                if (keep) next.add(name);
                else next.delete(name);
                setTheirs(next);
              };
              return (
                <tr key={name}>
                  <th scope="row">{label}</th>
                  <td>
                    <Radio
                      checked={!theirs.has(name)}
                      onChange={() => choose(false)}
                      aria-label={`${label}: ${t('common.conflict.mine')}`}
                    >
                      {plain(clash.mine[name])}
                    </Radio>
                  </td>
                  <td>
                    <Radio
                      checked={theirs.has(name)}
                      onChange={() => choose(true)}
                      aria-label={`${label}: ${t('common.conflict.theirs')}`}
                    >
                      {plain(clash.theirs[name])}
                    </Radio>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
