#include "store/accounts.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "store/digests.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::minutes;

class AccountsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(book_) << book_.error().message;
    User user;
    user.name = "amal";
    user.role = Role::kAnalyst;
    user.password_hash = "$argon2id$…";
    ASSERT_TRUE(book_->add_user(user));
  }
  TempFolder folder_;
  FixedClock clock_{test_day()};
  StoreOptions options_ = test_options(folder_.path());
  Result<AccountBook> book_ = AccountBook::open(options_, clock_);
};

TEST_F(AccountsTest, UsersAreFoundChangedAndUnique) {
  EXPECT_EQ(book_->find_user("amal")->role, Role::kAnalyst);
  EXPECT_EQ(book_->add_user({"amal", Role::kOfficer, "x", {}, false}).error().kind,
            ErrorKind::kUsage);
  EXPECT_EQ(book_->find_user("' OR 1").error().kind, ErrorKind::kNotFound);
  ASSERT_TRUE(book_->set_role("amal", Role::kAdministrator));
  ASSERT_TRUE(book_->set_password("amal", "$new"));
  EXPECT_EQ((*book_->list_users())[0].password_hash, "$new");
  EXPECT_EQ((*book_->list_users())[0].role, Role::kAdministrator);
  EXPECT_EQ(book_->set_role("nobody", Role::kOfficer).error().kind, ErrorKind::kNotFound);
}

TEST_F(AccountsTest, SessionsEnd) {
  struct Case {
    const char* name;
    std::function<void()> then;
    bool lives;
  };
  const std::vector<Case> cases = {
      {"used within the hour", [&] { clock_.advance(minutes{59}); }, true},
      {"idle for an hour", [&] { clock_.advance(minutes{60}); }, false},
      {"used all day",
       [&] {
         for (int n = 0; n < 24; ++n) {
           clock_.advance(minutes{30});
           (void)book_->touch_session("t");
         }
       },
       false},
      {"signed out", [&] { (void)book_->end_session("t"); }, false},
      {"disabled", [&] { (void)book_->set_disabled("amal", true); }, false},
      {"swept while alive", [&] { (void)book_->sweep_sessions(); }, true},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ASSERT_TRUE(book_->set_disabled("amal", false));
    ASSERT_TRUE(book_->start_session("amal", "t"));
    ASSERT_TRUE(book_->touch_session("t"));
    c.then();
    EXPECT_EQ(bool(book_->touch_session("t")), c.lives);
    ASSERT_TRUE(book_->end_session("t"));
  }
  ASSERT_TRUE(book_->set_disabled("amal", true));
  EXPECT_FALSE(book_->start_session("amal", "t"));
}

TEST_F(AccountsTest, TheLogNoticesTampering) {
  for (int n = 0; n < 5; ++n)
    ASSERT_TRUE(book_->append_log("amal", "export", "n=" + std::to_string(n)));
  const auto whole = book_->verify_log();
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->entries, 5u);
  EXPECT_FALSE(whole->broken_at);
  EXPECT_EQ((*book_->list_log({1, 0}))[0].hash, whole->head);
  const char* forgeries[] = {
      "DROP TRIGGER audit_log_stands; DROP TRIGGER audit_log_only_added;"
      "UPDATE audit_log SET detail = 'n=9' WHERE id = 3",
      "UPDATE audit_log SET detail = 'n=2' WHERE id = 3",  // put right again
      "DELETE FROM audit_log WHERE id = 2",
  };
  const std::optional<int64_t> broken[] = {3, std::nullopt, 3};
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(options_.path.c_str(), &db), SQLITE_OK);
  EXPECT_NE(sqlite3_exec(db, "UPDATE audit_log SET who = 'x'", nullptr, nullptr, nullptr),
            SQLITE_OK)
      << "the triggers refuse honest mistakes";
  for (size_t i = 0; i < std::size(forgeries); ++i) {
    SCOPED_TRACE(forgeries[i]);
    ASSERT_EQ(sqlite3_exec(db, forgeries[i], nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_EQ(book_->verify_log()->broken_at, broken[i]);
  }
  sqlite3_close(db);
}

TEST_F(AccountsTest, ADigestIsFrozenByApproval) {
  auto digests = DigestBook::open(options_, clock_);
  ASSERT_TRUE(digests) << digests.error().message;
  const Day day = *parse_day("2026-11-24");
  EXPECT_EQ(digests->read(day)->state, DigestState::kNone);
  EXPECT_EQ(digests->correct(day, "{}", "amal").error().kind, ErrorKind::kRefused);
  EXPECT_EQ(*digests->save_edits(day, "{\"pin\":1}", 0, "amal"), 1u);
  EXPECT_EQ(digests->save_edits(day, "{\"pin\":2}", 0, "basem").error().kind, ErrorKind::kRefused);
  EXPECT_EQ(*digests->save_edits(day, "{\"pin\":3}", 1, "basem"), 2u);
  ASSERT_TRUE(digests->approve(day, "{\"items\":[]}", "amal"));
  EXPECT_EQ(digests->approve(day, "{}", "amal").error().kind, ErrorKind::kRefused);
  EXPECT_EQ(digests->save_edits(day, "{}", 2, "amal").error().kind, ErrorKind::kRefused);
  ASSERT_TRUE(digests->correct(day, "{\"fix\":1}", "amal"));
  const auto digest = digests->read(day);
  EXPECT_EQ(digest->state, DigestState::kApproved);
  EXPECT_EQ(digest->edits, "{\"pin\":3}");
  EXPECT_EQ(digest->frozen, "{\"items\":[]}");
  EXPECT_EQ(digest->approver, "amal");
  EXPECT_EQ(digest->corrections, std::vector<std::string>{"{\"fix\":1}"});
  EXPECT_EQ(digests->list()->size(), 1u);
  EXPECT_EQ(book_->verify_log()->entries, 4u);
}

}  // namespace
}  // namespace rasd
