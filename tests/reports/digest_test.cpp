#include "reports/digest.h"

#include <gtest/gtest.h>

#include "records/json.h"
#include "reports/digest_edits.h"
#include "reports/digest_render.h"
#include "reports/signed_digest.h"
#include "tests/reports/invented_store.h"

namespace rasd {
namespace {

using namespace std::chrono_literals;

constexpr Day kDay{std::chrono::year{2026}, std::chrono::November, std::chrono::day{21}};
constexpr const char* kHostile = "<script>alert('1')</script> & \"خبر\" \u202Eقلب";

Wording arabic() { return Wording(Language::kArabic, amman()); }
Wording english() { return Wording(Language::kEnglish, amman()); }

DigestOptions morning_after() {
  DigestOptions options;
  options.now = at_amman(add_days(kDay, 1), 8);
  return options;
}

// One day of a small newsroom: a pile-up carried by four outlets, a statement, posts, a hostile
// title, a failing and a silent source, an observation.
class DigestTest : public ::testing::Test {
 protected:
  InventedStore store_{at_amman(kDay, 23, 30)};

  void SetUp() override {
    store_.sources({invented_source("petra", "وكالة الأنباء"), invented_source("amman", "صوت عمّان"),
                    invented_source("herald", "The Herald"),
                    invented_source("north", "أخبار الشمال"),
                    invented_source("psd", "الأمن العام", ItemKind::kStatement),
                    invented_source("social", "ساحة", ItemKind::kPost),
                    invented_source("broken", "موقع متعطل"), invented_source("quiet", "منبر صامت"),
                    invented_source("notes", "الملاحظات", ItemKind::kObservation)});
    // A past for "quiet", so that its silence is one; and the day before for growth.
    for (int back = 20; back >= 6; --back) {
      store_.add({"quiet",
                  at_amman(add_days(kDay, -back), 10),
                  "خبر قديم " + std::to_string(back),
                  "نص قديم",
                  {},
                  "economy"});
    }
    for (int i = 0; i < 6; ++i) {
      store_.add({"petra",
                  at_amman(add_days(kDay, -1), 9 + i),
                  "خبر الأمس " + std::to_string(i),
                  "نص",
                  {},
                  "economy"});
    }
    const char* outlets[] = {"petra", "amman", "north", "herald"};
    for (int i = 0; i < 4; ++i) {
      InventedItem item{outlets[i],
                        at_amman(kDay, 7, 10 + 20 * i),
                        "ثلاث وفيات وإصابات بتصادم مركبات على طريق المطار",
                        "وقع الحادث صباح اليوم على طريق المطار.\nتعاملت كوادر الدفاع المدني معه.",
                        {"TRF", "RES"},
                        "traffic_transport"};
      item.group = "pileup";
      store_.add(item);
    }
    store_.add(
        {"amman", at_amman(kDay, 9), "ضبط سارق محال تجارية في إربد", "نص الخبر", {"THF", "POL"}});
    store_.add({"psd",
                at_amman(kDay, 10),
                "بيان حول حملة السلامة المرورية",
                "نص البيان",
                {"AWR"},
                "traffic_transport",
                "neutral",
                "mentioned",
                "ar",
                ItemKind::kStatement});
    for (int i = 0; i < 20; ++i) {
      store_.add({"social",
                  at_amman(kDay, 11, i),
                  "",
                  "شكرا لرجال السير على سرعة الوصول " + std::to_string(i),
                  {},
                  "other",
                  "positive",
                  "favourable",
                  "ar",
                  ItemKind::kPost});
    }
    store_.add({"herald",
                at_amman(kDay, 12),
                kHostile,
                "<b>bold</b> text",
                {"FIR"},
                "environment_weather",
                "neutral",
                "not_mentioned",
                "en"});
    store_.add({"petra", at_amman(kDay, 13), "افتتاح معرض للكتاب", "نص", {}, "culture_media"});
    store_.add({"notes",
                at_amman(kDay, 14),
                "بلاغ عن إشارة ضوئية معطلة",
                "نص البلاغ",
                {"TRF"},
                "traffic_transport",
                "neutral",
                "mentioned",
                "ar",
                ItemKind::kObservation});
    for (const char* id : {"petra", "amman", "herald", "north", "psd", "social", "quiet"}) {
      store_.poll(id, at_amman(kDay, 8));
      store_.poll(id, at_amman(kDay, 20));
    }
    store_.poll("broken", at_amman(add_days(kDay, -1), 22));
    store_.poll("broken", at_amman(kDay, 8), "HTTP 503 Service Unavailable");
    store_.poll("notes", at_amman(kDay, 8));
    store_.outcome(ItemState::kFailed, at_amman(kDay, 9), "404");
    store_.outcome(ItemState::kFiltered, at_amman(kDay, 9), "not an article");
    store_.commit();
  }

  Digest make(Day day, DigestOptions options = morning_after()) {
    StoreReader reader = store_.reader();
    auto digest = make_digest(reader, amman(), day, options);
    EXPECT_TRUE(digest) << digest.error().message;
    return digest ? *digest : Digest{};
  }

  static const DigestSection* section(const Digest& digest, DigestSectionId id) {
    for (const DigestSection& one : digest.sections) {
      if (one.id == id) return &one;
    }
    return nullptr;
  }
};

TEST_F(DigestTest, CoverageNamesFailuresFirst) {
  const Digest digest = make(kDay);
  EXPECT_EQ(digest.sources_total, 9);
  EXPECT_EQ(digest.sources_reached, 8);
  ASSERT_EQ(digest.failing.size(), 1u);
  EXPECT_EQ(digest.failing[0].name, "موقع متعطل");
  EXPECT_EQ(digest.failing[0].reason, "HTTP 503 Service Unavailable");
  EXPECT_EQ(digest.failing[0].since, at_amman(add_days(kDay, -1), 22));
  ASSERT_EQ(digest.silent.size(), 1u);
  EXPECT_EQ(digest.silent[0].id, "quiet");
  EXPECT_EQ(digest.silent[0].since, at_amman(add_days(kDay, -6), 10));
  EXPECT_FALSE(digest.partial);
}

TEST_F(DigestTest, FoldsCopiesIntoOneTopIncident) {
  const Digest digest = make(kDay);
  ASSERT_EQ(digest.top.size(), 1u);
  const DigestEntry& top = digest.top[0];
  EXPECT_EQ(top.title, "ثلاث وفيات وإصابات بتصادم مركبات على طريق المطار");
  EXPECT_EQ(top.items, 4);
  EXPECT_EQ(top.outlets, 4);
  EXPECT_EQ(top.first_seen, at_amman(kDay, 7, 10));
  EXPECT_EQ(top.outlet_names,
            (std::vector<std::string>{"وكالة الأنباء", "صوت عمّان", "أخبار الشمال", "The Herald"}));
  EXPECT_FALSE(digest.quiet);
  EXPECT_EQ(
      why_it_matters(top, english(), kDay),
      "4 outlets, 4 items, first seen 07:10, type: Road traffic + Rescue and missing persons");
  EXPECT_EQ(why_it_matters(top, arabic(), kDay),
            "4 مصادر، 4 مواد، أول ظهور 07:10، النوع: مرور وحوادث سير + إنقاذ ومفقودون");
}

TEST_F(DigestTest, AnOldStoryShowsTodaysTimeAndItsFirstDay) {
  DigestEntry entry;
  entry.at = at_amman(kDay, 16, 12);
  entry.first_seen = entry.at;
  EXPECT_EQ(when_seen(entry, arabic(), kDay), "أول ظهور 16:12");
  entry.first_seen = at_amman(add_days(kDay, -40), 22, 38);
  entry.new_today = false;
  EXPECT_EQ(when_seen(entry, arabic(), kDay),
            "اليوم 16:12، وأول ظهور " + arabic().short_date(add_days(kDay, -40)));
  EXPECT_EQ(when_seen(entry, english(), kDay),
            "today 16:12, first seen " + english().short_date(add_days(kDay, -40)));
}

TEST_F(DigestTest, SectionsAreCappedAndCountTheRest) {
  const Digest digest = make(kDay);
  const DigestSection* own = section(digest, DigestSectionId::kOwn);
  ASSERT_TRUE(own);
  ASSERT_EQ(own->entries.size(), 1u);
  EXPECT_TRUE(own->entries[0].official);
  const DigestSection* crime = section(digest, DigestSectionId::kCrime);
  ASSERT_TRUE(crime);
  EXPECT_EQ(crime->entries[0].title, "ضبط سارق محال تجارية في إربد");
  const DigestSection* opinion = section(digest, DigestSectionId::kOpinion);
  ASSERT_TRUE(opinion);
  EXPECT_EQ(opinion->entries.size(), 15u);
  EXPECT_EQ(opinion->more, 5);
  EXPECT_EQ(opinion->items, 20);
  EXPECT_TRUE(section(digest, DigestSectionId::kOther));
  EXPECT_FALSE(section(digest, DigestSectionId::kPublicOrder));
}

TEST_F(DigestTest, TotalsGrowthAndLedger) {
  const Digest digest = make(kDay);
  EXPECT_EQ(digest.media_items, 28);  // the observation is not among them
  EXPECT_EQ(digest.media_before, 6);
  EXPECT_EQ(digest.media_growth.rule, GrowthRule::kUsualRange);
  EXPECT_EQ(digest.media_growth.verdict, GrowthVerdict::kUp);
  EXPECT_EQ(digest.observation_count, 1);
  ASSERT_EQ(digest.observations.size(), 1u);
  EXPECT_EQ(digest.observations[0].title, "بلاغ عن إشارة ضوئية معطلة");
  const DigestLedger& ledger = digest.ledger;
  EXPECT_TRUE(ledger.reconciles);
  EXPECT_EQ(ledger.failed, 1);
  EXPECT_EQ(ledger.filtered, 1);
  EXPECT_EQ(ledger.taken_in, ledger.stored + ledger.duplicate + ledger.filtered + ledger.failed +
                                 ledger.quarantined + ledger.pending);
}

TEST_F(DigestTest, QuietDaySaysSo) {
  const Digest digest = make(add_days(kDay, -1));
  EXPECT_TRUE(digest.quiet);
  EXPECT_TRUE(digest.top.empty());
  EXPECT_NE(digest_text(digest, english()).find("A quiet day: no incident stands out."),
            std::string::npos);
  const Digest empty = make(add_days(kDay, -40));
  EXPECT_EQ(empty.media_items, 0);
  EXPECT_NE(digest_html(empty, arabic()).find("لم تصل مواد في هذه الفترة."), std::string::npos);
}

TEST_F(DigestTest, PartialDayIsMarked) {
  DigestOptions noon;
  noon.now = at_amman(kDay, 12, 30);
  const Digest digest = make(kDay, noon);
  EXPECT_TRUE(digest.partial);
  EXPECT_EQ(digest.media_items, 27);  // nothing from the hours to come
}

TEST(Digest, ADayThatIsNotOverIsNotSaidToFall) {
  InventedStore store(at_amman(kDay, 23));
  store.sources({invented_source("petra", "petra")});
  for (int back = 20; back >= 1; --back)
    for (int i = 0; i < 12; ++i)
      store.add({"petra", at_amman(add_days(kDay, -back), 9, i),
                 "خبر " + std::to_string(back * 100 + i), "نص"});
  store.add({"petra", at_amman(kDay, 1), "خبر اليوم", "نص"});
  store.commit();
  auto reader = store.reader();
  const struct {
    const char* name;
    Instant now;
    GrowthVerdict verdict;
  } cases[] = {
      {"at two in the night", at_amman(kDay, 2), GrowthVerdict::kTooFew},
      {"the morning after", at_amman(add_days(kDay, 1), 8), GrowthVerdict::kDown},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    DigestOptions options;
    options.now = c.now;
    const auto digest = make_digest(reader, amman(), kDay, options);
    ASSERT_TRUE(digest) << digest.error().message;
    EXPECT_EQ(digest->media_growth.verdict, c.verdict);
    EXPECT_EQ(digest->media_before, 12);
    ASSERT_EQ(digest->sources.size(), 1u);
    EXPECT_EQ(digest->sources[0].growth.verdict, c.verdict);
  }
}

TEST_F(DigestTest, PageEscapesWhatOthersWrote) {
  const Digest digest = make(kDay);
  for (const Wording& words : {arabic(), english()}) {
    const std::string page = digest_html(digest, words);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_NE(page.find("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;خبر&quot;"),
              std::string::npos);
    EXPECT_EQ(page.find("\u202E"), std::string::npos);
    EXPECT_EQ(page.find(" style="), std::string::npos);
    EXPECT_NE(page.find("href=\"/item/" + digest.top[0].item_id + "\""), std::string::npos);
  }
  EXPECT_NE(digest_html(digest, arabic()).find("<html lang=\"ar\" dir=\"rtl\">"),
            std::string::npos);
  EXPECT_NE(digest_html(digest, english()).find("<html lang=\"en\" dir=\"ltr\">"),
            std::string::npos);
  const std::string text = digest_text(digest, arabic(), 72);
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
  EXPECT_NE(text.find("متعذّر ("), std::string::npos);
}

TEST_F(DigestTest, JsonIsWholeAndReadable) {
  const Digest digest = make(kDay);
  const auto json = parse_json(digest_json(digest, arabic()));
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ(get_string(*json, "type"), "digest");
  EXPECT_EQ(get_string(*json, "day"), "2026-11-21");
  EXPECT_EQ((*json)["top"].Size(), 1u);
  EXPECT_EQ(get_int((*json)["coverage"], "reached"), 8);
  EXPECT_EQ(get_int((*json)["observations"], "count"), 1);
}

TEST(DigestWorth, SeverityAndSpread) {
  DigestEntry entry;
  EXPECT_EQ(worth_of(entry), 0);
  entry.incident = {"POL", "HOM"};
  EXPECT_EQ(severity_of(entry.incident), 3);
  entry.outlets = 4;
  entry.items = 4;
  entry.new_today = false;
  EXPECT_DOUBLE_EQ(worth_of(entry), 3 + 2 + 1);
  entry.new_today = true;
  EXPECT_DOUBLE_EQ(worth_of(entry), 3 + 2 + 1 + 1);
  EXPECT_EQ(severity_of({"NON"}), 0);
}

TEST(Digest, EmptyStore) {
  InventedStore store(at_amman(kDay, 12));
  StoreReader reader = store.reader();
  const auto digest = make_digest(reader, amman(), kDay, morning_after());
  ASSERT_TRUE(digest) << digest.error().message;
  EXPECT_TRUE(digest->quiet);
  const std::string text = digest_text(*digest, english());
  EXPECT_NE(text.find("No sources are set up yet."), std::string::npos);
}

TEST_F(DigestTest, AnActionIsInEveryRenderingMarkedAsAPersons) {
  auto reader = store_.reader();
  auto digest = make_digest(reader, amman(), kDay, morning_after());
  ASSERT_TRUE(digest) << digest.error().message;
  ASSERT_FALSE(digest->top.empty());
  const std::string written = to_json(
      std::vector<DigestEdit>{{digest->top[0].story_id, "عنوان الضابط", kHostile, false, false}});
  const auto edits = parse_digest_edits(written);
  ASSERT_TRUE(edits) << edits.error().message;
  apply_edits(*digest, *edits, 3);

  const Wording words = english();
  const auto facts = parse_json(digest_json(*digest, words));
  ASSERT_TRUE(facts);
  const auto& top = (*facts)["top"][0];
  EXPECT_EQ(get_string(top, "title"), "عنوان الضابط");
  EXPECT_EQ(get_string(top, "title_by"), "person");
  EXPECT_EQ(get_string(top, "action"), kHostile);
  EXPECT_EQ(get_string(top, "action_by"), "person");
  const std::string html = digest_html(*digest, words);
  EXPECT_NE(html.find("[by a person]"), std::string::npos);
  EXPECT_EQ(html.find("<script>"), std::string::npos);
  EXPECT_EQ(html.find("\u202E"), std::string::npos);
  const std::string text = digest_text(*digest, words);
  EXPECT_NE(text.find("[by a person]"), std::string::npos) << text;
  EXPECT_EQ(text.find("\u202E"), std::string::npos);

  // As signed, in both languages, with a correction behind it.
  const SignedDigest kept{kDay,
                          sign_digest(*digest, amman()),
                          {{"the number is \"four\" <b>", "salma", at_amman(kDay, 9)}}};
  EXPECT_NE(signed_html(kept, arabic()).find("[من إنسان]"), std::string::npos);
  EXPECT_NE(signed_html(kept, words).find("&quot;four&quot; &lt;b&gt;"), std::string::npos);
  EXPECT_NE(signed_text(kept, words).find("Correction:"), std::string::npos);
  const auto again = parse_json(signed_json(kept, words));
  ASSERT_TRUE(again);
  EXPECT_EQ(get_string((*again)["top"][0], "action"), kHostile);
  EXPECT_EQ(get_string((*again)["corrections"][0], "text"), "the number is \"four\" <b>");
  EXPECT_TRUE(signed_json({kDay, "", {}}, words).empty());
}

// What approving wrote before text was signed too: pages, and facts in Arabic alone.
TEST(SignedDigest, OneOfAnEarlyVersionIsPrintedWithoutWhatItLacks) {
  const std::string frozen =
      R"({"v":1,"html":{"ar":"<main><h1>موجز</h1><p>حريق <bdi>في مصنع</bdi></p></main>",)"
      R"("en":"<main><h1>Digest</h1><ul><li>Fire &amp; smoke</li><li>Theft</li></ul></main>"},)"
      R"("facts":{"v":1,"type":"digest","language":"ar","coverage":{"failing":[]}}})";
  const std::string only_page = R"({"v":1,"html":{"en":"<p>Digest</p>"}})";
  const struct {
    const char* name;
    std::string frozen;
    Wording words;
    const char* html;  ///< parts that are there; empty: nothing
    const char* text;
    const char* facts;
  } cases[] = {
      {"Arabic", frozen, arabic(), "<h1>موجز</h1>", "موجز\nحريق في مصنع\n", "\"language\":\"ar\""},
      {"English", frozen, english(), "<h1>Digest</h1>", "Digest\nFire & smoke\nTheft\n",
       "\"language\":\"ar\""},
      {"a page alone", only_page, english(), "<p>Digest</p>", "Digest\n", ""},
      {"a page in the other language", only_page, arabic(), "", "", ""},
      {"nothing", "{}", english(), "", "", ""},
      {"no JSON", "<html>", english(), "", "", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const SignedDigest kept{kDay, c.frozen, {{"four, not three", "salma", at_amman(kDay, 9)}}};
    const auto expect = [](const std::string& made, const char* part) {
      EXPECT_EQ(made.empty(), *part == '\0') << made;
      EXPECT_NE(made.find(part), std::string::npos) << made;
      EXPECT_TRUE(made.empty() || made.find("four, not three") != std::string::npos) << made;
    };
    expect(signed_html(kept, c.words), c.html);
    expect(signed_text(kept, c.words), c.text);
    const std::string facts = signed_json(kept, c.words);
    expect(facts, c.facts);
    EXPECT_EQ(parse_json(facts).has_value(), !facts.empty());
  }
}

}  // namespace
}  // namespace rasd
