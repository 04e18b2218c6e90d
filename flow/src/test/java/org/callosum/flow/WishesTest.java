package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;
import org.junit.jupiter.api.Test;

/// What customers write in words of their own, where a menu serves wishes.
class WishesTest {
    private static final String SHOP = """
            flow: shop
            name: {en: Shop}
            variables: {topic: text}
            start: main
            steps:
              main:
                menu:
                  prompt: main
                  no-match: not-offered
                  retries: 1
                  options:
                    - {key: 1, label: {en: Orders}, words: [order], intents: [buy], set: {topic: "'order'"}, next: orders}
                    - {key: 2, label: {en: Repairs}, intents: [repair], next: repairs}
                    - {key: 0, next: bye}
                otherwise: bye
              orders: {queue: {code: orders}, otherwise: bye}
              repairs: {queue: {code: repairs}, otherwise: bye}
              bye: {hang-up: }
            """;

    private static Visit visit() {
        return new Visit(SHOP).begins("shop").listens();
    }

    private static Visit understands(Visit visit, String intent) {
        return visit.gives(
                new FlowInput.Understood(visit.last(FlowEffect.Understand.class).ticket(), intent));
    }

    @Test
    void wordsThatNoOptionListsArePutToTheSite() {
        var visit = visit();
        assertThat(visit.last(FlowEffect.Collect.class).freeWords()).isTrue();
        visit.gives(new FlowInput.TextLine("  my kettle leaks "));
        var asked = visit.last(FlowEffect.Understand.class);
        assertThat(asked.text()).isEqualTo("my kettle leaks");
        assertThat(asked.among()).isEqualTo(Set.of("buy", "repair"));

        understands(visit, "repair");
        assertThat(visit.path()).containsExactly("main", "repairs");
        assertThat(visit.run().variable("menu.key")).isEqualTo(Value.of("2"));
        assertThat(visit.last(FlowEffect.Entered.class))
                .isEqualTo(new FlowEffect.Entered("shop", "main", "my kettle leaks", LocaleText.of("en", "Repairs")));
    }

    @Test
    void aListedWordIsNotAskedAbout() {
        var visit = visit().gives(new FlowInput.TextLine("ORDER"));
        assertThat(visit.all(FlowEffect.Understand.class)).isEmpty();
        assertThat(visit.path()).containsExactly("main", "orders");
    }

    @Test
    void whatIsNotUnderstoodIsAskedAgainAndThenGoesOn() {
        var visit = visit().gives(new FlowInput.TextLine("hm"));
        understands(visit, "");
        assertThat(visit.heard()).containsExactly("main", "not-offered", "main");
        visit.listens().gives(new FlowInput.TextLine("hm hm"));
        understands(visit, "something-else");
        assertThat(visit.path()).containsExactly("main", "bye");
    }

    @Test
    void aLateOrForeignAnswerChangesNothing() {
        var visit = visit().gives(new FlowInput.TextLine("leaks"));
        int ticket = visit.last(FlowEffect.Understand.class).ticket();
        visit.gives(new FlowInput.Understood(ticket + 7, "repair"));
        assertThat(visit.path()).containsExactly("main");
        understands(visit, "repair");
        visit.gives(new FlowInput.Understood(ticket, "buy"));
        assertThat(visit.path()).containsExactly("main", "repairs");
    }

    @Test
    void aRunThatWaitsToBeUnderstoodCanBeStored() {
        var visit = visit().gives(new FlowInput.TextLine("leaks"));
        assertThat(FlowRun.fromMap(visit.run().toMap())).isEqualTo(visit.run());
    }

    @Test
    void anIntentTheSiteDoesNotKnowIsAFinding() {
        var known = FlowCatalogue.unknown().withIntents(Set.of("buy", "repairs"));
        assertThat(FlowReader.read(SHOP, 1, known).findings())
                .filteredOn(finding -> finding.code().equals("unknown-intent"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("did you mean repairs"));
    }
}
