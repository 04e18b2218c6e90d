import { useWordsIn } from '@/lib/words-in';
import { answerWords } from './answer-words';
import { shownIn } from './conditions';
import './forms.css';
import type { Answers, Form } from './model';

/** A filled form to read and to print: what was asked, what was answered. */
export function FormAnswers({ form, answers }: { form: Form; answers: Answers }) {
  const words = useWordsIn(undefined);
  const { say } = words;
  const shown = shownIn(form, answers);
  return (
    <>
      {form.sections.map((section, place) => {
        const items = section.items.filter(({ code }) => shown.has(code));
        if (items.length === 0) return null;
        return (
          <section key={section.code || place} className="form-read">
            {say(section.title) && <h3>{say(section.title)}</h3>}
            <dl className="facts">
              {items.map((item) => (
                <div key={item.code} className="form-read-item">
                  <dt>{say(item.label)}</dt>
                  <dd>
                    {answerWords(form, item, answers[item.code], words)}
                    {answers[item.code]?.comment && <p className="muted">{answers[item.code]?.comment}</p>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}
