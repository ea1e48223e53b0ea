// The page archive at size: writes N pages and polls of one feed, then opens items at random.
//   archive_bench FOLDER [RECORDS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <random>
#include <vector>

#include "base/file.h"
#include "crawler/page_archive.h"

using namespace rasd;

namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

uint64_t bytes_in(const std::string& folder) {
  uint64_t sum = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) sum += entry.file_size();
  return sum;
}

Exchange answer(const std::string& url, std::string payload, bool gzipped) {
  Exchange e;
  e.url = url;
  e.address = "192.0.2.7";
  e.at = SystemClock().now();
  e.request_head = "GET / HTTP/1.1\r\nHost: news.example\r\nUser-Agent: Rasd/0.1\r\n\r\n";
  e.response_head = std::string("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n") +
                    (gzipped ? "Content-Encoding: gzip\r\n" : "") + "\r\n";
  e.payload = std::move(payload);
  return e;
}

int run(const std::string& folder, size_t records) {
  auto archive = PageArchive::open(folder);
  if (!archive) return 1;
  std::mt19937 random(1);
  std::string html;
  while (html.size() < 35'000) html += "<p>" + std::to_string(random()) + " words of a page</p>\n";
  const std::string packed = gzip(html);
  std::vector<ArchiveRef> refs;
  const double began = cpu_seconds();
  for (size_t i = 0; i < records; ++i) {
    auto ref = (*archive)->add(answer("http://news.example/" + std::to_string(i), packed, true));
    if (!ref) return 1;
    refs.push_back(std::move(*ref));
  }
  if (!(*archive)->sync()) return 1;
  const double wrote = cpu_seconds() - began;
  std::printf("written: %zu pages of %zu bytes (%zu packed), %.1f us of CPU a page\n", records,
              html.size(), packed.size(), wrote / static_cast<double>(records) * 1e6);

  std::vector<double> times;
  for (int i = 0; i < 2000; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const auto page = read_archived(folder, refs[random() % refs.size()]);
    if (!page || page->body != html) return 1;
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::sort(times.begin(), times.end());
  std::printf("opened: 2000 at random, median %.2f ms, 99 of 100 under %.2f ms, longest %.2f ms\n",
              times[1000], times[1980], times.back());

  const uint64_t before = bytes_in(folder);
  std::optional<ArchivedAnswer> last;
  for (int i = 0; i < 300; ++i) {
    auto kept = (*archive)->add_again(answer("http://news.example/rss.xml", html, false), last);
    if (!kept) return 1;
    last = std::move(*kept);
  }
  if (!(*archive)->sync()) return 1;
  std::printf("one feed of %zu bytes polled 300 times unchanged: %llu bytes\n", html.size(),
              static_cast<unsigned long long>(bytes_in(folder) - before));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "archive_bench FOLDER [RECORDS]\n");
    return 2;
  }
  return run(argv[1], argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 100'000);
}
