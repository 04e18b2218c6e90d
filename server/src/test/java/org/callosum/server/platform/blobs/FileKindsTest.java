package org.callosum.server.platform.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file is what it contains; its name says nothing and may be meant badly.
class FileKindsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><p>x",
                " \n<HTML><script>x</script>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='x'>",
                "<?xml version='1.0'?><a/>",
                "text with <ScRiPt>",
                "PK\u0003\u0004 docx or jar",
                "MZ\u0000\u0001",
                "\u007fELF\u0000",
                "\u00ff\u00fe<\u0000s\u0000",
                ""
            })
    void whatCouldRunIsNotTaken(String content) {
        assertThat(FileKinds.of(bytes(content))).isNull();
    }

    @Test
    void picturesPdfAndTextAreTaken() {
        assertThat(FileKinds.of(bytes("\u0089PNG\r\n\u001a\n..."))).isEqualTo("image/png");
        assertThat(FileKinds.of(bytes("\u00ff\u00d8\u00ff\u00e0"))).isEqualTo("image/jpeg");
        assertThat(FileKinds.of(bytes("RIFF0000WEBPVP8 "))).isEqualTo("image/webp");
        assertThat(FileKinds.of(bytes("%PDF-1.7"))).isEqualTo("application/pdf");
        assertThat(FileKinds.of("价格, 100\r\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("text/plain");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "../../etc/passwd, text/plain, passwd.txt",
        "C:\\x\\evil.exe, image/png, evil.png",
        "invoice.pdf.html, application/pdf, invoice.pdf.pdf",
        "prices.CSV, text/plain, prices.csv",
        "photo.jpeg, image/jpeg, photo.jpeg",
        "..., image/gif, file.gif",
        "'a\r\nSet-Cookie: x.png', image/png, aSet-Cookie x.png",
        "\u202egnp.exe, image/png, gnp.png",
        "价目表.pdf, application/pdf, 价目表.pdf"
    })
    void aNameHarmsNobody(String given, String type, String kept) {
        assertThat(FileKinds.name(given, type)).isEqualTo(kept);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        var name = FileKinds.name("😀".repeat(300) + ".png", "image/png");
        assertThat(name).endsWith(".png");
        assertThat(name.codePointCount(0, name.length())).isLessThan(100);
        assertThat(name.chars()
                        .filter(letter -> Character.isHighSurrogate((char) letter))
                        .count())
                .isEqualTo(name.chars()
                        .filter(letter -> Character.isLowSurrogate((char) letter))
                        .count());
    }
}
