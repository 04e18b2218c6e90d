package org.callosum.server.telephony;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client may have dialled. Nothing is dialled that no rule allows.
///
/// The rule with the longest prefix decides, and it alone: when its length limits do not fit, a shorter rule is not
/// asked, so that a narrow rule can close what a wide one opened. Premium prefixes of every known country are refused
/// before any rule, and prefixes that only look domestic need a rule at least as long as they are.
///
/// @param home the country in whose form numbers are typed
/// @param known all countries of the playbook: their premium prefixes count wherever the client is at home
/// @param neverAnywhere prefixes that belong to no country and are never dialled: `+979`, satellite networks
public record DiallingPlan(List<Rule> rules, Country home, List<Country> known, List<String> neverAnywhere) {
    public DiallingPlan {
        rules = List.copyOf(rules);
        known = List.copyOf(known);
        neverAnywhere = List.copyOf(neverAnywhere);
    }

    /// @param prefix `+44` for world-wide numbers, digits for short ones (`110`, `2`)
    /// @param minDigits of the whole number, the plus not counted
    public record Rule(
            long id,
            String prefix,
            int minDigits,
            int maxDigits,
            boolean allowed,
            @Nullable Long trunkId) {}

    public sealed interface Verdict {
        /// @param number normalised
        /// @param trunkId the trunk to use; null: any that is active
        record Allowed(String number, long ruleId, @Nullable Long trunkId) implements Verdict {}

        /// @param reason `not-a-number`, `premium`, `no-rule`, `rule-denies`, `too-short`, `too-long`, and from the
        ///     limits `concurrent-limit`, `daily-limit`
        /// @param ruleId the rule that refused; null when none did
        record Denied(String reason, @Nullable Long ruleId) implements Verdict {}
    }

    /// Decides for a number as typed.
    public Verdict check(String typed) {
        var number = PhoneNumbers.normalise(typed, home);
        if (number == null) {
            return new Verdict.Denied("not-a-number", null);
        }
        if (premium(number)) {
            return new Verdict.Denied("premium", null);
        }
        Rule best = null;
        for (var rule : rules) {
            if (number.startsWith(rule.prefix())
                    && (best == null || rule.prefix().length() > best.prefix().length())) {
                best = rule;
            }
        }
        if (best == null || best.prefix().length() < leastPrefix(number)) {
            return new Verdict.Denied("no-rule", null);
        }
        if (!best.allowed()) {
            return new Verdict.Denied("rule-denies", best.id());
        }
        var digits = number.startsWith("+") ? number.length() - 1 : number.length();
        if (digits < best.minDigits()) {
            return new Verdict.Denied("too-short", best.id());
        }
        if (digits > best.maxDigits()) {
            return new Verdict.Denied("too-long", best.id());
        }
        return new Verdict.Allowed(number, best.id(), best.trunkId());
    }

    private boolean premium(String number) {
        return begins(number, neverAnywhere)
                || known.stream().anyMatch(country -> begins(number, country.premium()))
                || begins(number, home.premium());
    }

    private int leastPrefix(String number) {
        return known.stream()
                .flatMap(country -> country.apart().stream())
                .filter(number::startsWith)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static boolean begins(String number, List<String> prefixes) {
        return prefixes.stream().anyMatch(number::startsWith);
    }
}
