package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupPolicyTest {
    private static final LookupPolicy PUBLIC = LookupPolicy.publicOnly();
    private static final LookupPolicy WITH_CRM = new LookupPolicy(Set.of("crm.internal", "localhost", "10.0.0.5"));

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.example.com/x?y=1", "https://api.example.com:8443/", "HTTPS://API.EXAMPLE.COM/"})
    void aPublicHostOverHttpsIsAllowed(String url) {
        assertThat(PUBLIC.check(url)).isEqualTo(new LookupPolicy.Allowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://api.example.com/",
                "file:///etc/passwd",
                "gopher://x.example.com/",
                "//api.example.com/",
                "api.example.com",
                "https://user:secret@api.example.com/",
                "https://api.example.com#@evil.example/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://api.example.com:0/",
                "https://api.example.com:70000/",
                "https:///x",
                "https://-bad-.example.com/",
                "https://exa mple.com/",
                "",
            })
    void whatIsNoProperAddressIsNeverAllowed(String url) {
        for (var policy : new LookupPolicy[] {PUBLIC, WITH_CRM}) {
            assertThat(policy.check(url))
                    .isInstanceOfSatisfying(
                            LookupPolicy.Refused.class,
                            refused -> assertThat(refused.why().never()).isTrue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/",
                "https://localhost/",
                "https://a.localhost/",
                "https://crm/",
                "https://crm.internal/",
                "https://printer.local/",
                "https://10.0.0.5/",
                "https://93.184.216.34/",
                "https://[::1]/",
                "https://[2001:4860:4860::8888]/",
            })
    void whatMayBeInsideTheHouseNeedsTheSitesWord(String url) {
        assertThat(PUBLIC.check(url))
                .isInstanceOfSatisfying(
                        LookupPolicy.Refused.class,
                        refused -> assertThat(refused.why().never()).isFalse());
    }

    @Test
    void anAllowedHostMayBePrivateAndPlain() throws UnknownHostException {
        assertThat(WITH_CRM.check("http://crm.internal:8080/customers")).isEqualTo(new LookupPolicy.Allowed());
        assertThat(WITH_CRM.check("http://10.0.0.5/")).isEqualTo(new LookupPolicy.Allowed());
        assertThat(WITH_CRM.check("crm.internal", InetAddress.getByName("10.1.2.3")))
                .isEqualTo(new LookupPolicy.Allowed());
        assertThat(WITH_CRM.check("other.example.com", InetAddress.getByName("10.1.2.3")))
                .isInstanceOf(LookupPolicy.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "100::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "ff02::1",
                "2001:0:4136:e378::1",
                "2001:db8::1",
                "2002:0a00:0001::1",
                "2002:7f00:1::1",
            })
    void addressesThatAreNotPublicAreRefused(String address) throws UnknownHostException {
        assertThat(PUBLIC.check("rebound.example.com", InetAddress.getByName(address)))
                .isInstanceOf(LookupPolicy.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void publicAddressesAreAllowed(String address) throws UnknownHostException {
        assertThat(PUBLIC.check("api.example.com", InetAddress.getByName(address)))
                .isEqualTo(new LookupPolicy.Allowed());
    }
}
