#pragma once
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "crawler/crawler.h"
#include "crawler/spool.h"
#include "tests/support/hostile_server.h"

namespace rasd {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A small site as a table of paths; whatever is not in it answers 404.
struct Site {
  struct Page {
    int status = 200;
    std::string headers;
    std::string body;
  };
  std::map<std::string, Page> pages;
  std::mutex mutex;
  HostileServer server{[this](const HostileRequest& request, HostileWire& wire) {
    std::string path = request.path;
    const std::lock_guard lock(mutex);
    auto found = pages.find(path);
    if (found == pages.end()) found = pages.find(path.substr(0, path.find('?')));
    if (found == pages.end()) {
      wire.send(http_answer(404, "", "nothing here"));
      return;
    }
    const Page& page = found->second;
    if (!page.headers.empty() &&
        page.headers.find("ETag: " + request.header("If-None-Match")) != std::string::npos &&
        !request.header("If-None-Match").empty())
      wire.send("HTTP/1.1 304 Not Modified\r\n\r\n");
    else
      wire.send(http_answer(page.status, page.headers, page.body));
  }};

  void put(const std::string& path, std::string body, int status = 200, std::string headers = "") {
    const std::lock_guard lock(mutex);
    pages[path] = {status, std::move(headers), std::move(body)};
  }
  std::string url(const std::string& path) const { return server.url(path); }
};

inline std::string article(int n) {
  std::string text;
  for (int i = 0; i < 8; ++i)
    text += "<p>قال مصدر مسؤول إن الحادث رقم " + std::to_string(n) +
            " وقع صباح اليوم على الطريق الصحراوي، وأسعفت الكوادر المصابين إلى المستشفى.</p>";
  return "<html><head><title>خبر " + std::to_string(n) + "</title></head><body><article><h1>خبر " +
         std::to_string(n) + "</h1>" + text + "</article></body></html>";
}

inline Source source_of(const std::string& id, const std::string& url, Connector connector) {
  Source source;
  source.id = id;
  source.name = id;
  source.url = url;
  source.connector = connector;
  source.local = true;
  return source;
}

/// Runs a crawler once over the sources and drains the spool.
struct Harvest {
  std::vector<FetchedPage> pages;
  std::vector<Outcome> outcomes;
  std::vector<SourcePoll> polls;
  size_t sources = 0;
};

inline Harvest crawl_once(const std::string& folder, const std::vector<Source>& sources,
                          CrawlerOptions options = {}) {
  Harvest harvest;
  SystemClock clock;
  auto spool = Spool::open(folder);
  EXPECT_TRUE(spool) << spool.error().message;
  options.timeout = milliseconds(2000);
  options.local_backoff = milliseconds(100);
  options.key_file = folder + "/pseudonym.key";
  auto crawler = Crawler::open(options, sources, clock, **spool);
  EXPECT_TRUE(crawler) << crawler.error().message;
  const auto ran = (*crawler)->run({}, RunMode::kOnce);
  EXPECT_TRUE(ran) << ran.error().message;
  std::vector<Outcome> settled;
  for (auto& entry : (*spool)->take(100'000, milliseconds(0))) {
    EXPECT_EQ(entry.trouble, "");
    Outcome done;
    done.item_id = entry.id;
    done.state = ItemState::kStored;
    if (auto* page = std::get_if<FetchedPage>(&entry.record))
      harvest.pages.push_back(std::move(*page));
    else if (auto* outcome = std::get_if<Outcome>(&entry.record)) {
      done.state = outcome->state;
      harvest.outcomes.push_back(std::move(*outcome));
    } else if (auto* poll = std::get_if<SourcePoll>(&entry.record))
      harvest.polls.push_back(std::move(*poll));
    else
      ++harvest.sources;
    settled.push_back(std::move(done));
  }
  EXPECT_TRUE((*spool)->settle(settled));
  EXPECT_EQ((*spool)->counts().pending, 0u);
  return harvest;
}

inline std::string list_of(Site& site, int from, int to) {
  std::string html = "<html><body><ul>";
  for (int n = from; n <= to; ++n)
    html += "<li><a href=\"/2026/11/24/story-" + std::to_string(n) + "\">عنوان الخبر رقم " +
            std::to_string(n) + " من المدينة</a></li>";
  site.put("/news", html + "</ul></body></html>");
  for (int n = from; n <= to; ++n) site.put("/2026/11/24/story-" + std::to_string(n), article(n));
  return site.url("/news");
}

inline std::string rss_of(const Site& site, int from, int to) {
  std::string xml =
      "<rss version=\"2.0\" xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\"><channel>"
      "<title>paper</title>";
  for (int n = from; n <= to; ++n) {
    const std::string path = "/a/" + std::to_string(n);
    xml += "<item><title>خبر " + std::to_string(n) + "</title><link>" + site.url(path) +
           "</link><description>&lt;p&gt;نص الخلاصة&lt;/p&gt;</description><wfw:commentRss>" +
           site.url(path + "/feed/") + "</wfw:commentRss></item>";
  }
  return xml + "</channel></rss>";
}

}  // namespace rasd
