package org.callosum.server.testing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.callosum.server.identity.Houses;
import org.callosum.server.platform.text.Text;
import org.springframework.context.ApplicationContext;

/// Opens a house for a test, and brings its administrator in.
public final class HousesForTests {
    public static final String PASSWORD = "a password for tests";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private HousesForTests() {}

    /// @param code of the tenant, for signing in
    public record House(String code, long tenantId, long clientId, long siteId, long administratorId, int port) {
        /// Somebody of this house who signs in; fails when refused.
        public Caller signIn(String name, String password) {
            var caller = new Caller(port);
            caller.signIn(code, name, password).expect(200);
            return caller;
        }

        public Caller administrator() {
            return signIn("admin", PASSWORD);
        }
    }

    /// A new tenant with one client, one site, the shipped roles, and `admin` with [#PASSWORD].
    public static House open(ApplicationContext application) {
        String code = "house-" + COUNT.incrementAndGet();
        int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Houses.Opened opened = application
                .getBean(Houses.class)
                .open(new Houses.Plan(
                        code, "House " + code, Text.english("Client"), Text.english("Site"), "Asia/Shanghai", "admin"));
        var house =
                new House(code, opened.tenantId(), opened.clientId(), opened.siteId(), opened.administratorId(), port);
        house.signIn("admin", opened.oneTimePassword())
                .put("/api/me/password", Map.of("old", opened.oneTimePassword(), "next", PASSWORD))
                .expect(200);
        return house;
    }
}
