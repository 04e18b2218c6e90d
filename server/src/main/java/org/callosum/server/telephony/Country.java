package org.callosum.server.telephony;

import java.util.List;

/// How numbers are written and what they may cost in one country. Data of the playbook (`countries.yaml`), not code.
///
/// @param code ISO 3166 two letters
/// @param callingCode without `+`: `44`
/// @param trunkPrefix what nationals dial before an area code: `0`, `1`, or empty where there is none
/// @param internationalPrefixes what they dial before a calling code: `00`, `011`
/// @param nationalDigits the shortest and the longest national number, trunk prefix left out
/// @param nationalLeads how a national number without trunk prefix may begin; empty: any digit but the trunk prefix
/// @param premium prefixes that are never dialled, `+449`
/// @param apart prefixes that look domestic and are not: a rule reaches them only when it is at least as long
/// @param timeZones a client there is taken to be at home here unless it says otherwise
public record Country(
        String code,
        String callingCode,
        String trunkPrefix,
        List<String> internationalPrefixes,
        Digits nationalDigits,
        List<String> nationalLeads,
        List<String> premium,
        List<String> apart,
        List<String> timeZones) {
    public Country {
        internationalPrefixes = List.copyOf(internationalPrefixes);
        nationalLeads = List.copyOf(nationalLeads);
        premium = List.copyOf(premium);
        apart = List.copyOf(apart);
        timeZones = List.copyOf(timeZones);
    }

    public record Digits(int fewest, int most) {
        boolean holds(int count) {
            return count >= fewest && count <= most;
        }
    }
}
