package org.callosum.voice.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class G711Test {
    /// Values of ITU-T G.711 tables 1 and 2 scaled to 16 bits, at the ends of the segments.
    @ParameterizedTest
    @CsvSource({
        "0x80, 32124, 0xaa, 32256",
        "0x8f, 16764, 0xa5, 16896",
        "0x90, 15996, 0xba, 16128",
        "0x9f, 8316, 0xb5, 8448",
        "0xa0, 7932, 0x8a, 8064",
        "0xaf, 4092, 0x85, 4224",
        "0xff, 0, 0xd5, 8",
        "0x7f, 0, 0x55, -8",
        "0x00, -32124, 0x2a, -32256"
    })
    void codesMeanWhatTheRecommendationSays(String mu, int muLinear, String a, int aLinear) {
        assertThat(G711.fromMuLaw(Integer.decode(mu).byteValue())).isEqualTo((short) muLinear);
        assertThat(G711.fromALaw(Integer.decode(a).byteValue())).isEqualTo((short) aLinear);
    }

    @Test
    void encodingADecodedCodeGivesItBack() {
        for (var code = 0; code < 256; code++) {
            var mu = G711.fromMuLaw((byte) code);
            // µ-law has two zeros; both become the positive one
            assertThat(G711.toMuLaw(mu)).isEqualTo(code == 0x7f ? (byte) 0xff : (byte) code);
            assertThat(G711.toALaw(G711.fromALaw((byte) code))).isEqualTo((byte) code);
        }
    }

    @Test
    void theErrorOfASampleIsAtMostHalfAStep() {
        for (var sample = -32_124; sample <= 32_124; sample++) {
            var magnitude = Math.abs(sample);
            var mu = G711.fromMuLaw(G711.toMuLaw((short) sample));
            var a = G711.fromALaw(G711.toALaw((short) sample));
            // a segment has 16 steps and is as wide as what lies below it
            assertThat(Math.abs(mu - sample)).as("%d", sample).isLessThanOrEqualTo(magnitude / 32 + 8);
            assertThat(Math.abs(a - sample)).as("%d", sample).isLessThanOrEqualTo(Math.max(16, magnitude / 32 + 1));
        }
    }

    @Test
    void changingLawsThereAndBackChangesLittle() {
        for (var code = 0; code < 256; code++) {
            var before = G711.fromMuLaw((byte) code);
            var after = G711.fromMuLaw(G711.aToMu(G711.muToA((byte) code)));
            assertThat(Math.abs(before - after)).isLessThanOrEqualTo(Math.max(16, Math.abs(before) / 16));
        }
    }
}
