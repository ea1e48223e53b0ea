#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "base/html_escape.h"
#include "demo/folder_site.h"
#include "records/json.h"

// Papers for benchmarks, each a site of its own on loopback, served from memory:
//   bench_site FOLDER PAPERS            the pages of a folder once in each paper, made different by
//                                       a word in each paragraph, so that no copy is a duplicate
//   bench_site --articles FILE N        N articles of a JSON Lines file as pages of one paper
// Prints one JSON line {"feeds":[…],"pages":n a paper,"mean_bytes":…}, then serves until killed.
namespace rasd {
namespace {

namespace fs = std::filesystem;

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

FolderPage page_of(size_t index, std::string title, std::string html) {
  FolderPage page;
  page.path = "/page/" + std::to_string(index) + ".html";
  page.title = std::move(title);
  page.html = std::move(html);
  page.content_type = "text/html";
  page.published = SystemClock().now() - std::chrono::hours{1};
  return page;
}

std::vector<FolderPage> load_folder(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  std::vector<FolderPage> pages;
  for (const auto& file : files)
    if (auto html = read_file_or_gzip(file))
      pages.push_back(page_of(pages.size(), fs::path(file).filename().string(), std::move(*html)));
  return pages;
}

std::vector<FolderPage> load_articles(const std::string& file, size_t n) {
  std::vector<FolderPage> pages;
  std::ifstream stream(file);
  for (std::string line; pages.size() < n && std::getline(stream, line);) {
    const auto object = parse_json(line);
    if (!object) continue;
    const std::string title = escape_html(get_string(*object, "title"));
    std::string body = escape_html(get_string(*object, "content"));
    for (size_t at = 0; (at = body.find('\n', at)) != std::string::npos; at += 8)
      body.replace(at, 1, "</p>\n<p>");
    std::string date(get_string(*object, "date_extracted"));
    if (date.size() > 10) date[10] = 'T';
    FolderPage page = page_of(
        pages.size(), std::string(get_string(*object, "title")),
        "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>" +
            title + "</title><meta property=\"article:published_time\" content=\"" + date +
            "+03:00\"></head><body><nav><a href=\"/\">الرئيسية</a> <a href=\"/sport\">رياضة</a>"
            "</nav><article><h1>" +
            title + "</h1><p>" + body +
            "</p></article><footer>جميع الحقوق محفوظة</footer></body></html>");
    if (const auto at = parse_rfc3339(date + "+03:00")) page.published = *at;
    pages.push_back(std::move(page));
  }
  return pages;
}

int serve(int argc, char** argv) {
  const bool articles = argc == 4 && std::string(argv[1]) == "--articles";
  if (!articles && argc != 3) {
    std::fprintf(stderr, "usage: bench_site FOLDER PAPERS | bench_site --articles FILE N\n");
    return 2;
  }
  const auto pages =
      articles ? load_articles(argv[2], std::strtoul(argv[3], nullptr, 10)) : load_folder(argv[1]);
  const size_t papers = articles ? 1 : std::strtoul(argv[2], nullptr, 10);
  std::vector<std::unique_ptr<FolderSite>> sites;
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put_key(out, "feeds");
  out.StartArray();
  for (size_t p = 0; p < papers; ++p) {
    std::vector<FolderPage> own = pages;
    if (!articles)
      for (size_t i = 0; i < own.size(); ++i) own[i].html = variant(own[i].html, p, i);
    auto site = FolderSite::open(std::move(own));
    if (!site) return 1;
    put_value(out, (*site)->feed_url());
    sites.push_back(std::move(*site));
  }
  out.EndArray();
  size_t bytes = 0;
  for (const auto& page : pages) bytes += page.html.size();
  put(out, "pages", static_cast<int64_t>(pages.size()));
  put(out, "mean_bytes", static_cast<int64_t>(pages.empty() ? 0 : bytes / pages.size()));
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
  std::fflush(stdout);
  for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
}

}  // namespace
}  // namespace rasd

int main(int argc, char** argv) { return rasd::serve(argc, argv); }
