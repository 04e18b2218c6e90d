package org.callosum.server.identity;

import java.time.ZoneId;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// At the first start: a tenant, a client, and an administrator whose one-time password is printed once. At each
/// start: the built-in roles.
@Component
@Order(0)
class FirstHouse implements ApplicationRunner {
    private final Tenancy tenancy;
    private final Houses houses;
    private final BuiltInRoles roles;

    FirstHouse(Tenancy tenancy, Houses houses, BuiltInRoles roles) {
        this.tenancy = tenancy;
        this.houses = houses;
        this.roles = roles;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var tenants = tenancy.tenants();
        for (Tenancy.Tenant tenant : tenants) {
            tenancy.asSystem(tenant.id(), () -> roles.bringUpToDate(tenant.id()));
        }
        if (tenants.isEmpty()) {
            Houses.Opened opened = houses.open(new Houses.Plan(
                    "main",
                    "Callosum",
                    Text.of("Our house", "本公司", "本公司"),
                    Text.of("Main site", "主站点", "主站點"),
                    ZoneId.systemDefault().getId(),
                    "admin"));
            System.out.println("First administrator: admin   one-time password: " + opened.oneTimePassword());
        }
    }
}
