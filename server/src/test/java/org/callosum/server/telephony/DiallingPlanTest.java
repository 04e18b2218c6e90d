package org.callosum.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.callosum.server.telephony.DiallingPlan.Rule;
import org.callosum.server.telephony.DiallingPlan.Verdict.Allowed;
import org.callosum.server.telephony.DiallingPlan.Verdict.Denied;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiallingPlanTest {
    private static final Countries COUNTRIES = Countries.shipped();
    private static final Country GB = COUNTRIES.of("GB").orElseThrow();
    private static final Country US = COUNTRIES.of("US").orElseThrow();
    private static final Country CN = COUNTRIES.of("CN").orElseThrow();
    private static final Country HK = COUNTRIES.of("HK").orElseThrow();

    private static final Rule BRITAIN = new Rule(1, "+44", 11, 12, true, 7L);
    private static final Rule NO_MOBILES = new Rule(2, "+447", 11, 12, false, null);

    @Test
    void nothingIsDialledWithoutARule() {
        assertThat(plan(GB).check("020 7946 0018")).isEqualTo(new Denied("no-rule", null));
    }

    @Test
    void aRuleAllowsWhatItsPrefixCoversAndNamesItsTrunk() {
        assertThat(plan(GB, BRITAIN).check("020 7946 0018")).isEqualTo(new Allowed("+442079460018", 1, 7L));
        assertThat(plan(GB, BRITAIN).check("+33 1 99 00 12 34")).isEqualTo(new Denied("no-rule", null));
    }

    @Test
    void theLongestPrefixDecidesWhateverTheOrder() {
        assertThat(plan(GB, BRITAIN, NO_MOBILES).check("07700 900123")).isEqualTo(new Denied("rule-denies", 2L));
        assertThat(plan(GB, NO_MOBILES, BRITAIN).check("07700 900123")).isEqualTo(new Denied("rule-denies", 2L));
    }

    @Test
    void aNumberOutsideTheLengthOfItsRuleIsNotSavedByAShorterPrefix() {
        var london = new Rule(3, "+4420", 12, 12, true, null);
        assertThat(plan(GB, BRITAIN, london).check("+44207946001")).isEqualTo(new Denied("too-short", 3L));
        assertThat(plan(GB, BRITAIN, london).check("+4420794600189")).isEqualTo(new Denied("too-long", 3L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0906 123 4567",
                "+44 9061234567",
                "00 44 906 1234567",
                "+1 900 555 0199",
                "+979 123 456 789",
                "+881 612 345 678"
            })
    void premiumAndSatelliteNumbersAreRefusedWhateverTheRules(String number) {
        var everything = new Rule(9, "+", 1, 15, true, null);
        assertThat(plan(GB, everything, BRITAIN).check(number)).isEqualTo(new Denied("premium", null));
    }

    @Test
    void caribbeanNumbersThatLookAmericanNeedARuleOfTheirOwn() {
        var america = new Rule(4, "+1", 11, 11, true, null);
        assertThat(plan(US, america).check("1 876 555 0123")).isEqualTo(new Denied("no-rule", null));
        assertThat(plan(US, america).check("1 212 555 0123")).isEqualTo(new Allowed("+12125550123", 4, null));
        var jamaica = new Rule(5, "+1876", 11, 11, true, null);
        assertThat(plan(US, america, jamaica).check("1 876 555 0123")).isEqualTo(new Allowed("+18765550123", 5, null));
    }

    @Test
    void shortCodesNeedTheirOwnRuleToo() {
        assertThat(plan(CN, new Rule(6, "+86", 10, 13, true, null)).check("110"))
                .isEqualTo(new Denied("no-rule", null));
        assertThat(plan(CN, new Rule(7, "110", 3, 3, true, null)).check("110")).isEqualTo(new Allowed("110", 7, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "+", "12+3", "+44 20 7946 0018; drop", "sip:anna@example.org", "+012345678"})
    void whatIsNoNumberIsRefused(String typed) {
        assertThat(plan(GB, new Rule(9, "+", 1, 15, true, null)).check(typed))
                .isEqualTo(new Denied("not-a-number", null));
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "+44 (0)20 7946 0018, GB, +442079460018",
        "00442079460018, GB, +442079460018",
        "(020) 7946-0018, GB, +442079460018",
        "442079460018, GB, +442079460018",
        "138 0013 8000, CN, +8613800138000",
        "010-6552-9988, CN, +861065529988",
        "0755 8666 8888, CN, +8675586668888",
        "400-820-8820, CN, +864008208820",
        "+86 138 0013 8000, CN, +8613800138000",
        "13800138000, CN, +8613800138000",
        "95588, CN, 95588",
        "2123 4567, HK, +85221234567",
        "001 86 13800138000, HK, +8613800138000",
        "02 2345 6789, TW, +886223456789",
        "0912 345 678, TW, +886912345678",
        "(212) 555-0123, US, +12125550123",
        "011 44 20 7946 0018, US, +442079460018",
        "tel:+1-212-555-0123, US, +12125550123",
        "2001, US, 2001",
    })
    void numbersAreBroughtToOneSpelling(String typed, String country, String expected) {
        assertThat(PhoneNumbers.normalise(typed, COUNTRIES.of(country).orElseThrow()))
                .isEqualTo(expected);
    }

    @Test
    void everyShippedCountryRefusesItsOwnPremiumNumbers() {
        assertThat(COUNTRIES.all()).extracting(Country::code).contains("CN", "HK", "TW", "GB", "US");
        for (var country : COUNTRIES.all()) {
            assertThat(country.premium())
                    .as(country.code())
                    .isNotEmpty()
                    .allMatch(prefix -> prefix.startsWith("+" + country.callingCode()));
        }
    }

    @Test
    void fullWidthDigitsAreDigits() {
        assertThat(PhoneNumbers.normalise("138 0013 8000", CN)).isEqualTo("+8613800138000");
        assertThat(PhoneNumbers.normalise("2123 4567", HK)).isEqualTo("+85221234567");
    }

    private static DiallingPlan plan(Country home, Rule... rules) {
        return new DiallingPlan(List.of(rules), home, COUNTRIES.all(), COUNTRIES.neverAnywhere());
    }
}
