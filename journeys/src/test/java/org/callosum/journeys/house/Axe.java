package org.callosum.journeys.house;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Collectors;

/// What axe-core finds wrong with a page for those who cannot see it well or use no mouse.
public final class Axe {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private Axe() {}

    /// @return a sentence for each rule that is broken, with the elements; empty when none is
    public static List<String> findings(Page page, String name) {
        return new AxeBuilder(page)
                .withTags(RULES).analyze().getViolations().stream()
                        .map(rule -> "%s: %s (%s) at %s"
                                .formatted(
                                        name,
                                        rule.getHelp(),
                                        rule.getId(),
                                        rule.getNodes().stream()
                                                .limit(4)
                                                .map(node -> node.getTarget() + " " + node.getHtml())
                                                .collect(Collectors.joining("; "))))
                        .toList();
    }
}
