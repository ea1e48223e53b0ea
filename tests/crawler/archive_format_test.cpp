#include <gtest/gtest.h>
#include <sodium.h>
#include <unistd.h>

#include <filesystem>
#include <random>
#include <set>

#include "base/file.h"
#include "base/id.h"
#include "crawler/page_archive.h"
#include "crawler/spool.h"
#include "crawler/warc_reader.h"
#include "tests/crawler/small_site.h"
#include "tests/crawler/strict_warc.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<StrictRecord> read_folder_strictly(const std::string& folder) {
  std::vector<StrictRecord> records;
  for (const std::string& file : files_of(folder)) {
    auto reading = read_strictly(*read_file(file));
    EXPECT_EQ(reading.error, "") << file;
    for (auto& record : reading.records) records.push_back(std::move(record));
  }
  return records;
}

/// By hand, so as to check ours: RFC 4648 over bit strings.
std::string digest_by_hand(const std::string& bytes) {
  unsigned char raw[32];
  crypto_hash_sha256(raw, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string bits;
  for (const unsigned char byte : raw)
    for (int i = 7; i >= 0; --i) bits += (byte >> i & 1) != 0 ? '1' : '0';
  while (bits.size() % 5 != 0) bits += '0';
  std::string out = "sha256:";
  for (size_t i = 0; i < bits.size(); i += 5)
    out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[std::stoul(bits.substr(i, 5), nullptr, 2)];
  while ((out.size() - 7) % 8 != 0) out += '=';
  return out;
}

Exchange answered(const std::string& url, const std::string& payload, int status = 200) {
  Exchange e;
  e.url = url;
  e.address = "192.0.2.7";
  e.at = *parse_rfc3339("2026-11-24T08:30:00Z");
  e.request_head = "GET / HTTP/1.1\r\nHost: news.example\r\nUser-Agent: Rasd\r\n\r\n";
  e.response_head = "HTTP/1.1 " + std::to_string(status) +
                    " Said\r\nContent-Type: application/rss+xml\r\nETag: \"7\"\r\n\r\n";
  e.payload = payload;
  return e;
}

TEST(ArchiveFormat, IsWhatTheStandardAsksFor) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  const std::string feed = "<rss>" + std::string(40'000, 'x') + "</rss>";
  ASSERT_TRUE((*archive)->add(answered("http://news.example/page", "<p>page")));
  auto first = (*archive)->add_again(answered("http://news.example/rss", feed), {});
  ASSERT_TRUE(first);
  auto second = (*archive)->add_again(answered("http://news.example/rss", feed), *first);
  ASSERT_TRUE(second);
  auto third = (*archive)->add_again(answered("http://news.example/rss", "", 304), *second);
  ASSERT_TRUE(third);
  ASSERT_TRUE((*archive)->add_again(answered("http://news.example/rss", feed + " "), *third));
  ASSERT_TRUE((*archive)->add_resource("file:///a", answered("", "").at, "text/csv", "a,b"));
  ASSERT_TRUE((*archive)->sync());
  const auto records = read_folder_strictly(folder.path());
  std::string types;
  std::map<std::string, const StrictRecord*> by_id;
  for (const StrictRecord& record : records) {
    types += record.fields.at("WARC-Type") + " ";
    const std::string& id = record.fields.at("WARC-Record-ID");
    EXPECT_TRUE(id.starts_with("<urn:uuid:") && id.ends_with(">") && id.size() == 47) << id;
    EXPECT_TRUE(by_id.emplace(id, &record).second) << "an id twice";
  }
  EXPECT_EQ(types,
            "warcinfo response request response request revisit request revisit request "
            "response request resource ");
  for (const StrictRecord& record : records) {
    SCOPED_TRACE(record.offset);
    const std::string& type = record.fields.at("WARC-Type");
    if (type == "warcinfo") continue;
    EXPECT_EQ(record.fields.at("WARC-Block-Digest"), digest_by_hand(record.block));
    EXPECT_EQ(record.fields.at("WARC-Date"), "2026-11-24T08:30:00Z");
    if (type == "request") {
      EXPECT_TRUE(by_id.contains(record.fields.at("WARC-Concurrent-To")));
      continue;
    }
    if (type == "resource") {
      EXPECT_EQ(record.fields.at("WARC-Payload-Digest"), digest_by_hand(record.block));
      continue;
    }
    EXPECT_EQ(record.fields.at("WARC-IP-Address"), "192.0.2.7");
    EXPECT_EQ(record.fields.at("Content-Type"), "application/http; msgtype=response");
    const std::string payload = record.block.substr(record.block.find("\r\n\r\n") + 4);
    if (type == "response") {
      EXPECT_EQ(record.fields.at("WARC-Payload-Digest"), digest_by_hand(payload));
      continue;
    }
    EXPECT_EQ(payload, "");
    EXPECT_LT(record.length, 700u) << "a revisit costs its headers";
    const StrictRecord& original = *by_id.at(record.fields.at("WARC-Refers-To"));
    EXPECT_EQ(original.fields.at("WARC-Type"), "response");
    EXPECT_EQ(original.fields.at("WARC-Target-URI"), record.fields.at("WARC-Refers-To-Target-URI"));
    EXPECT_EQ(original.fields.at("WARC-Date"), record.fields.at("WARC-Refers-To-Date"));
    EXPECT_EQ(record.fields.at("WARC-Payload-Digest"), digest_by_hand(feed));
    EXPECT_EQ(record.fields.at("WARC-Profile"),
              std::string("http://netpreserve.org/warc/1.1/revisit/") +
                  (record.block.starts_with("HTTP/1.1 304") ? "server-not-modified"
                                                            : "identical-payload-digest"));
  }
}

TEST(ArchiveFormat, ARevisitNeverRefersToAFileThatIsGone) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  auto first = (*archive)->add_again(answered("http://news.example/rss", "feed"), {});
  ASSERT_TRUE(first);
  first->ref.file = "rasd-20200101000000-00000000.warc.gz";
  auto second = (*archive)->add_again(answered("http://news.example/rss", "feed"), *first);
  ASSERT_TRUE(second);
  ASSERT_TRUE((*archive)->sync());
  EXPECT_NE(second->record_id, first->record_id);
  const auto page = read_archived(folder.path(), second->ref);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "feed");
}

TEST(ArchiveFormat, HoldsNoSecrets) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  Exchange e = answered("http://user:swordfish@api.example/p?q=a@b", "{}");
  e.request_head =
      "GET /p HTTP/1.1\r\nHost: api.example\r\nAuthorization: Bearer swordfish\r\n"
      "authorization: Basic swordfish\r\nX-Goog-Api-Key: swordfish\r\nCookie: s=swordfish\r\n"
      "Proxy-Authorization: swordfish\r\nX-Whatever: swordfish\r\nIf-None-Match: \"7\"\r\n\r\n";
  ASSERT_TRUE((*archive)->add(e));
  ASSERT_TRUE((*archive)->sync());
  std::string all;
  for (const StrictRecord& record : read_folder_strictly(folder.path())) {
    for (const auto& [name, value] : record.fields) all += name + ": " + value + "\n";
    all += record.block;
  }
  EXPECT_EQ(all.find("swordfish"), std::string::npos) << all;
  EXPECT_NE(all.find("Authorization: (not archived)\r\n"), std::string::npos);
  EXPECT_NE(all.find("If-None-Match: \"7\"\r\n"), std::string::npos);
  EXPECT_NE(all.find("WARC-Target-URI: http://api.example/p?q=a@b\n"), std::string::npos);
}

TEST(ArchiveFormat, WhatIsWrittenIsReadBack) {
  std::mt19937 random(11);
  const TempFolder folder;
  PageArchiveOptions options;
  options.rotate_bytes = 30'000;
  auto archive = PageArchive::open(folder.path(), options);
  ASSERT_TRUE(archive);
  std::map<std::string, std::string> payloads;
  for (int i = 0; i < 300; ++i) {
    // Bytes of every value, and pieces that a reader may take for structure.
    std::string payload;
    for (size_t n = random() % 40; n > 0; --n) {
      constexpr const char* kPieces[] = {"\r\n\r\nWARC/1.1\r\n", "\n", "\x1f\x8b\x08",
                                         "HTTP/1.1 200 OK\r\n\r\n", "0\r\n\r\n"};
      if (random() % 4 == 0) payload += kPieces[random() % std::size(kPieces)];
      for (size_t k = random() % 50; k > 0; --k) payload += static_cast<char>(random());
    }
    const std::string url = "http://news.example/" + std::to_string(i);
    payloads[url] = payload;
    ASSERT_TRUE((*archive)->add(answered(url, payload)));
  }
  ASSERT_TRUE((*archive)->sync());
  EXPECT_GT(files_of(folder.path()).size(), 3u);
  size_t seen = 0;
  for (const std::string& file : files_of(folder.path())) {
    auto reader = WarcReader::open(file);
    ASSERT_TRUE(reader);
    WarcRecord record;
    while (*reader->next(record)) {
      ASSERT_EQ(record.trouble, "");
      if (record.type() != "response") continue;
      EXPECT_EQ(record.digest, DigestCheck::kOk);
      EXPECT_EQ(record.block.substr(record.block.find("\r\n\r\n") + 4),
                payloads.at(std::string(record.url())));
      ++seen;
    }
  }
  EXPECT_EQ(seen, payloads.size());
}

TEST(ArchiveFormat, ATornEndIsCutAtTheNextStart) {
  const TempFolder made;
  std::string whole;
  {
    auto archive = PageArchive::open(made.path());
    ASSERT_TRUE(archive);
    ASSERT_TRUE((*archive)->add(answered("http://news.example/a", "body")));
  }
  const std::string path = files_of(made.path()).at(0);
  whole = *read_file(path);
  const auto members = read_strictly(whole).records;
  const struct {
    const char* name;
    std::string bytes;
    size_t left;  // 0: the file goes
  } cases[] = {
      {"whole", whole, whole.size()},
      {"torn in the last member", whole.substr(0, whole.size() - 7), members.back().offset},
      {"torn in its first bytes", whole + "\x1f\x8b", whole.size()},
      {"zeros of a power cut", whole + std::string(4096, '\0'), whole.size()},
      {"torn in the first member", whole.substr(0, 60), 0},
      {"empty", "", 0},
      {"damage in the middle is left for evidence",
       whole.substr(0, members[1].offset + 40) + "?" + whole.substr(members[1].offset + 41),
       whole.size()},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const TempFolder folder;
    const std::string file = folder / fs::path(path).filename().string();
    ASSERT_TRUE(write_file(file, c.bytes));
    ASSERT_TRUE(PageArchive::open(folder.path()));
    EXPECT_EQ(fs::exists(file), c.left > 0);
    if (fs::exists(file)) {
      EXPECT_EQ(fs::file_size(file), c.left);
    }
  }
}

TEST(ArchiveFormat, AFileThatIsBeingWrittenIsNotCut) {
  const TempFolder folder;
  auto writing = PageArchive::open(folder.path());
  ASSERT_TRUE(writing);
  ASSERT_TRUE((*writing)->add(answered("http://news.example/a", "body")));
  ASSERT_TRUE((*writing)->sync());
  const std::string file = files_of(folder.path()).at(0);
  ASSERT_EQ(::truncate(file.c_str(), static_cast<off_t>(fs::file_size(file) - 3)), 0);
  const auto size = fs::file_size(file);
  ASSERT_TRUE(PageArchive::open(folder.path()));
  EXPECT_EQ(fs::file_size(file), size);
}

TEST(ArchiveFormat, BytesThatWereMovedAwayAreSaidToBe) {
  const TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive);
  auto ref = (*archive)->add(answered("http://news.example/a", "body"));
  ASSERT_TRUE(ref && (*archive)->sync());
  fs::remove(folder / ref->file);
  const auto page = read_archived(folder.path(), *ref);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().kind, ErrorKind::kNotFound);
  EXPECT_NE(page.error().message.find("no longer kept"), std::string::npos);
}

/// "type status path" of every record that is neither request nor warcinfo.
std::vector<std::string> answers_in(const std::string& folder) {
  std::vector<std::string> out;
  for (const StrictRecord& record : read_folder_strictly(folder)) {
    const std::string& type = record.fields.at("WARC-Type");
    if (type == "request" || type == "warcinfo") continue;
    const std::string& url = record.fields.at("WARC-Target-URI");
    out.push_back(type + " " + record.block.substr(9, 3) + " " +
                  url.substr(url.find('/', url.find("://") + 3)));
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(ArchiveFormat, EverythingFetchedIsArchivedAndAnUnchangedListIsARevisit) {
  Site site;
  const TempFolder folder;
  const Source paper = source_of("paper", list_of(site, 1, 1), Connector::kListPage);
  const std::string list = paper.url.substr(site.url("").size());
  site.put("/robots.txt", "User-agent: *\nAllow: /\n");
  crawl_once(folder.path(), {paper});
  crawl_once(folder.path(), {paper});  // the same bytes, in another life of the crawler
  list_of(site, 1, 2);
  site.put("/2026/11/24/story-2", "gone", 404);
  crawl_once(folder.path(), {paper});
  const std::vector<std::string> expected = {
      "response 200 " + list, "response 200 " + list, "response 200 /2026/11/24/story-1",
      "response 404 /2026/11/24/story-2", "response 200 /robots.txt"};
  const auto seen = answers_in(folder / "archive");
  for (const std::string& one : expected)
    EXPECT_EQ(std::count(seen.begin(), seen.end(), one),
              std::count(expected.begin(), expected.end(), one))
        << one << " in " << testing::PrintToString(seen);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), "revisit 200 " + list), 1)
      << testing::PrintToString(seen);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), "revisit 200 /robots.txt"), 2)
      << testing::PrintToString(seen);
}

TEST(ArchiveFormat, AnAnswerThatDidNotChangeIsARevisitToo) {
  Site site;
  const TempFolder folder;
  const Source paper = source_of("paper", list_of(site, 1, 1), Connector::kListPage);
  const std::string list = paper.url.substr(site.url("").size());
  site.pages.at(list).headers = "ETag: \"7\"\r\n";
  for (int i = 0; i < 3; ++i) crawl_once(folder.path(), {paper});
  const auto seen = answers_in(folder / "archive");
  EXPECT_EQ(std::count(seen.begin(), seen.end(), "response 200 " + list), 1)
      << testing::PrintToString(seen);
  EXPECT_EQ(std::count(seen.begin(), seen.end(), "revisit 304 " + list), 2)
      << testing::PrintToString(seen);
}

TEST(ArchiveFormat, AKnownItemIsNotArchivedAgain) {
  const TempFolder folder;
  auto spool = Spool::open(folder.path());
  ASSERT_TRUE(spool);
  for (int i = 0; i < 3; ++i) {
    FetchedPage page;
    page.url = "http://news.example/a";
    page.item_id = content_id({"a"});
    page.source_id = "paper";
    std::vector<SpoolItem> items;
    items.push_back({page, answered(page.url, "<p>page")});
    ASSERT_TRUE((*spool)->append(std::move(items)));
  }
  EXPECT_EQ(answers_in(folder / "archive").size(), 1u);
}

}  // namespace
}  // namespace rasd
