package org.callosum.journeys.house;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;

/// An administrator's way through the settings: lists, editors and their lives, as they are found in English.
///
/// @param page signed in as somebody who may change everything
public record Settings(Page page, URI address) {
    /// Goes to a list or an editor of the settings.
    ///
    /// @param place behind `/settings/`
    public Page open(String place) {
        page.navigate(address.resolve("/settings/" + place).toString());
        return page;
    }

    /// Fills the question before a new form or type of case, and waits for its editor.
    public void begin(String title, String name, String code) {
        button(title).click();
        var dialog = dialog(title);
        dialog.locator(".names input").first().fill(name);
        PlaywrightAssertions.assertThat(dialog.locator("input.mono")).hasValue(code);
        button(dialog, "Save").click();
        page.waitForURL("**/" + code);
    }

    public void beginFlow(String name, String code, String kind) {
        button("New flow").click();
        var dialog = dialog("New flow");
        dialog.locator(".names input").first().fill(name);
        PlaywrightAssertions.assertThat(dialog.locator("input.mono")).hasValue(code);
        pick(dialog.getByLabel("Kind"), kind);
        pick(dialog.getByLabel("Client"), "Harbour Goods");
        button(dialog, "Save").click();
        page.waitForURL("**/" + code);
    }

    /// A step of the flow on the canvas.
    public Locator step(String id) {
        return page.locator(".react-flow__node[data-id='" + id + "'] .step-head");
    }

    /// Puts a step of a kind behind the chosen one, by keys.
    public void insert(String kind) {
        var sought = page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Find a kind of step"));
        sought.fill(kind);
        sought.press("Enter");
        sought.fill("");
    }

    /// Chooses from the list with this name.
    public void choose(String label, String option) {
        pick(
                page.getByRole(
                                AriaRole.COMBOBOX,
                                new Page.GetByRoleOptions().setName(label).setExact(true))
                        .last(),
                option);
    }

    /// Chooses from a list; where it can be searched, it is.
    public void pick(Locator list, String option) {
        list.click();
        if (list.getAttribute("readonly") == null) {
            list.fill(option);
        }
        page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option")
                .filter(new Locator.FilterOptions().setHasText(option))
                .first()
                .click();
    }

    /// Chooses several from the list with this name.
    public void tick(String label, String... options) {
        var list = page.getByRole(
                AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
        for (var option : options) {
            list.fill(option);
            list.press("Enter");
        }
        list.press("Escape");
    }

    /// Saves what is in the editor as its second version and puts it into use.
    public void putLive(String reason) {
        button("Save as new draft").click();
        say(reason);
        button("Put version 2 live").click();
        say(reason);
        PlaywrightAssertions.assertThat(page.getByText("Live version 2")).isVisible();
    }

    private void say(String reason) {
        var dialog = page.locator(".ant-modal:visible");
        dialog.getByLabel("Reason").fill(reason);
        button(dialog, "Save").click();
        PlaywrightAssertions.assertThat(dialog).isHidden();
    }

    /// A field of the record that is open, by its name in the interface.
    public Locator field(String name) {
        return page.locator(".record #" + name);
    }

    public void write(String field, String text) {
        field(field).fill(text);
    }

    /// The English name of the record that is open.
    public void name(String text) {
        page.locator(".record .names input").first().fill(text);
    }

    /// Keeps the record that is open, and sees it closed again.
    public void keep() {
        page.locator(".record-foot .ant-btn-primary").click();
        PlaywrightAssertions.assertThat(page.locator(".ant-message-notice").first())
                .isVisible();
    }

    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator dialog(String title) {
        return page.locator(".ant-modal")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
    }
}
