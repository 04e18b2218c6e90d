package org.callosum.server.pages;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a rendered page. A browser makes an element of each kind and writes `text` as text: nothing in
/// it is markup.
///
/// @param text of `text` and `code`
/// @param target of `link`: http, https, mailto or tel; of `page`: a page's code; of `image`: an
///     attachment's id
/// @param level of `heading`, 2 to 4; of `numbers`, the first number
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageNode(
        @Schema(
                allowableValues = {
                    "paragraph",
                    "heading",
                    "bullets",
                    "numbers",
                    "item",
                    "quote",
                    "code",
                    "rule",
                    "table",
                    "row",
                    "head-cell",
                    "cell",
                    "text",
                    "strong",
                    "emphasis",
                    "link",
                    "page",
                    "image",
                    "break"
                })
        String kind,

        @Nullable String text,
        @Nullable String target,
        @Nullable Integer level,
        @Nullable List<PageNode> children) {
    static PageNode leaf(String kind) {
        return new PageNode(kind, null, null, null, null);
    }

    static PageNode text(String text) {
        return new PageNode("text", text, null, null, null);
    }

    static PageNode of(String kind, List<PageNode> children) {
        return new PageNode(kind, null, null, null, children);
    }
}
