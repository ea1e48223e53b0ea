#include <gtest/gtest.h>

#include "tests/web/desk_fixture.h"
#include "web/desk.h"
#include "web/page_context.h"

namespace rasd {
namespace {

TEST(Desk, DigestIsEditedApprovedAndThenFrozen) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string day = "/digest/2026-11-23";
  const std::string form = test.get(day + "/edit").body;
  const std::string mark = "name=\"story-0\" value=\"";
  const size_t at = form.find(mark);
  ASSERT_NE(at, std::string::npos);
  const std::string story = form.substr(at + mark.size(), 32);
  EXPECT_EQ(test.submit(day + "/edit", {{"story-0", story},
                                        {"title-0", "عنوان حرّره <b>إنسان</b>"},
                                        {"action-0", "إيضاح من \u202Eالناطق <i>باسم</i> المديرية"},
                                        {"pin-0", "1"},
                                        {"revision", "0"}})
                .status,
            303);
  const std::string edited = test.get(day).body;
  EXPECT_TRUE(contains(edited,
                       "عنوان حرّره &lt;b&gt;إنسان&lt;/b&gt;</bdi></a> "
                       "<small class=\"by-person\">[محرَّر]</small>"))
      << edited;
  const std::string action =
      "<strong>الإجراء:</strong> <bdi>إيضاح من الناطق &lt;i&gt;باسم&lt;/i&gt; المديرية</bdi> "
      "<small class=\"by-person\">[من إنسان]</small>";
  EXPECT_TRUE(contains(edited, action)) << edited;
  EXPECT_TRUE(contains(test.get(day + "/edit").body, "value=\"إيضاح من الناطق &lt;i&gt;باسم"));
  EXPECT_TRUE(contains(edited, "مسودة"));
  // Saved against an old revision: somebody else was quicker.
  EXPECT_EQ(
      test.submit(day + "/edit", {{"story-0", story}, {"drop-0", "1"}, {"revision", "0"}}).status,
      409);
  EXPECT_EQ(test.submit(day + "/approve", {{"revision", "0"}}).status, 409);
  EXPECT_EQ(test.submit(day + "/approve", {{"revision", "1"}}).status, 303);
  const std::string approved = test.get(day).body;
  EXPECT_TRUE(contains(approved, "معتمَد"));
  EXPECT_TRUE(contains(approved, "سلمى العابد"));
  EXPECT_TRUE(contains(approved, "[محرَّر]"));
  EXPECT_TRUE(contains(approved, action));
  EXPECT_FALSE(contains(approved, "/approve\""));
  EXPECT_EQ(test.submit(day + "/edit", {{"revision", "1"}}).status, 409);
  EXPECT_EQ(test.submit(day + "/correct", {{"text", "الصواب <i>ثلاثة</i>"}}).status, 303);
  const std::string corrected = test.get(day).body;
  EXPECT_TRUE(contains(corrected, "الصواب &lt;i&gt;ثلاثة&lt;/i&gt;"));
  EXPECT_TRUE(contains(test.get(day + "?lang=en").body, "[edited]"));
}

TEST(Desk, DaysAreReadAsPeopleWriteThem) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const struct {
    const char* said;
    const char* leads_to;  ///< empty: refused
  } cases[] = {
      {"2026-11-20", "/digest/2026-11-20"},
      {"2026/11/2", "/digest/2026-11-02"},
      {" 2026.1.9 ", "/digest/2026-01-09"},
      {"٢٠٢٦-١١-٢٠", "/digest/2026-11-20"},
      {"2126-11-20", "/"},  // a day to come: today's page
      {"2026-13-01", ""},
      {"20-11-2026", ""},
      {"2026-11", ""},
      {"اليوم", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.said);
    const HttpResponse answer = test.get("/?day=" + percent_encode(c.said));
    EXPECT_EQ(answer.status, *c.leads_to ? 303 : 400);
    for (const auto& [name, value] : answer.headers) {
      if (name == "Location") {
        EXPECT_EQ(value, c.leads_to);
      }
    }
  }
}

TEST(Desk, AHeadlineLeftAsItWasIsNoEdit) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string day = "/digest/2026-11-23";
  const std::string form = test.get(day + "/edit").body;
  const std::string mark = "name=\"story-0\" value=\"";
  const size_t at = form.find(mark);
  ASSERT_NE(at, std::string::npos);
  const std::string story = form.substr(at + mark.size(), 32);
  EXPECT_EQ(test.submit(day + "/edit", {{"story-0", story},
                                        {"was-0", "حريق  في مصنع"},
                                        {"title-0", " حريق في مصنع"},
                                        {"revision", "0"}})
                .status,
            303);
  EXPECT_FALSE(contains(test.get(day).body, "[محرَّر]"));
}

}  // namespace
}  // namespace rasd
