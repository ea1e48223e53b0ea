#include "cli/inspect.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <sstream>
#include <thread>

#include "base/file.h"
#include "base/log.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

/// Runs tasks through a stage and gives the answer lines.
std::vector<std::string> answers(const InspectStage& stage, const std::string& tasks, int expected,
                                 unsigned jobs = 4) {
  set_log_level(LogLevel::kOff);
  std::istringstream in(tasks);
  std::ostringstream out;
  EXPECT_EQ(run_inspect_batch(stage, in, out, jobs), expected);
  std::vector<std::string> lines;
  std::istringstream text(out.str());
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

TEST(Inspect, AnswersInOrder) {
  std::atomic<int> running{0};
  const InspectStage stage = [&](const rapidjson::Value& task, JsonWriter& writer) -> Result<void> {
    // The first tasks are the slowest.
    std::this_thread::sleep_for(std::chrono::milliseconds(get_int(task, "id") < 4 ? 20 : 0));
    put(writer, "n", int64_t{++running});
    return {};
  };
  std::string tasks;
  for (int i = 0; i < 200; ++i) tasks += "{\"id\":" + std::to_string(i) + "}\n";
  const auto lines = answers(stage, tasks, 0);
  ASSERT_EQ(lines.size(), 200u);
  for (size_t i = 0; i < lines.size(); ++i)
    EXPECT_EQ(lines[i].rfind("{\"id\":" + std::to_string(i) + ",", 0), 0u) << lines[i];
}

TEST(Inspect, OneBadTaskStopsNothing) {
  const InspectStage stage = [](const rapidjson::Value& task, JsonWriter& writer) -> Result<void> {
    put(writer, "half", "written");
    const auto what = get_string(task, "what");
    if (what == "fail") return fail(ErrorKind::kGone, "not there");
    if (what == "throw") throw std::runtime_error("thrown");
    return {};
  };
  const auto lines = answers(stage,
                             "{\"id\":\"a\",\"what\":\"fail\"}\nnot "
                             "json\n\n[]\n{\"id\":\"b\",\"what\":\"throw\"}\n{\"id\":\"c\"}\n",
                             3);
  const std::vector<std::string> expected = {
      R"({"id":"a","error":{"kind":"gone","message":"not there"}})",
      R"({"id":null,"error":{"kind":"malformed","message":"JSON: Invalid value. at byte 1"}})",
      R"({"id":null,"error":{"kind":"usage","message":"a task is a JSON object with an id"}})",
      R"({"id":"b","error":{"kind":"internal","message":"thrown"}})",
      R"({"id":"c","half":"written"})",
  };
  EXPECT_EQ(lines, expected);
}

TEST(Inspect, MemoryIsBoundedByTheWindow) {
  std::atomic<size_t> started{0};
  std::atomic<bool> go{false};
  const InspectStage stage = [&](const rapidjson::Value&, JsonWriter&) -> Result<void> {
    ++started;
    while (!go) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return {};
  };
  std::string tasks;
  for (int i = 0; i < 1000; ++i) tasks += "{}\n";
  std::istringstream in(tasks);
  std::ostringstream out;
  std::jthread opener([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    // With every worker held up, no more than a window of the list may have been read.
    EXPECT_LT(in.tellg(), 100);
    go = true;
  });
  EXPECT_EQ(run_inspect_batch(stage, in, out, 2), 0);
  EXPECT_EQ(started, 1000u);
}

struct StageCase {
  const char* name;
  Result<InspectStage> (*open)(const InspectOptions&);
  const char* task;
  const char* answer;
};

TEST(Inspect, StagesAnswerAsLaidDown) {
  const StageCase cases[] = {
      {"url", inspect_url, R"({"id":1,"url":"../b?utm_source=x#c","base":"http://H/a/"})",
       R"({"id":1,"href":"http://h/b?utm_source=x#c","host":"h","canonical":"http://h/b"})"},
      {"robots", inspect_robots,
       R"({"id":1,"body":"User-agent: *\nDisallow: /a\nCrawl-delay: 2\nSitemap: /s.xml","agent":"rasd","url":"http://h/a","status":200})",
       R"({"id":1,"allowed":false,"crawl_delay":2.0,"sitemaps":["http://h/s.xml"]})"},
      {"robots that cannot be reached", inspect_robots,
       R"({"id":1,"body":"","agent":"rasd","url":"http://h/a","status":503})",
       R"({"id":1,"allowed":false,"crawl_delay":null,"sitemaps":[]})"},
      {"charset", inspect_charset,
       R"({"id":1,"body":"خبر","content_type":"text/html;charset=utf-8"})",
       R"({"id":1,"charset":"UTF-8","source":"http"})"},
      {"sitemap", inspect_sitemap,
       R"({"id":1,"body":"<urlset><url><loc>http://h/1</loc><lastmod>2026-11-24</lastmod></url></urlset>","url":"http://h/s.xml"})",
       R"({"id":1,"kind":"urlset","entries":[{"link":"http://h/1","modified":"2026-11-24","title":null,"published":null,"language":null}]})"},
      {"feed", inspect_feed,
       R"({"id":1,"body":"<rss version='2.0'><channel><title>T</title><item><title>A</title><pubDate>Tue, 24 Nov 2026 08:30:00 +0300</pubDate></item></channel></rss>","url":"http://h/f"})",
       R"({"id":1,"feed_id":null,"format":"rss20","title":"T","link":null,"language":null,"entries":[{"id":null,"title":"A","link":null,"published":"2026-11-24T08:30:00+03:00","updated":null,"summary":null,"content":null,"authors":[],"categories":[],"comments":null,"image":null,"language":null}]})"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto stage = c.open({});
    ASSERT_TRUE(stage);
    EXPECT_EQ(answers(*stage, c.task, 0), std::vector<std::string>{c.answer});
  }
}

TEST(Inspect, ReadsFilesGzipAndNone) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "a.gz", gzip("abc")));
  const auto task = parse_json("{\"path\":\"" + folder / "a.gz" + "\"}");
  EXPECT_EQ(task_bytes(*task).value(), "abc");
  EXPECT_EQ(task_bytes(*parse_json("{}")).error().kind, ErrorKind::kUsage);
  EXPECT_EQ(task_bytes(*parse_json("{\"path\":\"/no/such\"}")).error().kind, ErrorKind::kNotFound);
}

TEST(Inspect, UnknownStageIsUsage) {
  set_log_level(LogLevel::kOff);
  InspectOptions options;
  options.stage = "nothing";
  EXPECT_EQ(run_inspect(options), 2);
}

}  // namespace
}  // namespace rasd
