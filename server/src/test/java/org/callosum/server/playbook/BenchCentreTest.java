package org.callosum.server.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.telephony.EntryPoint;
import org.callosum.server.telephony.EntryPoints;
import org.callosum.server.telephony.PhoneBook;
import org.callosum.server.testing.HousesForTests;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ServerTest
class BenchCentreTest {
    @Autowired
    ApplicationContext application;

    @Autowired
    Tenancy tenancy;

    @Autowired
    BenchCentre centre;

    @Autowired
    PhoneBook phones;

    @Autowired
    EntryPoints entryPoints;

    @Test
    void aFreshHouseGetsTheTestLinesAndAgentsAtAFixedAddress() {
        var house = HousesForTests.open(application);
        var agents = centre.install(house.tenantId(), 3, "127.0.0.1:5090");
        assertThat(agents).hasSize(3);
        assertThat(phones.ofAgent(agents.getLast().value()))
                .isEqualTo(new PhoneBook.Line("bench-3", "sip:bench-3@127.0.0.1:5090"));
        assertThat(Objects.requireNonNull(phones.ofUser(house.tenantId(), "bench-agent"))
                        .address())
                .isEqualTo("sip:bench-agent@127.0.0.1:5090");
        List<String> numbers = tenancy.asSystem(
                house.tenantId(),
                () -> entryPoints.all().stream()
                        .map(EntryPoint::number)
                        .map(String::valueOf)
                        .sorted()
                        .toList());
        assertThat(numbers).containsExactly("1000", "2000", "3000", "3001", "4000");
        assertThatThrownBy(() -> centre.install(house.tenantId(), 3, "127.0.0.1:5090"))
                .hasMessageContaining("fresh data folder");
    }
}
