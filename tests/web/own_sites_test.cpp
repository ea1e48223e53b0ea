#include <gtest/gtest.h>

#include "base/file.h"
#include "crawler/site_watch.h"
#include "tests/web/desk_fixture.h"

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::hours;

SiteRound round_of_our_site() {
  SiteRound round;
  round.source_id = "psd";
  round.site = "https://psd.example/";
  round.at = fixture_now() - std::chrono::minutes{5};
  round.up = true;
  round.since = round.at - days{3};
  round.status = 200;
  round.latency = std::chrono::milliseconds{84};
  round.certificate_ends = fixture_now() + days{12};
  round.changes.push_back({"https://psd.example/statement",
                           {"توقّف السير على الطريق حتى المساء."},
                           {"عاد السير على الطريق <b>ظهرًا</b>."},
                           round.at});
  round.broken.push_back(
      {"https://psd.example/", "javascript:alert(1)", "نموذج\u202e", "the server answered 404"});
  round.days = {{Day(std::chrono::floor<days>(round.at)), 96, 93}};
  return round;
}

TEST(OwnSites, AreShownOnTheSourcesPage) {
  const TempFolder folder;
  DeskOptions options;
  options.watch = folder.path();
  TestDesk test(std::move(options));
  test.sign_in_as(Role::kOfficer);
  EXPECT_FALSE(contains(test.get("/sources?lang=en").body, "Our own sites")) << "nothing was kept";

  SiteRound round = round_of_our_site();
  ASSERT_TRUE(write_file(folder / "psd.json", encode(round)));
  const std::string arabic = test.get("/sources?lang=ar").body;
  for (const char* said :
       {"مواقعنا", "متاح", "بقي للشهادة 12 يومًا", "96.9", "رابط واحد لا يعمل", "أجاب الخادم بالرمز",
        "تغيير واحد في الصفحات", "توقّف السير على الطريق حتى المساء.",
        "عاد السير على الطريق &lt;b&gt;ظهرًا&lt;/b&gt;."})
    EXPECT_TRUE(contains(arabic, said)) << said;
  EXPECT_FALSE(contains(arabic, "href=\"javascript:"))
      << "an address of others is no link by itself";
  EXPECT_FALSE(contains(arabic, "\u202e")) << "nor may it turn the line round";
  EXPECT_FALSE(contains(arabic, "{{"));
  const std::string english = test.get("/sources?lang=en").body;
  for (const char* said : {"Available", "Certificate: 12 days left", "1 broken link",
                           "1 change in pages", "Answered in 84 ms"})
    EXPECT_TRUE(contains(english, said)) << said;

  SiteRound down = round;
  down.at = fixture_now();
  down.up = false;
  down.status = 0;
  down.error = "no connection to the server";
  down.broken.clear();
  remember(down, round);
  EXPECT_EQ(down.broken.size(), 1u) << "a site that is down has not lost what was known of it";
  ASSERT_TRUE(write_file(folder / "psd.json", encode(down)));
  const std::string gone = test.get("/sources?lang=ar").body;
  EXPECT_TRUE(contains(gone, "غير متاح"));
  EXPECT_TRUE(contains(gone, "لا اتصال بالخادم"));
  ASSERT_TRUE(write_file(folder / "psd.json", "{broken"));
  EXPECT_EQ(test.get("/sources").status, 200) << "a damaged record is none";
}

}  // namespace
}  // namespace rasd
