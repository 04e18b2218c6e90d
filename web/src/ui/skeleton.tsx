import { Skeleton as Bones } from 'antd';
import { useTranslation } from 'react-i18next';

/** Shown only after 300 ms of waiting (`useLate`): what is quick needs no placeholder. */
export function Skeleton({ rows = 5 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div className="panel panel-body" role="status" aria-label={t('common.loading')}>
      <Bones active paragraph={{ rows }} />
    </div>
  );
}
