package org.callosum.server.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.callosum.server.platform.install.StartFailure;
import org.junit.jupiter.api.Test;

class MasterKeyTest {
    private static final byte[] SECRET = "trunk password".getBytes(StandardCharsets.UTF_8);

    private final MasterKey key = MasterKey.of("0123456789abcdef0123456789abcdef");

    @Test
    void aSealedSecretOpensForItsPurposeAndItsKeyOnly() {
        byte[] sealed = key.seal(SECRET, "trunk 7");
        assertThat(key.open(sealed, "trunk 7")).isEqualTo(SECRET);
        assertThatThrownBy(() -> key.open(sealed, "trunk 8")).hasMessageContaining("trunk 8");
        MasterKey other = MasterKey.of("another key of at least 32 letters");
        assertThatThrownBy(() -> other.open(sealed, "trunk 7")).hasMessageContaining(other.name());
        assertThat(key.seal(SECRET, "trunk 7")).isNotEqualTo(sealed);
    }

    @Test
    void aKeyThatIsTooShortStopsTheStart() {
        assertThatThrownBy(() -> MasterKey.of("short"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("openssl rand -hex 32");
    }
}
