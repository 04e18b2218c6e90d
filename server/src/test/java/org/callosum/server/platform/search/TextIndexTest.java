package org.callosum.server.platform.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// People type half words, in either script, and by sound; the page they mean comes first.
class TextIndexTest {
    private final TextIndex<String> index = new TextIndex<>();

    private static TextIndex.Entry<String> entry(long owner, String title, String tags, String body) {
        return new TextIndex.Entry<>(owner, title, title, tags, body);
    }

    private void fill() {
        index.replace(
                Set.of(1L, 2L, 3L, 4L, 5L, 6L),
                List.of(
                        entry(1, "退货政策", "退款 售后", "客户在三十天内可以退货。运费由我们承担。"),
                        entry(2, "寬頻斷線處理", "故障", "請客戶重新啟動數據機，等待兩分鐘。"),
                        entry(3, "Returning goods", "refund", "Customers may return goods within 30 days."),
                        entry(4, "Delivery times", "shipping", "A parcel that is returned goes back to the shop."),
                        entry(5, "Late parcels", "return", "What to say when a parcel is late."),
                        entry(6, "Passwords", "", "Never ask a customer for a password.")));
    }

    private List<String> find(String typed) {
        return find(typed, Synonyms.NONE);
    }

    private List<String> find(String typed, Synonyms synonyms) {
        return index.find(SearchQuestion.of(typed, synonyms), _ -> true, 10).stream()
                .map(TextIndex.Hit::subject)
                .toList();
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource({
        "退货, 退货政策",
        "退貨, 退货政策", // the other script
        "断线, 寬頻斷線處理",
        "斷線處理, 寬頻斷線處理",
        "数据机, 寬頻斷線處理", // in the body
        "怎么退货, 退货政策",
        "退货的政策, 退货政策",
        "thzc, 退货政策",
        "TH, 退货政策",
        "zc, 退货政策", // from any character on
        "tuihuo, 退货政策",
        "dxcl, 寬頻斷線處理",
        "retu, Returning goods",
        "RETURNING, Returning goods",
        "how do I return goods, Returning goods",
        "passwörd, Passwords",
        "ｐａｓｓ, Passwords",
        "password, Passwords",
        "parcels late, Late parcels",
        "三十天, 退货政策"
    })
    void whatWasTypedFindsWhatWasMeant(String typed, String title) {
        fill();
        assertThat(find(typed)).first().isEqualTo(title);
    }

    @Test
    void wordsThatDifferBetweenPlacesAreSynonymsWork() {
        fill();
        assertThat(find("宽带断线")).isEmpty(); // 寬頻 there
        assertThat(find("宽带断线", Synonyms.of(List.of(List.of("宽带", "寬頻")))))
                .first()
                .isEqualTo("寬頻斷線處理");
    }

    @Test
    void titleComesBeforeTagAndTagBeforeText() {
        fill();
        assertThat(find("return")).containsExactly("Returning goods", "Late parcels", "Delivery times");
    }

    @Test
    void onlyTheWordBeingTypedMayBeShort() {
        fill();
        assertThat(find("d")).first().isEqualTo("Delivery times");
        assertThat(find("p d")).isEmpty(); // a lone letter before another word is a word
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "。？！", "()", "\u0000\ud83d", "'; drop table page; --x1x2x3"})
    void whatSaysNothingFindsNothing(String typed) {
        fill();
        assertThat(find(typed)).isEmpty();
    }

    @Test
    void synonymsAreFoundAfterTheWordItself() {
        fill();
        var synonyms = Synonyms.of(List.of(List.of("parcel", "delivery", "包裹")));
        assertThat(find("包裹", synonyms)).contains("Delivery times", "Late parcels");
        assertThat(find("delivery", synonyms)).first().isEqualTo("Delivery times");
        assertThat(find("deliver", synonyms)).containsExactly("Delivery times"); // not the whole word yet
    }

    @Test
    void whatChangedIsFoundAsItIsNow() {
        fill();
        index.replace(Set.of(1L, 6L), List.of(entry(1, "换货政策", "", "可以换货。")));
        assertThat(find("退货")).isEmpty();
        assertThat(find("换货")).containsExactly("换货政策");
        assertThat(find("password")).isEmpty();
    }

    @Test
    void whatMayNotBeSeenIsNotFound() {
        fill();
        assertThat(index.find(SearchQuestion.of("return", Synonyms.NONE), title -> !title.startsWith("R"), 10))
                .extracting(TextIndex.Hit::subject)
                .containsExactly("Late parcels", "Delivery times");
    }

    /// Many changes one by one leave the same index as one reading of all.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void changesOneByOneEndWhereAllAtOnceDo(long seed) {
        var random = new Random(seed);
        var now = new ArrayList<TextIndex.Entry<String>>();
        for (int change = 0; change < 1_500; change++) {
            long owner = random.nextInt(600);
            now.removeIf(each -> each.owner() == owner);
            if (random.nextInt(5) > 0) {
                var fresh = entry(owner, "page " + owner + " w" + random.nextInt(40), "", "text t" + change);
                now.add(fresh);
                if (change % 3 == 0) {
                    index.replace(Set.of(owner), List.of(fresh));
                    continue;
                }
            }
            index.replace(
                    Set.of(owner),
                    now.stream().filter(each -> each.owner() == owner).toList());
        }
        var whole = new TextIndex<String>();
        var owners = new ArrayList<Long>();
        now.forEach(each -> owners.add(each.owner()));
        whole.replace(owners, now);
        for (int word = 0; word < 40; word++) {
            var question = SearchQuestion.of("w" + word, Synonyms.NONE);
            assertThat(index.find(question, _ -> true, 1_000))
                    .extracting(TextIndex.Hit::subject)
                    .containsExactlyInAnyOrderElementsOf(whole.find(question, _ -> true, 1_000).stream()
                            .map(TextIndex.Hit::subject)
                            .toList());
        }
    }

    @Test
    void aSnippetShowsWhereTheWordsStandInTheirOwnSpelling() {
        var question = SearchQuestion.of("数据机", Synonyms.NONE);
        var runs = Marks.snippet("請客戶重新啟動數據機，等待兩分鐘。", question, 160);
        assertThat(runs)
                .containsExactly(
                        new Marks.Run("請客戶重新啟動", false), new Marks.Run("數據機", true), new Marks.Run("，等待兩分鐘。", false));
        var far = "word ".repeat(100) + "the password is secret " + "word ".repeat(100);
        var cut = Marks.snippet(far, SearchQuestion.of("passw", Synonyms.NONE), 80);
        assertThat(cut.getFirst().text()).isEqualTo("… ");
        assertThat(cut.getLast().text()).isEqualTo(" …");
        assertThat(cut).contains(new Marks.Run("passw", true));
        assertThat(Marks.snippet("", question, 80)).isEmpty();
    }

    @Test
    void foldingKeepsEachCharactersPlace() {
        for (var text : List.of("Ⅷ ﬁ ß İ 臺灣 Ångström", "e\u0301 \ud83d\ude00 ㎏")) {
            assertThat(Folding.fold(text)).hasSameSizeAs(text);
        }
        assertThat(Folding.fold("臺灣 Ångström")).isEqualTo("台湾 angstrom");
    }
}
