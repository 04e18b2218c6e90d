import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="lost-page">
      <div>
        <h1>{t('common.notFound')}</h1>
        <p>{t('common.notFoundHint')}</p>
        <Link to="/">{t('common.back')}</Link>
      </div>
    </div>
  );
}

export function Broken() {
  const { t } = useTranslation();
  return (
    <div className="lost-page" role="alert">
      <div>
        <h1>{t('common.broken')}</h1>
        <p>{t('common.brokenHint')}</p>
        <Button type="primary" onClick={() => location.reload()}>
          {t('common.reload')}
        </Button>
      </div>
    </div>
  );
}
