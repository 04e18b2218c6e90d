package org.callosum.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class SessionTest {
    @Autowired
    ApplicationContext application;

    @Test
    void somebodyWhoSignsInIsKnownUntilSigningOut() {
        var house = HousesForTests.open(application);
        Caller page = house.administrator();
        var me = page.get("/api/me").expect(200);
        assertThat(me.body().at("/account/name").asString()).isEqualTo("admin");
        assertThat(me.body().at("/tenant/id").asString()).isEqualTo(Long.toString(house.tenantId()));
        assertThat(me.body().at("/clients/0/code").asString()).isEqualTo(house.code());
        page.delete("/api/session").expect(204);
        assertThat(page.get("/api/me").expect(401).code()).isEqualTo("sign-in-needed");
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        var house = HousesForTests.open(application);
        var answer = new Caller(house.port())
                .signIn(house.code(), "ADMIN", HousesForTests.PASSWORD)
                .expect(200);
        assertThat(answer.header("set-cookie")).contains("HttpOnly", "SameSite=Strict");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreToldAlike() {
        var house = HousesForTests.open(application);
        var wrong = new Caller(house.port())
                .signIn(house.code(), "admin", "not the password")
                .expect(401);
        var unknown = new Caller(house.port())
                .signIn(house.code(), "nobody", "not the password")
                .expect(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
    }

    @Test
    void aOneTimePasswordOpensNothingButItsOwnChange() {
        var opened = application
                .getBean(Houses.class)
                .open(new Houses.Plan(
                        "fresh",
                        "Fresh",
                        org.callosum.server.platform.text.Text.english("c"),
                        org.callosum.server.platform.text.Text.english("s"),
                        "UTC",
                        "admin"));
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var page = new Caller(port);
        var me = page.signIn("fresh", "admin", opened.oneTimePassword()).expect(200);
        assertThat(me.body().at("/account/mustChangePassword").asBoolean()).isTrue();
        assertThat(page.get("/api/audit").expect(403).code()).isEqualTo("password-change-needed");
        page.put("/api/me/password", Map.of("old", opened.oneTimePassword(), "next", "short"))
                .expect(400);
        page.put("/api/me/password", Map.of("old", "wrong", "next", "a longer password"))
                .expect(400);
        page.put("/api/me/password", Map.of("old", opened.oneTimePassword(), "next", "a longer password"))
                .expect(200);
        page.get("/api/audit").expect(200);
    }

    @Test
    void aChangeWithoutThePagesTokenIsRefused() {
        var house = HousesForTests.open(application);
        Caller page = house.administrator();
        page.csrfToken(null);
        var profile = Map.of("language", "zh-Hant", "timeZone", "Asia/Taipei", "theme", "dark");
        assertThat(page.put("/api/me/profile", profile).expect(403).code()).isEqualTo("csrf-token-missing");
        page.csrfToken("x".repeat(43));
        assertThat(page.put("/api/me/profile", profile).expect(403).code()).isEqualTo("csrf-token-missing");
    }

    @Test
    void timesAreThoseOfTheSiteUnlessThePersonChoosesOthers() {
        var page = HousesForTests.open(application).administrator();
        var chosen = page.put("/api/me/profile", Map.of("language", "en", "timeZone", "Asia/Taipei", "theme", "dark"))
                .expect(200)
                .body();
        assertThat(chosen.path("timeZone").asString()).isEqualTo("Asia/Taipei");
        page.put("/api/me/profile", Map.of("language", "en", "timeZone", "Asia/Atlantis", "theme", "dark"))
                .expect(400);
        var back = page.put("/api/me/profile", Map.of("language", "en", "timeZone", "", "theme", "dark"));
        assertThat(back.expect(200).body().path("timeZone").asString()).isEqualTo("Asia/Shanghai");
    }

    @Test
    void problemsSpeakTheLanguageOfTheProfile() {
        var house = HousesForTests.open(application);
        Caller page = house.administrator();
        page.put("/api/me/profile", Map.of("language", "zh-Hant", "timeZone", "Asia/Taipei", "theme", "dark"))
                .expect(200);
        assertThat(page.put("/api/me/profile", Map.of("language", "xx", "timeZone", "UTC", "theme", "dark"))
                        .expect(400)
                        .body()
                        .path("title")
                        .asString())
                .isEqualTo("部分欄位需要更正");
        var stranger = new Caller(house.port()).call("GET", "/api/me", null, Map.of("Accept-Language", "zh-CN"));
        assertThat(stranger.expect(401).body().path("title").asString()).isEqualTo("请先登录");
    }

    @Test
    void anotherSitesPageMayNotSignIn() {
        var house = HousesForTests.open(application);
        var answer = new Caller(house.port())
                .call(
                        "POST",
                        "/api/session",
                        Map.of("tenant", house.code(), "name", "admin", "password", HousesForTests.PASSWORD),
                        Map.of("Origin", "https://evil.example"));
        assertThat(answer.expect(403).code()).isEqualTo("origin-refused");
    }

    @Test
    void signingInIsAudited() {
        var house = HousesForTests.open(application);
        var page = house.administrator();
        var audit = page.get("/api/audit?action=signed-in").expect(200);
        assertThat(audit.body().path("total").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(audit.body().at("/items/0/accountName").asString()).isEqualTo("admin");
        assertThat(audit.body().at("/items/0/source").asString()).isEqualTo("127.0.0.1");
    }
}
