package org.callosum.journeys.house;

import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
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
        var only = new AxeRunOnlyOptions();
        only.setType("tag");
        only.setValues(RULES);
        var options = new AxeRunOptions();
        options.setRunOnly(only);
        // what passed is not told in full: it is most of what would be carried out of the page
        options.setResultTypes(List.of("violations"));
        // no page of ours has frames: without them the findings are made in the page itself, not in a second one
        return new AxeBuilder(page)
                .options(options).setLegacyMode(true).analyze().getViolations().stream()
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
