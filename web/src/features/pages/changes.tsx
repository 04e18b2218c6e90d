import type { PageDifference } from '@/api/contract';
import { useWords } from '@/lib/session';
import { Empty } from '@/ui/panel';

/** Word by word what was taken out and what came in: by sign, by line and by colour. */
export function Changes({ difference }: { difference: PageDifference }) {
  const { t } = useWords();
  if (difference.changes.length === 0) return <Empty title={t('pages.noChanges')} />;
  return (
    <div className="page-changes">
      {difference.changes.map((change, index) => (
        <section key={index}>
          <h4>
            {t(`pages.part.${change.part}`)}
            {change.language && ` · ${t(`common.lang.${change.language}`)}`}
          </h4>
          <p lang={change.language ?? undefined}>
            {change.runs.map((run, at) =>
              run.kind === 'added' ? (
                <ins key={at}>{run.text}</ins>
              ) : run.kind === 'removed' ? (
                <del key={at}>{run.text}</del>
              ) : (
                <span key={at}>{shortened(run.text)}</span>
              ),
            )}
          </p>
        </section>
      ))}
    </div>
  );
}

/** Of what stayed, only what stands next to a change. */
function shortened(text: string): string {
  return text.length > 240 ? `${text.slice(0, 110)} … ${text.slice(-110)}` : text;
}
