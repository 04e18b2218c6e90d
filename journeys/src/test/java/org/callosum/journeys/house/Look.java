package org.callosum.journeys.house;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// How somebody looks at the house. Day and night differ in everything that can go wrong: language, theme and size.
public enum Look {
    /// A wide screen by day, in English.
    DAY("en", "en-GB", "light", ColorScheme.LIGHT, 1440, 900),
    /// A phone by night, in Chinese.
    NIGHT("zh-Hans", "zh-CN", "dark", ColorScheme.DARK, 390, 844),
    /// As by day, in Chinese: for the Chinese front page.
    CHINESE_DAY("zh-Hans", "zh-CN", "light", ColorScheme.LIGHT, 1440, 900),
    /// A wide screen in the evening, in Taiwan.
    TAIWAN_EVENING("zh-Hant", "zh-TW", "dark", ColorScheme.DARK, 1440, 900);

    /// The two that every page is looked at with.
    public static final List<Look> BOTH = List.of(DAY, NIGHT);

    private final String language;
    private final String locale;
    private final String theme;
    private final ColorScheme scheme;
    private final int widthPixels;
    private final int heightPixels;

    Look(String language, String locale, String theme, ColorScheme scheme, int widthPixels, int heightPixels) {
        this.language = language;
        this.locale = locale;
        this.theme = theme;
        this.scheme = scheme;
        this.widthPixels = widthPixels;
        this.heightPixels = heightPixels;
    }

    /// Behind the picture's name: `en-light`.
    public String suffix() {
        return language + "-" + theme;
    }

    public boolean onAPhone() {
        return this == NIGHT;
    }

    /// A window of somebody who is not signed in.
    public Page visitor(Chromium browser, URI address) {
        var page = browser.person(URI.create("about:blank"), locale);
        page.setViewportSize(widthPixels, heightPixels);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        page.navigate(address.toString());
        return page;
    }

    /// A window of somebody who has chosen this look for their account.
    public Page signedIn(Chromium browser, URI address, String name, String password) {
        Api.signIn(address, name, password)
                .put("me/profile", Map.of("language", language, "timeZone", "Europe/London", "theme", theme));
        var page = visitor(browser, address);
        page.locator("input[autocomplete=username]").fill(name);
        page.locator("input[autocomplete=current-password]").fill(password);
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator(".rail")).isVisible();
        PlaywrightAssertions.assertThat(page.locator("html[lang=%s][data-theme=%s]".formatted(language, theme)))
                .hasCount(1);
        return page;
    }
}
