package org.callosum.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.Base64;
import java.util.regex.Pattern;
import org.callosum.journeys.house.Chromium;
import org.callosum.journeys.house.Gallery;
import org.callosum.journeys.house.Journey;
import org.callosum.journeys.house.Look;
import org.callosum.journeys.house.SampleCentre;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A patrol on a telephone: filled in on the walk with a photo, and what does not work raised as a case.
@ExtendWith(Journey.class)
class RoundsTest {
    /// The smallest picture there is: one grey point.
    private static final byte[] PHOTO = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    @Test
    void aPatrolIsFilledInWithAPhotoAndAFaultBecomesACase(SampleCentre centre, Chromium browser) {
        centre.administrator();
        var doors = Gallery.doors(centre);
        var page = Look.NIGHT.signedIn(browser, centre.address(), doors.administrator(), doors.administratorPassword());
        page.navigate(centre.address().resolve("/floor/rounds").toString());
        page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("巡台"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("填写"))
                .first()
                .click();

        page.getByLabel("巡视路线").fill("第一排到第四排");
        page.getByLabel("设备", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("设备故障").check();
        page.getByLabel("情况说明").fill("靠窗的两副耳机有杂音");
        page.locator("input[type=file]").setInputFiles(new FilePayload("row-2.png", "image/png", PHOTO));
        assertThat(page.getByText("row-2.png")).isVisible();
        Chromium.button(page, "保存").click();

        page.waitForURL(Pattern.compile(".*/floor/records/\\d+"));
        assertThat(page.locator(".sheet-files img")).hasCount(1);
        Chromium.button(page, "新建：设备故障").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        // what was seen is the subject already
        assertThat(dialog.getByRole(AriaRole.TEXTBOX).first()).hasValue("靠窗的两副耳机有杂音");
        dialog.getByRole(AriaRole.BUTTON).last().click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("靠窗的两副耳机有杂音"))
                .click();
        page.waitForURL(Pattern.compile(".*/desk/cases/\\d+.*"));
        var id = page.url().replaceAll(".*/desk/cases/(\\d+).*", "$1");
        var raised = centre.administrator().get("cases/" + id);
        assertThat(raised.path("type").asString()).isEqualTo("equipment-fault");
        assertThat(raised.path("subject").asString()).isEqualTo("靠窗的两副耳机有杂音");
    }
}
