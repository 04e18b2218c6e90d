package org.callosum.server.pages;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What a version of a page says, as it is written and stored.
///
/// @param kind `knowledge`; `answer`: approved, to be said so; `procedure`; `law`; `wording`
/// @param title in each language in which there is a body
/// @param body in the subset of Markdown that [PageText] reads; at least one language
/// @param queues codes of the queues it is proposed for; none: it is found by search
/// @param reasons codes of results and case reasons it is proposed for
/// @param validUntil it is not shown any more from then on; null: until another version is
/// @param attachments ids of files of this page
record PageContent(
        @Schema(allowableValues = {"knowledge", "answer", "procedure", "law", "wording"})
        String kind,

        Text title,
        Text body,
        List<String> tags,
        List<String> queues,
        List<String> reasons,
        @Nullable Instant validUntil,
        List<String> attachments) {
    static final List<String> KINDS = List.of("knowledge", "answer", "procedure", "law", "wording");

    /// As a request brings it: anything may be missing.
    @Schema(name = "PageWording")
    record Given(
            @Nullable String kind,
            @Nullable Text title,
            @Nullable Text body,
            @Nullable List<String> tags,
            @Nullable List<String> queues,
            @Nullable List<String> reasons,
            @Nullable Instant validUntil,
            @Nullable List<String> attachments) {
        /// For what has been checked already.
        PageContent content() {
            return new PageContent(
                    Objects.requireNonNull(kind),
                    Objects.requireNonNull(title),
                    Objects.requireNonNull(body),
                    list(tags),
                    list(queues),
                    list(reasons),
                    validUntil,
                    list(attachments));
        }

        private static List<String> list(@Nullable List<String> given) {
            return given == null
                    ? List.of()
                    : given.stream().map(String::strip).distinct().toList();
        }
    }
}
