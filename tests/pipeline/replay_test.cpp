#include "pipeline/replay.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "base/file.h"
#include "crawler/spool.h"
#include "pipeline/bounded_lines.h"
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
  EXPECT_EQ(sums->lines, 5u);
  EXPECT_EQ(sums->malformed, 2u);
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

}  // namespace
}  // namespace rasd
