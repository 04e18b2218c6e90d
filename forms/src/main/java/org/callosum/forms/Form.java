package org.callosum.forms;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// Questions in sections, as an author writes them. A value may be unfinished or wrong, as drafts are:
/// {@link CheckedForm#of} says what is, and only what it finds sound may be put into service.
///
/// @param title what people read above it; `null` in a draft that has none yet
/// @param introduction a line below the title
/// @param criticalCap what the whole score is at most once a critical error was made, from 0 to 1; `null`:
///     errors are only counted beside it (M:QA-S)
/// @param scales named by items of kind `scale`
/// @param sections in the order they are filled in
public record Form(
        Use use,
        @Nullable LocaleText title,
        @Nullable LocaleText introduction,
        @Nullable BigDecimal criticalCap,
        List<Scale> scales,
        List<Section> sections) {
    public static final int MAX_SECTIONS = 40;
    public static final int MAX_ITEMS = 200;
    public static final int MAX_OPTIONS = 60;
    public static final int MAX_SCALES = 20;

    /// In characters, of each wording and each condition.
    public static final int MAX_TEXT = 2_000;

    public Form {
        criticalCap = normal(criticalCap);
        scales = List.copyOf(scales);
        sections = List.copyOf(sections);
    }

    /// Who fills it in, and for what.
    public enum Use {
        CASE,
        NOTE,
        CHECKLIST,
        EVALUATION,
        SURVEY,
        ROLE_PLAY;

        /// As stored and as in JSON.
        public String code() {
            return codeOf(this);
        }
    }

    /// Whether a remark stands beside the answer.
    public enum Comment {
        NONE,
        OPTIONAL,
        REQUIRED;

        public String code() {
            return codeOf(this);
        }
    }

    /// Whom an error in a critical item hurts; the kinds are counted apart (M:CEA).
    public enum Critical {
        CUSTOMER,
        BUSINESS,
        COMPLIANCE;

        public String code() {
            return codeOf(this);
        }
    }

    /// @param points at least two, from the one end to the other
    public record Scale(String code, @Nullable LocaleText name, List<Option> points) {
        public Scale {
            points = List.copyOf(points);
        }
    }

    /// One of several answers.
    ///
    /// @param score its points, from 0; `null`: it counts neither for nor against
    public record Option(
            String code,
            @Nullable LocaleText name,
            @Nullable BigDecimal score) {
        public Option {
            score = normal(score);
        }
    }

    /// @param weight its share of the whole beside other sections; `null` in every section: items alone weigh
    /// @param when a condition over items of earlier sections; `null`: always shown
    public record Section(
            String code,
            @Nullable LocaleText title,
            @Nullable BigDecimal weight,
            @Nullable String when,
            List<Item> items) {
        public Section {
            weight = normal(weight);
            items = List.copyOf(items);
        }
    }

    /// @param code unique in the whole form; conditions name it with `_` for `-`
    /// @param when a condition over items before this one; `null`: always shown
    /// @param notApplicable whether the question may be set aside as not applicable
    /// @param weight its points in the score; `null`: it is not scored
    /// @param critical an answer worth nothing is an error of this kind; `null`: it is an ordinary item
    /// @param sensitive hidden from those not entitled, never searched
    public record Item(
            String code,
            Question question,
            @Nullable LocaleText label,
            @Nullable LocaleText help,
            boolean required,
            @Nullable String when,
            boolean notApplicable,
            Comment comment,
            @Nullable BigDecimal weight,
            @Nullable Critical critical,
            boolean sensitive) {
        public Item {
            weight = normal(weight);
        }

        /// The name that conditions use.
        public String name() {
            return nameOf(code);
        }
    }

    /// Hyphens are minus signs in a condition, so names have underscores.
    public static String nameOf(String code) {
        return code.replace('-', '_');
    }

    static String codeOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// One spelling for one number (10, not 1E+1 or 10.0), so that equal forms are written alike.
    static @Nullable BigDecimal normal(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        if (number.precision() > 60 || Math.abs(number.scale()) > 60) {
            throw new IllegalArgumentException("A number of a form has at most 15 digits, this one is far longer");
        }
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
