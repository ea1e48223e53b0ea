#include "pipeline/replay.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "base/digest.h"
#include "base/file.h"
#include "crawler/connectors.h"
#include "crawler/page_archive.h"
#include "crawler/spool.h"
#include "pipeline/bounded_lines.h"
#include "tests/crawler/warc_files.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

std::string lines_of(const std::string& path, BoundedLines::Limits limits) {
  auto lines = BoundedLines::open(path, limits);
  EXPECT_TRUE(lines);
  std::string shown;
  for (;;) {
    const auto more = lines->next();
    EXPECT_TRUE(more);
    if (!more || !*more) return shown;
    shown += std::to_string(lines->number()) + (lines->is_cut() ? "~" : "=") + lines->line() + "|";
  }
}

TEST(BoundedLines, GivesShortLinesWholeAndLongOnesCut) {
  struct Case {
    const char* name;
    std::string bytes;
    std::string expected;
  };
  const std::string many(200'000, 'x');  // more than a buffer
  const Case cases[] = {
      {"empty file", "", ""},
      {"one without newline", "ab", "1=ab|"},
      {"two", "ab\ncd\n", "1=ab|2=cd|"},
      {"empty lines", "\n\nab", "1=|2=|3=ab|"},
      {"as long as allowed", "12345678\n9", "1=12345678|2=9|"},
      {"one too long", "123456789\nab\n", "1~1234|2=ab|"},
      {"much too long", "a\n" + many + "\nb", "1=a|2~xxxx|3=b|"},
      {"too long at the end", "a\n" + many, "1=a|2~xxxx|"},
      {"NUL inside", std::string("a\0b\n", 4), std::string("1=a\0b|", 6)},
  };
  const TempFolder folder;
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    ASSERT_TRUE(write_file(folder / "lines", c.bytes));
    EXPECT_EQ(lines_of(folder / "lines", {8, 4}), c.expected);
  }
  EXPECT_EQ(BoundedLines::open(folder / "nowhere").error().kind, ErrorKind::kNotFound);
}

/// Replays into a new spool and takes out what came.
struct Replayed {
  Result<ReplaySums> sums;
  std::map<std::string, WireRecord> by_url;
};
Replayed play(const TempFolder& folder, SpoolOptions options = {}) {
  auto spool = Spool::open(folder / "crawl", options);
  EXPECT_TRUE(spool);
  const auto zone = TimeZone::open("UTC");
  const SystemClock clock;
  Replayed out;
  out.sums = replay(folder / "in", **spool, *zone, clock, {});
  for (;;) {
    auto taken = (*spool)->take(100, milliseconds(1));
    if (taken.empty()) return out;
    for (SpoolEntry& entry : taken) {
      EXPECT_EQ(entry.trouble, "");
      if (const auto* page = std::get_if<FetchedPage>(&entry.record))
        out.by_url[page->url] = *page;
      else if (const auto* outcome = std::get_if<Outcome>(&entry.record))
        out.by_url[outcome->url] = *outcome;
    }
  }
}

TEST(Replay, QuarantinesWhatIsTooLongOrTooLarge) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  const std::string head = R"({"source":"sahifa","url":"http://a.example/)";
  const std::string good = head + R"(1","title":"خبر","content":"نص"})";
  const std::string huge = head + R"(2","content":")" + std::string(size_t{20} << 20, 'x') + "\"}";
  const std::string grows =
      head + R"(3","content":")" + std::string((size_t{8} << 20) - 200, '<') + "\"}";
  const std::string large =
      head + R"(4","content":")" + std::string((size_t{8} << 20) - 200, 'y') + "\"}";
  ASSERT_TRUE(write_file(folder / "in/a.jsonl",
                         good + "\n" + huge + "\n" + grows + "\n" + large + "\n" + head + "5\"}"));
  auto [sums, by_url] = play(folder);
  ASSERT_TRUE(sums) << sums.error().message;
  EXPECT_EQ(sums->records, 5u);
  EXPECT_EQ(sums->quarantined, 2u);
  EXPECT_EQ(sums->taken_in, 5u);
  for (const char* url : {"http://a.example/1", "http://a.example/4", "http://a.example/5"}) {
    SCOPED_TRACE(url);
    ASSERT_TRUE(by_url.contains(url));
    EXPECT_TRUE(std::holds_alternative<FetchedPage>(by_url.at(url)));
  }
  ASSERT_TRUE(by_url.contains("a.jsonl:2"));
  const auto& cut = std::get<Outcome>(by_url.at("a.jsonl:2"));
  EXPECT_EQ(cut.state, ItemState::kQuarantined);
  EXPECT_NE(cut.reason.find("longer than 8 MB"), std::string::npos);
  EXPECT_EQ(cut.bytes, huge.substr(0, size_t{1} << 20));
  ASSERT_TRUE(by_url.contains("http://a.example/3"));
  const auto& grown = std::get<Outcome>(by_url.at("http://a.example/3"));
  EXPECT_EQ(grown.state, ItemState::kQuarantined);
  EXPECT_EQ(grown.source_id, "sahifa");
  EXPECT_NE(grown.reason.find("too large: 3"), std::string::npos) << grown.reason;
  EXPECT_EQ(grown.bytes.size(), size_t{1} << 20);
}

TEST(Replay, AReadErrorIsNotTheEndOfAFile) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in/a.jsonl"));  // opens, and cannot be read
  const auto [sums, by_url] = play(folder);
  ASSERT_FALSE(sums);
  EXPECT_EQ(sums.error().kind, ErrorKind::kInternal);
  EXPECT_NE(sums.error().message.find("a.jsonl"), std::string::npos) << sums.error().message;
}

TEST(Replay, WaitsWhileTheDiskIsNearlyFull) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(write_file(folder / "in/a.jsonl", R"({"url":"http://a.example/1","title":"خبر"})"));
  std::atomic<bool> full{true};
  SpoolOptions options;
  options.look_at_disk = milliseconds{1};
  options.disk = [&](const std::string&) {
    return DiskSpace{full ? 0 : uint64_t{1} << 30, uint64_t{1} << 40};
  };
  auto spool = Spool::open(folder / "crawl", options);
  ASSERT_TRUE(spool);
  std::atomic<bool> ended{false};
  std::jthread intake([&] {
    const auto zone = TimeZone::open("UTC");
    const SystemClock clock;
    const auto sums = replay(folder / "in", **spool, *zone, clock, {});
    EXPECT_TRUE(sums);
    if (sums) {
      EXPECT_EQ(sums->taken_in, 1u);
    }
    ended = true;
  });
  std::this_thread::sleep_for(milliseconds{400});
  EXPECT_FALSE(ended);
  EXPECT_EQ((*spool)->counts().taken_in, 0u);
  full = false;
  intake.join();
  EXPECT_TRUE(ended);
}

const FetchedPage* page_of(const Replayed& replayed, const std::string& url) {
  const auto found = replayed.by_url.find(url);
  return found == replayed.by_url.end() ? nullptr : std::get_if<FetchedPage>(&found->second);
}

TEST(ReplayOfWarc, TakesPagesInAndNamesTheRest) {
  const auto answer = [](const std::string& name, const std::string& type, const std::string& body,
                         const std::string& more = "") {
    MadeRecord r;
    r.url = "http://www.news.example/" + name;
    r.block = "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
    return written(r);
  };
  const std::string html = "<html><title>خبر</title><p>نص</p></html>";
  MadeRecord moved;
  moved.block = "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n";
  MadeRecord gone;
  gone.block = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone";
  MadeRecord request;
  request.type = "request";
  request.block = "GET / HTTP/1.1\r\n\r\n";
  MadeRecord conversion;
  conversion.type = "conversion";
  conversion.content_type = "text/plain";
  MadeRecord resource;
  resource.type = "resource";
  resource.url = "http://www.news.example/resource";
  resource.content_type = "text/html";
  resource.block = html;
  MadeRecord part;
  part.type = "continuation";
  MadeRecord untyped = page("untyped");
  untyped.block = "HTTP/1.1 200 OK\r\n\r\n" + html;
  const std::string bytes =
      answer("plain", "text/html", html) +
      answer("gzip", "text/html; charset=utf-8", gzip(html), "Content-Encoding: gzip\r\n") +
      answer("chunked", "text/html", "4\r\n<p>a\r\n3\r\nb c\r\n0\r\n\r\n",
             "Transfer-Encoding: chunked\r\n") +
      answer("broken-gzip", "text/html", gzip(html).substr(0, 30), "Content-Encoding: gzip\r\n") +
      answer("feed", "application/rss+xml", "<?xml version=\"1.0\"?><rss><channel/></rss>") +
      answer("robots.txt", "text/plain", "User-agent: *\n") +
      answer("picture", "image/png", "\x89PNG") + written(moved) + written(gone) +
      written(request) + written(conversion) + written(resource) + written(part) + written(untyped);
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in/deeper"));
  ASSERT_TRUE(write_file(folder / "in/deeper/a.warc", bytes));
  ASSERT_TRUE(write_file(folder / "in/b.arc.gz", gzip("filedesc://x 0.0.0.0 2 text/plain 3\n")));
  ASSERT_TRUE(write_file(folder / "in/c.jsonl", R"({"url":"http://a.example/1","title":"خبر"})"));
  const Replayed replayed = play(folder);
  ASSERT_TRUE(replayed.sums) << replayed.sums.error().message;
  const ReplaySums& sums = *replayed.sums;
  EXPECT_EQ(sums.records, 16u);
  EXPECT_EQ(sums.items, 6u);  // five pages, one line
  EXPECT_EQ(sums.quarantined, 3u);
  EXPECT_EQ(sums.taken_in, 9u);
  const std::map<std::string, uint64_t> others = {
      {"conversion", 1}, {"error answer", 1}, {"feed", 1},      {"image", 1},
      {"redirect", 1},   {"request", 1},      {"robots.txt", 1}};
  EXPECT_EQ(sums.others, others);
  const struct {
    const char* url;
    std::string body;
  } pages[] = {{"http://www.news.example/plain", html},
               {"http://www.news.example/gzip", html},
               {"http://www.news.example/chunked", "<p>ab c"},
               {"http://www.news.example/resource", html},
               {"http://news.example/untyped", html}};
  for (const auto& p : pages) {
    SCOPED_TRACE(p.url);
    const FetchedPage* page = page_of(replayed, p.url);
    ASSERT_NE(page, nullptr);
    EXPECT_EQ(page->body, p.body);
    EXPECT_EQ(page->source_id, "news-example");
    EXPECT_EQ(to_rfc3339(page->fetched), "2024-03-01T10:00:00Z");
    const auto archived = read_archived(folder / "crawl/archive", page->archive);
    ASSERT_TRUE(archived) << archived.error().message;
    EXPECT_EQ(archived->body, p.body);
  }
  const size_t at = bytes.find("broken-gzip");
  const std::string place = "a.warc:" + std::to_string(bytes.rfind("WARC/1.0", at));
  ASSERT_TRUE(replayed.by_url.contains(place));
  const auto& broken = std::get<Outcome>(replayed.by_url.at(place));
  EXPECT_EQ(broken.state, ItemState::kQuarantined);
  EXPECT_EQ(broken.reason, "broken gzip data");
  EXPECT_NE(broken.bytes.find("Content-Encoding: gzip"), std::string::npos);
  const auto& refused = std::get<Outcome>(replayed.by_url.at("b.arc.gz:0"));
  EXPECT_NE(refused.reason.find("ARC"), std::string::npos);
  // And again: nothing is new, and the archive does not grow.
  auto again = play(folder);
  ASSERT_TRUE(again.sums);
  EXPECT_EQ(again.sums->taken_in, 0u);
  EXPECT_EQ(again.sums->known, 9u);
}

TEST(ReplayOfWarc, FindsTheOriginalsOfRevisits) {
  MadeRecord original = page("original");
  const std::string body = original.block.substr(original.block.find("\r\n\r\n") + 4);
  const std::string digest = "WARC-Payload-Digest: sha1:" + to_base32(sha1(body)) + "\r\n";
  original.fields = digest;
  const std::string profile = "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/";
  const auto revisit = [&](const std::string& name, const std::string& fields) {
    MadeRecord r = page(name);
    r.type = "revisit";
    r.block = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    r.fields = fields;
    return written(r);
  };
  const std::string same = profile + "identical-payload-digest\r\n" + digest;
  const std::string lost = profile +
                           "identical-payload-digest\r\n"
                           "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n";
  const struct {
    const char* name;
    std::string before, after;
  } cases[] = {
      {"the original comes first", written(original), revisit("other", same)},
      {"the original comes later", revisit("other", same), written(original)},
      {"in members", gzip(written(original)), gzip(revisit("other", same))},
      {"in one member", gzip(revisit("other", same) + written(original)), ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const TempFolder folder;
    ASSERT_TRUE(make_folder(folder / "in"));
    ASSERT_TRUE(write_file(folder / "in/a.warc.gz", c.before));
    if (!c.after.empty()) {
      ASSERT_TRUE(write_file(folder / "in/b.warc.gz", c.after));
    }
    const Replayed replayed = play(folder);
    ASSERT_TRUE(replayed.sums) << replayed.sums.error().message;
    EXPECT_EQ(replayed.sums->items, 2u);
    const FetchedPage* other = page_of(replayed, "http://news.example/other");
    ASSERT_NE(other, nullptr);
    EXPECT_EQ(other->body, body);
  }
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(write_file(folder / "in/a.warc",
                         written(original) + revisit("original", same) + revisit("lost", lost) +
                             revisit("new", profile + "server-not-modified\r\n")));
  const Replayed replayed = play(folder);
  ASSERT_TRUE(replayed.sums);
  EXPECT_EQ(replayed.sums->items, 1u);
  EXPECT_EQ(replayed.sums->others.at("revisit"), 2u);  // of the same address, and of a 304
  EXPECT_EQ(replayed.sums->quarantined, 1u);
}

TEST(ReplayOfWarc, ReadsOurOwnArchive) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  const std::string html = "<html><title>خبر</title><p>نص</p></html>";
  {
    auto archive = PageArchive::open(folder / "in");
    ASSERT_TRUE(archive);
    Exchange e;
    e.url = "http://news.example/a";
    e.at = *parse_rfc3339("2026-11-24T08:30:00Z");
    e.request_head = "GET /a HTTP/1.1\r\nHost: news.example\r\n\r\n";
    e.response_head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
    e.payload = gzip(html);
    ASSERT_TRUE((*archive)->add(e));
    ASSERT_TRUE((*archive)->sync());
  }
  const Replayed replayed = play(folder);
  ASSERT_TRUE(replayed.sums) << replayed.sums.error().message;
  EXPECT_EQ(replayed.sums->quarantined, 0u);
  const FetchedPage* page = page_of(replayed, "http://news.example/a");
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(page->body, html);
  EXPECT_EQ(to_rfc3339(page->fetched), "2026-11-24T08:30:00Z");
}

}  // namespace
}  // namespace rasd
