#include <gtest/gtest.h>

#include "base/file.h"
#include "base/id.h"
#include "crawler/attachment_folder.h"
#include "crawler/observation_folder.h"
#include "crawler/observations.h"
#include "store/observations.h"
#include "store/writer.h"
#include "tests/web/desk_fixture.h"
#include "web/form_data.h"

namespace rasd {
namespace {

struct InboxTest : testing::Test {
  TempFolder folder;
  DeskOptions options() const {
    DeskOptions changes;
    changes.inbox = folder / "inbox";
    changes.attachments = folder / "attachments";
    changes.language = "en";
    return changes;
  }
  TestDesk desk{options()};

  std::string token() { return form_token_in(desk.get("/sources").body); }
  HttpResponse hand_in(const std::string& token, const std::string& text,
                       const std::string& file_name = "", const std::string& bytes = "") {
    std::string body;
    const auto field = [&](const std::string& head, const std::string& value) {
      body += "--xYz\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + value + "\r\n";
    };
    field("name=\"form_token\"", token);
    field("name=\"text\"", text);
    field("name=\"place\"", "إربد");
    field("name=\"channel\"", "hotline");
    field("name=\"file\"; filename=\"" + file_name + "\"\r\nContent-Type: text/html", bytes);
    return desk.post_body("/inbox", "multipart/form-data; boundary=xYz", body + "--xYz--\r\n");
  }
  /// What the crawler and the store do with what lies in the folder, without the stages between.
  std::string store_all() {
    AttachmentFolder files(folder / "attachments");
    ListContext context;
    context.now = fixture_now();
    context.attachments = &files;
    Source source;
    source.id = "inbox";
    const auto reading = read_observation_folder(source, folder / "inbox", context);
    EXPECT_TRUE(reading) << reading.error().message;
    auto writer = Writer::open(desk.store(), desk.clock());
    std::string id;
    for (const ListedItem& item : reading->list.items) {
      AnnotatedArticle stored;
      stored.article.item_id = id = item.page.item_id;
      stored.article.source_id = "inbox";
      stored.article.kind = ItemKind::kObservation;
      stored.article.text = item.page.hints.content;
      stored.article.fetched = fixture_now();
      stored.article.attachments = item.page.attachments;
      std::vector<StoreInput> batch;
      batch.emplace_back(stored);
      EXPECT_TRUE(writer->commit(batch));
    }
    return id;
  }
};

TEST_F(InboxTest, AnObservationGoesFromTheFormToItsEnd) {
  desk.sign_in_as(Role::kOfficer);
  const std::string form = desk.get("/inbox").body;
  EXPECT_NE(form.find("enctype=\"multipart/form-data\""), std::string::npos);
  const std::string page = "<script>alert(1)</script>";
  const HttpResponse taken = hand_in(token(), "إنارة <b>معطلة</b>", "../evil\u202E.html", page);
  ASSERT_EQ(taken.status, 303) << taken.body;
  ASSERT_EQ(hand_in(token(), "إنارة <b>معطلة</b>", "../evil\u202E.html", page).status, 303)
      << "sent twice";
  const std::string id = store_all();
  EXPECT_EQ(header_of(taken, "location"), "/inbox?done=" + id);

  const std::string list = desk.get("/inbox?state=new").body;
  EXPECT_NE(list.find("/item/" + id), std::string::npos);
  EXPECT_EQ(list.find("<b>معطلة"), std::string::npos) << "escaped";
  EXPECT_NE(list.find("1 file"), std::string::npos);
  EXPECT_EQ(desk.get("/inbox?state=closed").body.find("/item/" + id), std::string::npos);

  const std::string item = desk.get("/item/" + id).body;
  EXPECT_NE(item.find("evil.html"), std::string::npos);
  const HttpResponse file = desk.get("/item/" + id + "/file?n=" + content_hash(page));
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.body, page);
  EXPECT_EQ(header_of(file, "content-type"), "application/octet-stream");
  EXPECT_TRUE(header_of(file, "content-disposition").starts_with("attachment;"));
  EXPECT_EQ(header_of(file, "x-content-type-options"), "nosniff");
  EXPECT_NE(header_of(file, "content-security-policy").find("sandbox"), std::string::npos);
  EXPECT_EQ(desk.get("/item/" + id + "/file?n=" + std::string(64, 'a')).status, 404);
  EXPECT_EQ(desk.get("/item/" + hostile_item_id() + "/file?n=" + content_hash(page)).status, 404)
      << "a file belongs to its item";

  const std::string step = "/item/" + id + "/step";
  EXPECT_EQ(desk.submit(step, {{"state", "to_check"}, {"note", "<i>"}}).status, 303);
  EXPECT_EQ(desk.submit(step, {{"state", "linked"}, {"linked_to", "nothing"}}).status, 404);
  EXPECT_EQ(
      desk.submit(step, {{"state", "linked"},
                         {"linked_to", "https://desk.example/item/" + hostile_item_id() + "?x"}})
          .status,
      303);
  EXPECT_EQ(desk.submit(step, {{"state", "lost"}}).status, 400);
  EXPECT_EQ(desk.submit("/item/" + hostile_item_id() + "/step", {{"state", "closed"}}).status, 404);
  const std::string history = desk.get("/item/" + id).body;
  EXPECT_NE(history.find("&lt;i&gt;"), std::string::npos);
  EXPECT_NE(history.find("/item/" + hostile_item_id()), std::string::npos);
  EXPECT_NE(desk.get("/inbox?state=linked").body.find("/item/" + id), std::string::npos);
}

TEST_F(InboxTest, RefusesWhatItShouldAndGivesTheTextBack) {
  desk.sign_in_as(Role::kAnalyst);
  const struct {
    const char* name;
    std::string text, file, bytes;
    int status;
  } cases[] = {
      {"no text", "  ", "", "", 400},
      {"a program", "نص باقٍ", "a.exe", "MZ", 400},
      {"too long", std::string(20'000, 'x'), "", "", 400},
      {"no file chosen", "نص", "", "", 303},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const HttpResponse answer = hand_in(token(), c.text, c.file, c.bytes);
    EXPECT_EQ(answer.status, c.status);
    const bool shown = answer.body.find(c.text) != std::string::npos;
    EXPECT_TRUE(shown || c.status == 303);
  }
  EXPECT_EQ(complete_files(folder / "inbox", Instant::max()).size(), 1u);
  EXPECT_EQ(hand_in("wrong", "نص").status, 403);
  EXPECT_EQ(desk.post_body("/inbox", "multipart/form-data; boundary=x", "--x\r\nbroken").status,
            403);
}

TEST_F(InboxTest, RolesOpenIt) {
  const struct {
    Role role;
    int read, write;
  } cases[] = {{Role::kOfficer, 200, 303},
               {Role::kAnalyst, 200, 303},
               {Role::kAdministrator, 200, 403},
               {Role::kLeadership, 403, 403}};
  for (const auto& c : cases) {
    SCOPED_TRACE(name(c.role));
    desk.sign_in_as(c.role);
    EXPECT_EQ(desk.get("/inbox").status, c.read);
    EXPECT_EQ(hand_in(token(), "نص " + std::string(name(c.role))).status, c.write);
  }
  desk.forget_cookies();
  EXPECT_EQ(desk.get("/inbox").status, 303);
  EXPECT_TRUE(header_of(hand_in("x", "نص"), "location").starts_with("/sign-in"));
}

TEST(FormData, IsReadPartByPart) {
  const struct {
    const char* name;
    std::string type, body;
    std::optional<std::vector<std::string>> parts;  // "name=bytes", or "name/file=bytes"
  } cases[] = {
      {"a field and a file",
       "multipart/form-data; boundary=\"b\"",
       "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\ny\r\n--b\r\n"
       "content-disposition: form-data; filename=\"f;.txt\"; name=\"c\"\r\n\r\n\r\n--b--\r\n",
       {{"a=x\r\ny", "c/f;.txt="}}},
      {"none", "multipart/form-data; boundary=b", "--b--", {{}}},
      {"no boundary", "multipart/form-data", "--b--", {}},
      {"an endless boundary", "multipart/form-data; boundary=" + std::string(71, 'b'), "", {}},
      {"cut off in a part", "multipart/form-data; boundary=b", "--b\r\n\r\nx", {}},
      {"cut off in a head", "multipart/form-data; boundary=b", "--b\r\nX: y", {}},
      {"another boundary", "multipart/form-data; boundary=b", "--c\r\n\r\nx\r\n--c--", {}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto read = read_form_data(c.type, c.body);
    ASSERT_EQ(read.has_value(), c.parts.has_value());
    if (!read) continue;
    std::vector<std::string> parts;
    for (const FormPart& part : *read)
      parts.push_back(part.name + (part.is_file ? "/" + part.file_name : "") + "=" +
                      std::string(part.bytes));
    EXPECT_EQ(parts, *c.parts);
  }
  std::string many;
  for (int i = 0; i < 101; ++i) many += "--b\r\n\r\nx\r\n";
  EXPECT_FALSE(read_form_data("multipart/form-data; boundary=b", many + "--b--"));
}

}  // namespace
}  // namespace rasd
