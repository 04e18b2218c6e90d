package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;

/// What a finger cannot hit, and what does not fit on the screen.
public final class Fingers {
    private static final int SMALLEST_PIXELS = 40;

    /// Controls that a finger of this height, put on their middle, would miss. Links inside a sentence may
    /// be as high as their line, and the steps of a flow's picture grow when it is zoomed.
    private static final String TOO_SMALL = """
            smallest => {
              const controls = [...document.querySelectorAll('button, a[href], input:not([type=hidden]), textarea,'
                  + ' [role=button], [role=switch], [role=tab], [role=radio], [role=checkbox]')];
              const around = each => each.closest('.ant-select, .ant-input-affix-wrapper, .ant-input-number,'
                  + ' .ant-picker, .ant-pagination-item, label, tr') ?? each;
              const hits = (each, x, y) => {
                const met = document.elementFromPoint(x, y);
                return met !== null && (each.contains(met) || around(each).contains(met));
              };
              return controls.filter(each => {
                const box = each.getBoundingClientRect();
                const roomy = around(each).getBoundingClientRect();
                if (!each.checkVisibility({ visibilityProperty: true }) || box.width < 3 || box.bottom < 0
                    || getComputedStyle(each).display === 'inline' || each.closest('.react-flow__node')
                    || Math.max(box.height, roomy.height) >= smallest - 0.5) return false;
                each.scrollIntoView({ block: 'center' });
                const now = each.getBoundingClientRect();
                const x = now.left + now.width / 2;
                const middle = now.top + now.height / 2;
                return !hits(each, x, middle - smallest / 2 + 1) || !hits(each, x, middle + smallest / 2 - 1);
              }).map(each => `${each.outerHTML.slice(0, 120)} (${Math.round(each.getBoundingClientRect().height)} high)`);
            }
            """;

    /// The page without what floats above it: menus and popovers place themselves, a drawer is measured inside.
    private static final String TOO_WIDE = """
            () => {
              const floating = [...document.body.children].filter(each => !['root', 'call'].includes(each.id) && each.style);
              const shown = floating.map(each => each.style.display);
              const wide = (each, name) => each.scrollWidth > each.clientWidth + 1
                  ? [`${name}: ${each.scrollWidth} in ${each.clientWidth} pixels`] : [];
              const inside = [...document.querySelectorAll('.main, .ant-drawer-body')]
                  .flatMap(each => wide(each, each.className));
              floating.forEach(each => { each.style.display = 'none'; });
              const whole = wide(document.documentElement, 'the page');
              floating.forEach((each, index) => { each.style.display = shown[index]; });
              return [...inside, ...whole];
            }
            """;

    private Fingers() {}

    /// @return a sentence for each thing that is too small or too wide; empty when none is
    public static List<String> findings(Page page, String name) {
        var small = sentences(page.evaluate(TOO_SMALL, SMALLEST_PIXELS)).stream()
                .map(each -> "%s: lower than %d pixels: %s".formatted(name, SMALLEST_PIXELS, each));
        var wide = sentences(page.evaluate(TOO_WIDE)).stream().map(each -> "%s: too wide: %s".formatted(name, each));
        return Stream.concat(small, wide).toList();
    }

    private static List<String> sentences(Object found) {
        return ((List<?>) found).stream().map(Object::toString).toList();
    }
}
