package org.callosum.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an author writes is shown as written, and nothing that an author writes can do anything else.
class PageTextTest {
    private static List<PageNode> all(List<PageNode> nodes) {
        var all = new ArrayList<PageNode>();
        for (var node : nodes) {
            all.add(node);
            if (node.children() != null) {
                all.addAll(all(node.children()));
            }
        }
        return all;
    }

    private static List<String> kinds(String body) {
        return all(PageText.render(body)).stream().map(PageNode::kind).toList();
    }

    @Test
    void theSubsetIsRead() {
        assertThat(kinds("""
                # Returns

                Say **sorry** and *listen*.

                1. Ask for the order
                2. Look at it

                | Case | Do |
                |---|---|
                | Broken | Replace |

                > Never promise a date.

                ---
                """))
                .contains(
                        "heading",
                        "paragraph",
                        "strong",
                        "emphasis",
                        "numbers",
                        "item",
                        "table",
                        "row",
                        "head-cell",
                        "cell",
                        "quote",
                        "rule");
        assertThat(PageText.render("# A").getFirst().level()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java&#10;script:alert(1))",
                "[x](<java\tscript:alert(1)>)",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "[x](//evil.example/x)",
                "[x](/api/session)",
                "[x](file:///etc/passwd)",
                "[x](page:../../x)",
                "<javascript:alert(1)>",
                "![x](https://evil.example/pixel.png)",
                "![x](javascript:alert(1))",
                "![x](attachment:1/../../2)"
            })
    void whatLeadsElsewhereIsWordsOnly(String body) {
        assertThat(all(PageText.render(body)))
                .allSatisfy(node -> assertThat(node.target()).isNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "a <img src=x onerror=alert(1)> b",
                "<iframe src='https://evil.example'></iframe>",
                "<div style='position:fixed'>\n\n**x**\n\n</div>"
            })
    void htmlIsShownAsItsCharacters(String body) {
        assertThat(kinds(body)).isSubsetOf("paragraph", "text", "strong");
        assertThat(PageText.plain(body)).contains("<");
    }

    @Test
    void linksToTheWebToMailToTelephonesAndPagesAreKept() {
        var targets = all(
                        PageText.render(
                                "[a](https://x.example/a?b=c) [b](mailto:a@x.example) [c](tel:+4930123) [d](page:returns) ![e](attachment:77)"))
                .stream()
                .filter(node -> node.target() != null)
                .toList();
        assertThat(targets)
                .extracting(PageNode::kind, PageNode::target)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("link", "https://x.example/a?b=c"),
                        org.assertj.core.groups.Tuple.tuple("link", "mailto:a@x.example"),
                        org.assertj.core.groups.Tuple.tuple("link", "tel:+4930123"),
                        org.assertj.core.groups.Tuple.tuple("page", "returns"),
                        org.assertj.core.groups.Tuple.tuple("image", "77"));
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "*a ", "[", "![", "**", "| a ", "<", "`", "1. "})
    void howeverDeepItIsItComesToAnEnd(String piece) {
        var body = piece.repeat(PageText.LONGEST / piece.length());
        assertThat(depth(PageText.render(body))).isLessThan(60);
        assertThat(PageText.plain(body)).isNotNull();
    }

    private static int depth(List<PageNode> nodes) {
        int deepest = 0;
        for (var node : nodes) {
            deepest = Math.max(deepest, 1 + (node.children() == null ? 0 : depth(node.children())));
        }
        return deepest;
    }

    @Test
    void itsWordsAloneAreWhatIsSearched() {
        assertThat(PageText.plain(
                        "# Title\n\n- **one** [two](https://x.example)\n- three\n\n| a | b |\n|---|---|\n| c | d |"))
                .isEqualTo("Title\none two\nthree\na\nb\nc\nd");
    }
}
