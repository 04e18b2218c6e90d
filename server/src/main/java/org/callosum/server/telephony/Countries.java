package org.callosum.server.telephony;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The countries the playbook knows: how their numbers are written, and what is never dialled.
///
/// @param neverAnywhere prefixes of no country that are never dialled
public record Countries(List<Country> all, List<String> neverAnywhere) {
    private static final String FILE = "/playbook/countries.yaml";

    public Countries {
        all = List.copyOf(all);
        neverAnywhere = List.copyOf(neverAnywhere);
    }

    public Optional<Country> of(String code) {
        return all.stream().filter(country -> country.code().equals(code)).findFirst();
    }

    public Optional<Country> ofZone(String zone) {
        return all.stream()
                .filter(country -> country.timeZones().contains(zone))
                .findFirst();
    }

    /// Reads the playbook's list.
    ///
    /// @throws IllegalStateException when it is missing or says less than it must
    public static Countries shipped() {
        try (InputStream in = Countries.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("The playbook has no " + FILE);
            }
            return read(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Countries read(InputStream in) {
        var load = new Load(LoadSettings.builder().setLabel(FILE).build());
        if (!(load.loadFromInputStream(in) instanceof Map<?, ?> root)
                || !(root.get("countries") instanceof List<?> list)) {
            throw new IllegalStateException(FILE + " holds a list named countries");
        }
        var countries = new ArrayList<Country>();
        for (var entry : list) {
            if (!(entry instanceof Map<?, ?> each) || !(each.get("national-digits") instanceof Map<?, ?> digits)) {
                throw new IllegalStateException(FILE + ": each country has national-digits");
            }
            countries.add(new Country(
                    text(each, "code"),
                    text(each, "calling-code"),
                    text(each, "trunk-prefix"),
                    texts(each, "international-prefixes"),
                    new Country.Digits(number(digits, "fewest"), number(digits, "most")),
                    texts(each, "national-leads"),
                    texts(each, "premium"),
                    texts(each, "apart"),
                    texts(each, "time-zones")));
        }
        return new Countries(countries, texts(root, "never-anywhere"));
    }

    private static String text(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("%s: %s is a text in quotes, not %s".formatted(FILE, key, map.get(key)));
    }

    private static int number(Map<?, ?> map, String key) {
        if (map.get(key) instanceof Integer number) {
            return number;
        }
        throw new IllegalStateException("%s: %s is a whole number, not %s".formatted(FILE, key, map.get(key)));
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        if (map.get(key) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalStateException(
                "%s: %s is a list of texts in quotes, not %s".formatted(FILE, key, map.get(key)));
    }
}
