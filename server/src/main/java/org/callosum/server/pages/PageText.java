package org.callosum.server.pages;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Reads a page's Markdown into a tree without markup: headings, paragraphs, lists, quotes, tables, bold,
/// italic, code, links to the web (http, https), to mail and telephones, to other pages (`page:code`), and
/// pictures attached to the page (`attachment:id`). HTML is shown as the characters it is written with; a
/// link to anything else is its words.
///
/// @see "CommonMark Spec 0.31; the table extension of GitHub Flavored Markdown"
final class PageText {
    /// A body in one language.
    static final int LONGEST = 40_000;

    private static final int DEEPEST = 16;
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .build();

    private PageText() {}

    /// The tree, from the top.
    static List<PageNode> render(String body) {
        return children(PARSER.parse(body), 0);
    }

    /// Its words alone, blocks on lines of their own: for search.
    static String plain(String body) {
        var text = new StringBuilder();
        Node root = PARSER.parse(body);
        @Nullable Node at = root.getFirstChild();
        while (at != null) {
            String words = words(at);
            text.append(words);
            boolean block = at.getFirstChild() == null && words.isEmpty();
            @Nullable Node next = at.getFirstChild();
            while (next == null && at != null && at != root) {
                if (ends(at)) {
                    block = true;
                }
                next = at.getNext();
                at = at.getParent();
            }
            if (block && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            at = next;
        }
        return text.toString().strip();
    }

    private static boolean ends(Node node) {
        return node instanceof Paragraph
                || node instanceof Heading
                || node instanceof ListItem
                || node instanceof TableCell
                || node instanceof FencedCodeBlock
                || node instanceof IndentedCodeBlock
                || node instanceof HtmlBlock;
    }

    private static String words(Node node) {
        return switch (node) {
            case Text text -> text.getLiteral();
            case Code code -> code.getLiteral();
            case FencedCodeBlock code -> code.getLiteral();
            case IndentedCodeBlock code -> code.getLiteral();
            case HtmlInline html -> html.getLiteral();
            case HtmlBlock html -> html.getLiteral();
            case SoftLineBreak _, HardLineBreak _ -> " ";
            case Node _ -> "";
        };
    }

    private static List<PageNode> children(Node parent, int depth) {
        var nodes = new ArrayList<PageNode>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            add(child, depth, nodes);
        }
        return List.copyOf(nodes);
    }

    private static void add(Node node, int depth, List<PageNode> into) {
        if (depth > 2 * DEEPEST) {
            into.add(PageNode.text(allWords(node)));
            return;
        }
        switch (node) {
            case Paragraph paragraph -> into.add(PageNode.of("paragraph", children(paragraph, depth + 1)));
            case Heading heading ->
                // the page's title is the first heading; what an author writes stands under it
                into.add(new PageNode(
                        "heading", null, null, Math.clamp(heading.getLevel() + 1, 2, 4), children(heading, depth + 1)));
            case BulletList list -> into.add(PageNode.of("bullets", children(list, depth + 1)));
            case OrderedList list -> {
                Integer first = list.getMarkerStartNumber();
                into.add(new PageNode("numbers", null, null, first == null ? 1 : first, children(list, depth + 1)));
            }
            case ListItem item -> into.add(PageNode.of("item", children(item, depth + 1)));
            case BlockQuote quote -> into.add(PageNode.of("quote", children(quote, depth + 1)));
            case FencedCodeBlock code -> into.add(code(code.getLiteral()));
            case IndentedCodeBlock code -> into.add(code(code.getLiteral()));
            case Code code -> into.add(new PageNode("code", code.getLiteral(), null, null, null));
            case ThematicBreak _ -> into.add(PageNode.leaf("rule"));
            case TableBlock table -> into.add(PageNode.of("table", children(table, depth + 1)));
            case TableHead head -> into.addAll(children(head, depth + 1));
            case TableBody body -> into.addAll(children(body, depth + 1));
            case TableRow row -> into.add(PageNode.of("row", children(row, depth + 1)));
            case TableCell cell ->
                into.add(PageNode.of(cell.isHeader() ? "head-cell" : "cell", children(cell, depth + 1)));
            case Text text -> into.add(PageNode.text(text.getLiteral()));
            case StrongEmphasis strong -> into.add(PageNode.of("strong", children(strong, depth + 1)));
            case Emphasis emphasis -> into.add(PageNode.of("emphasis", children(emphasis, depth + 1)));
            case SoftLineBreak _ -> into.add(PageNode.text("\n"));
            case HardLineBreak _ -> into.add(PageNode.leaf("break"));
            case Link link -> link(link, depth, into);
            case Image image -> image(image, into);
            case HtmlInline html -> into.add(PageNode.text(html.getLiteral()));
            case HtmlBlock html -> into.add(PageNode.of("paragraph", List.of(PageNode.text(html.getLiteral()))));
            case Node other -> into.addAll(children(other, depth + 1));
        }
    }

    private static PageNode code(String literal) {
        return PageNode.of("quote", List.of(new PageNode("code", literal.stripTrailing(), null, null, null)));
    }

    private static void link(Link link, int depth, List<PageNode> into) {
        String target = link.getDestination();
        var words = children(link, depth + 1);
        if (target.matches("page:[a-z0-9][a-z0-9-]{0,59}")) {
            into.add(new PageNode("page", null, target.substring("page:".length()), null, words));
        } else if (isOpenable(target)) {
            into.add(new PageNode("link", null, target, null, words));
        } else {
            into.addAll(words);
        }
    }

    private static void image(Image image, List<PageNode> into) {
        String target = image.getDestination();
        String alternative = allWords(image);
        if (target.matches("attachment:[1-9]\\d{0,18}")) {
            into.add(new PageNode("image", alternative, target.substring("attachment:".length()), null, null));
        } else if (!alternative.isEmpty()) {
            into.add(PageNode.text(alternative));
        }
    }

    private static boolean isOpenable(String target) {
        try {
            // control characters and blanks inside a scheme are what browsers forgive and we do not
            String scheme = new URI(target).getScheme();
            return scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
        } catch (java.net.URISyntaxException unreadable) {
            return false;
        }
    }

    /// Without recursion: what lies this deep may lie deeper still.
    private static String allWords(Node top) {
        var text = new StringBuilder();
        @Nullable Node at = top;
        while (at != null) {
            text.append(words(at));
            @Nullable Node next = at.getFirstChild();
            while (next == null && at != null && at != top) {
                next = at.getNext();
                at = at.getParent();
            }
            at = next;
        }
        return text.toString();
    }
}
