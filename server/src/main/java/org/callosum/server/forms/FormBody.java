package org.callosum.server.forms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.callosum.server.platform.editing.WhenTree;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A form as the interface speaks of it. A `whenTree` is read only: the condition beside it, for a screen.
///
/// @param criticalCap what the whole score is at most once a critical error was made, 0 to 1
@Answered(except = {"title", "introduction", "criticalCap"})
@Schema(name = "Form")
public record FormBody(
        @Schema(allowableValues = {"case", "note", "checklist", "evaluation", "survey", "role-play"}) @Nullable
        String use,

        @Nullable Text title,
        @Nullable Text introduction,
        @Nullable BigDecimal criticalCap,
        @Nullable List<Scale> scales,
        @Nullable List<Section> sections) {
    @Answered(except = "name")
    @Schema(name = "FormScale")
    public record Scale(
            @Nullable String code,
            @Nullable Text name,
            @Nullable List<Option> points) {}

    /// @param score null: it counts neither for nor against
    @Answered(except = {"name", "score"})
    @Schema(name = "FormOption")
    public record Option(
            @Nullable String code,
            @Nullable Text name,
            @Nullable BigDecimal score) {}

    @Answered(except = {"title", "weight", "when", "whenTree"})
    @Schema(name = "FormSection")
    public record Section(
            @Nullable String code,
            @Nullable Text title,
            @Nullable BigDecimal weight,
            @Nullable String when,
            @Nullable WhenTree whenTree,
            @Nullable List<Item> items) {}

    /// @param scale of kind `scale`
    /// @param options of kinds `choice` and `choices`
    /// @param minimum of kind `number`, as are `maximum`, `decimals` and `unit`
    /// @param longest of kinds `text` and `long-text`, as is `pattern`
    @Answered(
            except = {
                "label",
                "help",
                "when",
                "whenTree",
                "weight",
                "critical",
                "scale",
                "minimum",
                "maximum",
                "decimals",
                "unit",
                "longest",
                "pattern"
            })
    @Schema(name = "FormItem")
    public record Item(
            @Nullable String code,

            @Schema(
                    allowableValues = {
                        "text",
                        "long-text",
                        "number",
                        "date",
                        "date-time",
                        "yes-no",
                        "choice",
                        "choices",
                        "scale"
                    })
            @Nullable
            String kind,

            @Nullable Text label,
            @Nullable Text help,
            @Nullable Boolean required,
            @Nullable String when,
            @Nullable WhenTree whenTree,
            @Nullable Boolean notApplicable,

            @Schema(allowableValues = {"none", "optional", "required"}) @Nullable
            String comment,

            @Nullable BigDecimal weight,

            @Schema(allowableValues = {"customer", "business", "compliance"}) @Nullable
            String critical,

            @Nullable String scale,
            @Nullable List<Option> options,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum,
            @Nullable Integer decimals,
            @Nullable Text unit,
            @Nullable Integer longest,

            @Schema(allowableValues = {"phone", "email", "postcode", "order-number", "serial-number", "web-address"})
            @Nullable
            String pattern,

            @Nullable Boolean sensitive) {}
}
