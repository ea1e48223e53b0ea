#include "crawler/page_archive.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

Exchange answer(std::string payload, const std::string& more_headers = "") {
  Exchange e;
  e.url = "http://news.example/a?b=1";
  e.address = "192.0.2.7";
  e.at = *parse_rfc3339("2026-11-24T08:30:00Z");
  e.request_head = "GET /a?b=1 HTTP/1.1\r\nHost: news.example\r\n\r\n";
  e.response_head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + more_headers + "\r\n";
  e.payload = std::move(payload);
  return e;
}

TEST(PageArchive, GivesBackWhatWasPutIn) {
  const std::string html = "<p>نص المقال " + std::string(200'000, 'x');
  const struct {
    const char* name;
    Exchange in;
    std::string body;
  } cases[] = {
      {"plain", answer(html), html},
      {"empty", answer(""), ""},
      {"compressed by the server", answer(gzip(html), "Content-Encoding: gzip\r\n"), html},
      {"was chunked", answer(html, "Transfer-Encoding: chunked\r\n"), html},
      {"blank line inside the body", answer("a\r\n\r\nb"), "a\r\n\r\nb"},
      {"binary", answer(std::string("\0\xff\r\n\0", 5)), std::string("\0\xff\r\n\0", 5)},
  };
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  std::vector<ArchiveRef> refs;
  for (const auto& c : cases) {
    auto ref = (*archive)->add(c.in);
    ASSERT_TRUE(ref) << ref.error().message;
    refs.push_back(*ref);
  }
  ASSERT_TRUE((*archive)->sync());
  for (size_t i = 0; i < refs.size(); ++i) {
    SCOPED_TRACE(cases[i].name);
    auto page = read_archived(folder.path(), refs[i]);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->status, 200);
    EXPECT_EQ(page->url, cases[i].in.url);
    EXPECT_EQ(page->content_type, "text/html; charset=utf-8");
    EXPECT_EQ(page->body, cases[i].body);
  }
}

TEST(PageArchive, IsOneGzipMemberARecordAndReadsAsOneStream) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  auto first = (*archive)->add(answer("one"));
  auto second = (*archive)->add(answer("two"));
  ASSERT_TRUE(first && second && (*archive)->sync());
  auto whole = read_file(folder / first->file);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->substr(first->offset, 2), "\x1f\x8b");
  EXPECT_EQ(whole->substr(second->offset, 2), "\x1f\x8b");
  auto text = gunzip(*whole, 1 << 20);
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"));
  size_t records = 0;
  for (size_t at = 0; (at = text->find("WARC/1.1\r\n", at)) != std::string::npos; ++at) ++records;
  EXPECT_EQ(records, 5u);  // warcinfo, twice response and request
  // base32 of the SHA-256 of "one", from Python's hashlib and base64.
  EXPECT_NE(text->find("WARC-Payload-Digest: sha256:"
                       "O2JMHLJVIC5YAPACBM5O4ZWNRCDREMRU5IGG44KDYCW5OP7UGHWQ===="),
            std::string::npos)
      << *text;
}

TEST(PageArchive, StartsANewFilePastTheLimitAndAtEachStart) {
  const TempFolder folder;
  PageArchiveOptions options;
  options.rotate_bytes = 1000;
  for (int start = 0; start < 2; ++start) {
    auto archive = PageArchive::open(folder.path(), options);
    ASSERT_TRUE(archive);
    for (int i = 0; i < 3; ++i) {
      std::string noise;
      for (int k = 0; k < 900; ++k) noise += static_cast<char>((k * k * 31 + i) % 251);
      auto ref = (*archive)->add(answer(noise));
      ASSERT_TRUE(ref);
      ASSERT_TRUE((*archive)->sync());
      auto page = read_archived(folder.path(), *ref);
      ASSERT_TRUE(page) << page.error().message;
      EXPECT_EQ(page->body, noise);
    }
  }
  size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    (void)file;
    ++files;
  }
  EXPECT_EQ(files, 6u);
}

TEST(PageArchive, RefusesPlacesThatAreNoRecord) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  auto ref = (*archive)->add(answer("body"));
  ASSERT_TRUE(ref && (*archive)->sync());
  const struct {
    const char* name;
    ArchiveRef at;
    ErrorKind kind;
  } cases[] = {
      {"outside the folder", {"../x.warc.gz", 0, 10}, ErrorKind::kMalformed},
      {"absent", {"x.warc.gz", 0, 10}, ErrorKind::kNotFound},
      {"past the end", {ref->file, 1'000'000, 10}, ErrorKind::kMalformed},
      {"in the middle", {ref->file, ref->offset + 3, ref->length - 3}, ErrorKind::kMalformed},
      {"cut short", {ref->file, ref->offset, ref->length - 5}, ErrorKind::kMalformed},
      {"warcinfo is no page", {ref->file, 0, ref->offset}, ErrorKind::kMalformed},
      {"a huge length", {ref->file, 0, uint64_t{1} << 40}, ErrorKind::kMalformed},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    auto page = read_archived(folder.path(), c.at);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().kind, c.kind) << page.error().message;
  }
}

TEST(PageArchive, KeepsAHeaderLineOneLine) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  Exchange bad = answer("x");
  bad.url = "http://a.example/\r\nWARC-Type: warcinfo";
  auto ref = (*archive)->add(bad);
  ASSERT_TRUE(ref && (*archive)->sync());
  auto page = read_archived(folder.path(), *ref);
  ASSERT_TRUE(page) << page.error().message;
  EXPECT_EQ(page->body, "x");
}

}  // namespace
}  // namespace rasd
