// Pages a second of one core, from the first byte asked for to the decoded body: Rasd's fetcher,
// curl_multi alone, and Scrapy where a Python that has it is named, over the same server in the
// same run.
//   fetch_bench PAGES [PYTHON]      e.g. fetch_bench 20000 .rivals/bin/python
// The server is a process of its own and is not counted; what counts is CPU time (user and system)
// of the one that fetches. Pages are 35 KB of HTML, sent as gzip over kept connections.
#include <curl/curl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/fetcher.h"
#include "tests/bench/process_use.h"
#include "tests/support/hostile_server.h"

namespace rasd {
namespace {

constexpr unsigned kAtOnce = 32;

/// A page of invented words, 3,000 of them, so that gzip does to it about what it does to news.
std::string page_text() {
  uint32_t state = 7;
  const auto random = [&state](uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
  };
  std::vector<std::string> words(3000);
  for (std::string& word : words)
    for (uint32_t left = 2 + random(6); left > 0; --left) append_utf8(word, 0x628 + random(0x22));
  std::string html =
      "<!doctype html><html lang=\"ar\"><head><title>خبر</title></head><body><article>";
  while (html.size() < 35'000) {
    html += "<p class=\"text\">";
    for (int i = 0; i < 40; ++i) html.append(words[random(3000)]) += ' ';
    html += "</p>\n";
  }
  return html + "</article></body></html>";
}

/// A server in a child of this process.
struct Served {
  pid_t process = -1;
  uint16_t port = 0;
  ~Served() {
    if (process <= 0) return;
    kill(process, SIGKILL);
    waitpid(process, nullptr, 0);
  }
};

Served serve(const std::string& html) {
  int ends[2];
  Served served;
  if (pipe(ends) != 0) return served;
  served.process = fork();
  if (served.process == 0) {
    const std::string answer = gzip_answer("Content-Type: text/html; charset=utf-8\r\n", html);
    const HostileServer server(
        [&](const HostileRequest&, HostileWire& wire) { wire.send(answer); });
    const uint16_t port = server.port();
    if (write(ends[1], &port, sizeof port) != sizeof port) _exit(1);
    for (;;) pause();
  }
  if (read(ends[0], &served.port, sizeof served.port) != sizeof served.port) served.port = 0;
  return served;
}

struct Run {
  size_t pages = 0;
  double seconds = 0;  // of CPU
  double rate() const { return seconds > 0 ? static_cast<double>(pages) / seconds : 0; }
};

Run by_rasd(const std::string& base, size_t pages, size_t expected) {
  SystemClock clock;
  FetcherOptions options;
  options.user_agent = "Rasd";
  options.per_host = kAtOnce;
  Fetcher fetcher(options, clock);
  Run run;
  size_t started = 0;
  const double before = cpu_seconds();
  const auto start = [&] { fetcher.start({1, base + std::to_string(started++), "", "", true, 0}); };
  while (started < std::min<size_t>(pages, kAtOnce)) start();
  for (size_t ended = 0; ended < pages;)
    for (const FetchAnswer& answer : fetcher.wait(std::chrono::milliseconds(1000))) {
      ++ended;
      run.pages += answer.body.size() == expected ? 1 : 0;
      if (started < pages) start();
    }
  run.seconds = cpu_seconds() - before;
  return run;
}

size_t keep(char* data, size_t, size_t n, void* into) {
  static_cast<std::string*>(into)->append(data, n);
  return n;
}

/// As plain as it can be done: no caps, no archive, no checks; libcurl decodes.
Run by_curl(const std::string& base, size_t pages, size_t expected) {
  Run run;
  CURLM* multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(kAtOnce));
  std::vector<std::string> bodies(kAtOnce);
  std::vector<CURL*> handles(kAtOnce);
  size_t started = 0;
  const double before = cpu_seconds();
  const auto start = [&](size_t slot) {
    bodies[slot].clear();
    curl_easy_setopt(handles[slot], CURLOPT_URL, (base + std::to_string(started++)).c_str());
    curl_multi_add_handle(multi, handles[slot]);
  };
  for (size_t slot = 0; slot < kAtOnce && started < pages; ++slot) {
    handles[slot] = curl_easy_init();
    curl_easy_setopt(handles[slot], CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(handles[slot], CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(handles[slot], CURLOPT_WRITEDATA, &bodies[slot]);
    curl_easy_setopt(handles[slot], CURLOPT_PRIVATE, reinterpret_cast<char*>(slot));
    curl_easy_setopt(handles[slot], CURLOPT_NOSIGNAL, 1L);
    start(slot);
  }
  for (size_t ended = 0; ended < pages;) {
    int running = 0, left = 0;
    curl_multi_perform(multi, &running);
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      char* slot_text = nullptr;
      CURL* easy = message->easy_handle;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &slot_text);
      const auto slot = reinterpret_cast<size_t>(slot_text);
      curl_multi_remove_handle(multi, easy);
      ++ended;
      run.pages += bodies[slot].size() == expected ? 1 : 0;
      if (started < pages) start(slot);
    }
    if (ended < pages) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  run.seconds = cpu_seconds() - before;
  for (CURL* easy : handles) curl_easy_cleanup(easy);
  curl_multi_cleanup(multi);
  return run;
}

/// Its own script counts its own CPU time; prints "version pages seconds".
Run by_scrapy(const std::string& python, const std::string& base, size_t pages,
              std::string& version) {
  Run run;
  const std::string command = python + " " RASD_SOURCE_DIR "/tests/bench/rival_fetch.py " + base +
                              " " + std::to_string(pages);
  FILE* out = popen(command.c_str(), "r");
  char name[64] = "";
  if (out && std::fscanf(out, "%63s %zu %lf", name, &run.pages, &run.seconds) != 3) run = {};
  if (out) pclose(out);
  version = name;
  return run;
}

int bench(int argc, char** argv) {
  const size_t pages = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 0;
  if (pages == 0) {
    std::fprintf(stderr, "usage: fetch_bench PAGES [PYTHON]\n");
    return 2;
  }
  const std::string html = page_text();
  const Served served = serve(html);
  if (served.port == 0) return 1;
  const std::string base = "http://127.0.0.1:" + std::to_string(served.port) + "/";
  std::printf("%zu pages of %zu bytes, %zu as gzip, %u connections, one core, CPU time\n", pages,
              html.size(), gzip(html).size(), kAtOnce);
  by_curl(base, std::min<size_t>(pages, 200), html.size());  // the server's threads are made
  const Run ours = by_rasd(base, pages, html.size());
  const Run curl = by_curl(base, pages, html.size());
  std::printf("rasd's fetcher: %.0f a second\n", ours.rate());
  std::printf("curl_multi alone, %s: %.0f a second, rasd is %.2f times that\n",
              curl_version_info(CURLVERSION_NOW)->version, curl.rate(), ours.rate() / curl.rate());
  if (argc > 2) {
    std::string version;
    const Run rival = by_scrapy(argv[2], base, std::max<size_t>(pages / 10, 100), version);
    std::printf("scrapy %s: %.0f a second (n = %zu), rasd is %.1f times that\n", version.c_str(),
                rival.rate(), rival.pages, ours.rate() / rival.rate());
  }
  return ours.pages == pages && curl.pages == pages ? 0 : 1;
}

}  // namespace
}  // namespace rasd

int main(int argc, char** argv) { return rasd::bench(argc, argv); }
