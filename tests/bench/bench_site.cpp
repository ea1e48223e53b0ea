#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "records/json.h"
#include "web/http_server.h"

// A site for benchmarks: many papers that publish the pages of a folder, gzipped in memory.
//   bench_site FOLDER PAPERS            every page once in each paper, made different by a word in
//                                       each paragraph, so that no copy is a duplicate
//   bench_site --articles FILE N        N articles of a JSON Lines file as pages of one paper
// Prints the port, then serves until it is killed. /PAPER/feed.xml lists a paper's pages.
namespace rasd {
namespace {

namespace fs = std::filesystem;

struct Site {
  std::vector<std::string> feeds;               // gzip, by paper
  std::vector<std::vector<std::string>> pages;  // gzip, by paper and page
};

/// The page with a word of its own in every paragraph.
std::string variant(const std::string& html, size_t paper, size_t page) {
  std::string out;
  out.reserve(html.size() + html.size() / 16);
  size_t at = 0;
  unsigned n = 0;
  for (size_t end; (end = html.find("</p>", at)) != std::string::npos; at = end) {
    out.append(html, at, end - at);
    out += " v" + std::to_string(paper) + "p" + std::to_string(page) + "n" + std::to_string(n++);
    out += "</p>";
    end += 4;
  }
  return out.append(html, at);
}

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

std::string feed_of(size_t paper, const std::vector<std::string>& titles, const std::string& base) {
  std::string feed =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>"
      "<title>Paper " +
      std::to_string(paper) + "</title>";
  for (size_t i = 0; i < titles.size(); ++i)
    feed += "<item><title>" + escape(titles[i]) + "</title><link>" + base + "/" +
            std::to_string(paper) + "/page/" + std::to_string(i) + ".html</link></item>";
  return feed + "</channel></rss>";
}

std::vector<std::string> load_folder(const std::string& folder, std::vector<std::string>& titles) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<std::string> pages;
  for (const auto& file : files)
    if (auto page = read_file_or_gzip(file)) {
      pages.push_back(std::move(*page));
      titles.push_back(fs::path(file).filename().string());
    }
  return pages;
}

std::vector<std::string> load_articles(const std::string& file, size_t n,
                                       std::vector<std::string>& titles) {
  std::vector<std::string> pages;
  std::ifstream stream(file);
  for (std::string line; pages.size() < n && std::getline(stream, line);) {
    const auto object = parse_json(line);
    if (!object) continue;
    const std::string title(get_string(*object, "title"));
    std::string body = escape(get_string(*object, "content"));
    for (size_t at = 0; (at = body.find('\n', at)) != std::string::npos; at += 7)
      body.replace(at, 1, "</p>\n<p>");
    titles.push_back(title);
    std::string date(get_string(*object, "date_extracted"));
    if (date.size() > 10) date[10] = 'T';
    pages.push_back(
        "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>" +
        escape(title) + "</title><meta property=\"article:published_time\" content=\"" + date +
        "+03:00\"></head><body><nav><a href=\"/\">الرئيسية</a> <a href=\"/sport\">رياضة</a></nav>"
        "<article><h1>" +
        escape(title) + "</h1><p>" + body +
        "</p></article><footer>جميع الحقوق محفوظة</footer></body></html>");
  }
  return pages;
}

int serve(int argc, char** argv) {
  const bool articles = argc == 4 && std::string(argv[1]) == "--articles";
  if (!articles && argc != 3) {
    std::fprintf(stderr, "usage: bench_site FOLDER PAPERS | bench_site --articles FILE N\n");
    return 2;
  }
  Site site;
  const auto answer = [&site](const HttpRequest& request) {
    HttpResponse response;
    const std::string& path = request.path;
    char* end = nullptr;
    const size_t paper = std::strtoul(path.c_str() + 1, &end, 10);
    if (paper >= site.pages.size() || path.size() < 2) {
      response.status = 404;
      return response;
    }
    const std::string rest(end);
    if (rest == "/feed.xml") {
      response.body = site.feeds[paper];
      response.headers = {{"Content-Type", "application/rss+xml; charset=utf-8"}};
    } else if (rest.rfind("/page/", 0) == 0) {
      const size_t page = std::strtoul(rest.c_str() + 6, nullptr, 10);
      if (page >= site.pages[paper].size()) {
        response.status = 404;
        return response;
      }
      response.body = site.pages[paper][page];
      response.headers = {{"Content-Type", "text/html"}};
    } else {
      response.status = 404;
      return response;
    }
    response.headers.emplace_back("Content-Encoding", "gzip");
    return response;
  };
  auto server = HttpServer::start({}, answer);
  if (!server) return 1;
  const std::string base = "http://127.0.0.1:" + std::to_string((*server)->port());
  std::vector<std::string> titles;
  const auto pages = articles ? load_articles(argv[2], std::strtoul(argv[3], nullptr, 10), titles)
                              : load_folder(argv[1], titles);
  const size_t papers = articles ? 1 : std::strtoul(argv[2], nullptr, 10);
  std::vector<std::vector<std::string>> packed(papers);
  for (size_t p = 0; p < papers; ++p) {
    site.feeds.push_back(gzip(feed_of(p, titles, base)));
    for (size_t i = 0; i < pages.size(); ++i)
      packed[p].push_back(gzip(articles ? pages[i] : variant(pages[i], p, i)));
  }
  site.pages = std::move(packed);
  size_t bytes = 0;
  for (const auto& page : pages) bytes += page.size();
  std::printf("%u %zu %zu %zu\n", (*server)->port(), papers, pages.size(),
              pages.empty() ? 0 : bytes / pages.size());
  std::fflush(stdout);
  for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
}

}  // namespace
}  // namespace rasd

int main(int argc, char** argv) { return rasd::serve(argc, argv); }
