package org.callosum.voice.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.callosum.voice.io.Counters;
import org.junit.jupiter.api.Test;

/// The published vectors: RFC 3711 appendix B, RFC 7714 sections 16 and 17.
class SrtpVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final SrtpKeys RFC3711_KEYS = new SrtpKeys(
            SrtpProfile.AES_CM_128_HMAC_SHA1_80,
            hex("E1F97A0D3E018BE0D64FA32C06DE4139"),
            hex("0EC675AD498AFEEBB6960B3AABE6"));

    private static byte[] hex(String text) {
        return HEX.parseHex(text.replace(" ", "").toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void sessionKeysAreDerivedAsInRfc3711B3() {
        assertThat(KeyDerivation.derive(RFC3711_KEYS, KeyDerivation.RTP_KEY, 16))
                .isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(KeyDerivation.derive(RFC3711_KEYS, KeyDerivation.RTP_SALT, 14))
                .isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(KeyDerivation.derive(RFC3711_KEYS, KeyDerivation.RTP_AUTH, 20))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void theKeyStreamIsThatOfRfc3711B2() {
        var half = new CounterModeCipher.Half(
                hex("2B7E151628AED2A6ABF7158809CF4F3C"), hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"), new byte[20]);
        var stream = new byte[48];
        half.crypt(stream, 0, stream.length, 0, 0);
        assertThat(stream)
                .isEqualTo(hex("E03EAD0935C95E80E166B16DD92B4EB4" + "D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0"));
    }

    @Test
    void aGcmPacketIsThatOfRfc7714Section16() {
        var cipher = new GcmCipher(
                hex("000102030405060708090a0b0c0d0e0f"), hex("517569642070726f2071756f"), new byte[16], new byte[12]);
        var plain = hex("8040f17b8041f8d35501a0b2" + "47616c6c696120657374206f6d6e697320646976697361"
                + "20696e207061727465732074726573");
        var packet = Arrays.copyOf(plain, plain.length + 16);
        var length = cipher.protectRtp(packet, plain.length, 12, 0x5501a0b2, 0xf17b);
        assertThat(HEX.formatHex(packet, 12, length))
                .isEqualTo("f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                        + "899d7f27beb16a9152cf765ee4390cce");
        assertThat(cipher.unprotectRtp(packet, length, 12, 0x5501a0b2, 0xf17b)).isEqualTo(plain.length);
        assertThat(Arrays.copyOf(packet, plain.length)).isEqualTo(plain);
    }

    @Test
    void aGcmReportIsThatOfRfc7714Section17() {
        var cipher = new GcmCipher(
                new byte[16], new byte[12], hex("000102030405060708090a0b0c0d0e0f"), hex("517569642070726f2071756f"));
        var plain = hex("81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        var packet = Arrays.copyOf(plain, plain.length + 20);
        var length = cipher.protectRtcp(packet, plain.length, 0x4d617273, 0x5d4);
        assertThat(HEX.formatHex(packet, 8, length))
                .isEqualTo("63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded"
                        + "0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        assertThat(cipher.unprotectRtcp(packet, length, 0x4d617273)).isEqualTo(plain.length);
    }

    @Test
    void aCounterModePacketIsThatOfRfc3711sKeys() {
        // the packet most implementations test with: RFC 3711 B.3 keys, 16 bytes of 0xab
        var plain = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
        var packet = Arrays.copyOf(plain, plain.length + 16);
        var length = new SrtpSender(RFC3711_KEYS).rtp(packet, plain.length);
        assertThat(HEX.formatHex(packet, 12, length)).isEqualTo("4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        assertThat(new SrtpReceiver(RFC3711_KEYS, new Counters()).rtp(packet, length))
                .isEqualTo(plain.length);
        assertThat(Arrays.copyOf(packet, plain.length)).isEqualTo(plain);
    }
}
