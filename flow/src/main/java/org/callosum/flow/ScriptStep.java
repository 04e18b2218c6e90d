package org.callosum.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;
import org.jspecify.annotations.Nullable;

/// One step of an agent's script: what the screen shows to the agent who talks with a customer. Only in flows of kind
/// `script` and in parts that scripts call.
public sealed interface ScriptStep extends FlowStep {
    LocaleText YES = words("Yes", "是", "是");
    LocaleText NO = words("No", "否", "否");
    LocaleText ACCEPTED = words("Accepted", "接受", "接受");
    LocaleText DECLINED = words("Declined", "拒绝", "拒絕");
    LocaleText DONE = words("Done", "完成", "完成");

    /// What a step of any kind may carry beside its own.
    ///
    /// @param title short, for the search and for what is folded away; null: the first words
    /// @param tone a quiet hint how to say it, `null` for none (DSK-20)
    /// @param behaviours codes of critical behaviours that belong here (SCR-07, SCR-11)
    /// @param key whether quality asks that it happened (SCR-04)
    record Remarks(@Nullable LocaleText title, @Nullable LocaleText tone, List<String> behaviours, boolean key) {
        static final Remarks NONE = new Remarks(null, null, List.of(), false);

        public Remarks {
            behaviours = List.copyOf(behaviours);
        }
    }

    /// What the agent says.
    sealed interface Words {
        /// A text of the script; `{name}` in it stands for the value of that name.
        record Said(LocaleText text) implements Words {}

        /// Approved wording: a page by its code.
        record Page(String code) implements Words {}
    }

    /// Null where the agent says nothing.
    @Nullable
    Words words();

    Remarks remarks();

    /// A key question with the replies that are expected (SCR-01).
    ///
    /// @param replies 1 to 9; the first is key 1
    record Ask(Words words, List<Reply> replies, Free free, Remarks remarks) implements ScriptStep {
        public static final int MOST_REPLIES = 9;

        public Ask {
            replies = List.copyOf(replies);
            if (replies.isEmpty() || replies.size() > MOST_REPLIES) {
                throw new IllegalArgumentException(
                        "A question has 1 to %d replies, not %d".formatted(MOST_REPLIES, replies.size()));
            }
        }

        @Override
        public List<Exit> exits() {
            var exits = new ArrayList<Exit>();
            for (int i = 0; i < replies.size(); i++) {
                exits.add(new Exit(String.valueOf(i + 1), replies.get(i).next()));
            }
            free.returns().forEach(target -> exits.add(new Exit("return", target)));
            if (free.handOver() != null) {
                exits.add(new Exit("hand-over", free.handOver()));
            }
            return exits;
        }
    }

    /// @param words what a customer may say for it, any language
    record Reply(LocaleText label, List<String> words, SequencedMap<String, Expression> set, String next) {
        public Reply {
            words = List.copyOf(words);
        }
    }

    /// What to do with a reply nobody expected (SCR-03). It can be written down at every question.
    ///
    /// @param hint for the agent, or `null`
    /// @param returns steps from which the script goes on, for the agent to choose
    /// @param handOver the step that hands the customer to somebody else, or `null`
    record Free(
            @Nullable LocaleText hint,
            List<String> returns,
            @Nullable String handOver) {
        public static final Free NOTHING_SAID = new Free(null, List.of(), null);

        public Free {
            returns = List.copyOf(returns);
        }

        boolean leadsTo(String step) {
            return returns.contains(step) || step.equals(handOver);
        }
    }

    /// Something to be told.
    record Tell(Words words, String next, Remarks remarks) implements ScriptStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Items of a form, filled once and never asked again (DSK-05).
    ///
    /// @param words how to ask for what is not known yet, or `null`
    /// @param items codes; at least one
    /// @param into variable to the item that fills it, and by which it is known before
    record Fill(
            @Nullable Words words,
            String form,
            List<String> items,
            SequencedMap<String, String> into,
            String next,
            Remarks remarks)
            implements ScriptStep {
        public static final int MOST_ITEMS = 20;

        public Fill {
            items = List.copyOf(items);
        }

        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Asks whether the customer's matter is settled. Only after a yes is anything offered (SCR-06, DSK-12).
    record Settled(Words words, String yes, String no, Remarks remarks) implements ScriptStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("yes", yes), new Exit("no", no));
        }
    }

    /// An offer inside a service scenario. It is passed over, by `unfitting`, unless the matter is settled and `when`
    /// holds.
    ///
    /// @param when it is fitting, or `null` for always
    /// @param value of a sale, a number, or `null`
    record Offer(
            String code,
            Aim aim,
            Words words,
            @Nullable Expression when,
            @Nullable Expression value,
            String accepted,
            String declined,
            String unfitting,
            Remarks remarks)
            implements ScriptStep {
        @Override
        public List<Exit> exits() {
            return List.of(
                    new Exit("accepted", accepted), new Exit("declined", declined), new Exit("unfitting", unfitting));
        }
    }

    /// What an offer is for.
    enum Aim {
        /// More of what the customer has.
        ADD_ON,
        UPGRADE,
        /// The customer stays.
        RETENTION;

        /// As written in a file: `add-on`.
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Opens a case of this type for the contact.
    record OpenCase(String type, @Nullable Words words, String next, Remarks remarks) implements ScriptStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Proposes a disposition for the wrap-up; nothing is shown for it.
    record Propose(String disposition, String next) implements ScriptStep {
        @Override
        public @Nullable Words words() {
            return null;
        }

        @Override
        public Remarks remarks() {
            return Remarks.NONE;
        }

        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// The last words; the script is over.
    record Closing(Words words, Result result, Remarks remarks) implements ScriptStep {
        @Override
        public List<Exit> exits() {
            return List.of();
        }
    }

    /// What a script came to.
    enum Result {
        SOLVED,
        UNSOLVED,
        HANDED_OVER;

        /// As written in a file: `handed-over`.
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// The word of the file for a step: `ask`, `tell` …
    static String kind(ScriptStep step) {
        return switch (step) {
            case Ask _ -> "ask";
            case Tell _ -> "tell";
            case Fill _ -> "fill";
            case Settled _ -> "settled";
            case Offer _ -> "offer";
            case OpenCase _ -> "open-case";
            case Propose _ -> "propose";
            case Closing _ -> "closing";
        };
    }

    /// A code or the first words, for a picture.
    static String label(ScriptStep step) {
        var said = step.words() instanceof Words.Said(var text)
                ? text.texts().firstEntry().getValue()
                : step.words() instanceof Words.Page(var code) ? code : "";
        return switch (step) {
            case Ask _, Tell _, Settled _, Closing _ -> said;
            case Fill fill -> fill.form();
            case Offer offer -> offer.code();
            case OpenCase open -> open.type();
            case Propose propose -> propose.disposition();
        };
    }

    private static LocaleText words(String english, String simplified, String traditional) {
        var texts = new java.util.LinkedHashMap<String, String>();
        texts.put("en", english);
        texts.put("zh-Hans", simplified);
        texts.put("zh-Hant", traditional);
        return new LocaleText(texts);
    }
}
