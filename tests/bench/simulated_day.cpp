// A crawl of many sources over a day, in minutes: the real crawler, frontier, spool and archive on
// a simulated clock and a simulated network (crawler/fetcher.h), whose feeds fill by the hour of
// the day. Prints what was polled, taken in, late and missed, and memory at start, middle and end.
// Exits 1 when something that stood in a feed at a poll was not taken in, or memory grew by a
// quarter from the second hour to the end.
//
//   build/simulated_day FOLDER [sources = 500] [hours = 24]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/log.h"
#include "crawler/crawler.h"
#include "crawler/fetcher.h"
#include "crawler/spool.h"
#include "tests/bench/process_use.h"

namespace rasd {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kStart{seconds{1'796'083'200}};  // 2026-12-01 00:00 UTC
constexpr size_t kListed = 30;                 // entries of a feed, as WordPress and others have

struct Paper {
  std::vector<Instant> items;  // all of them, in order
  std::vector<bool> listed;    // stood in a feed that was answered
  std::vector<bool> taken;
  bool flaky = false;  // answers 503 between 10:00 and 13:00
};

class SimulatedNetwork : public Fetcher {
 public:
  SimulatedNetwork(FixedClock& clock, std::vector<Paper>& papers, Spool& spool, Instant end,
                   std::stop_source& stop)
      : clock_(clock), papers_(papers), spool_(spool), end_(end), stop_(stop) {}

  void start(FetchRequest request) override { pending_.push_back(std::move(request)); }
  size_t running() const override { return pending_.size(); }
  void wake() override {}

  std::vector<FetchAnswer> wait(milliseconds) override {
    drain();
    // The network answers at once, and a quiet crawler sleeps for two seconds.
    if (pending_.empty()) clock_.advance(seconds{2});
    if (clock_.now() >= end_) stop_.request_stop();
    note_memory();
    std::vector<FetchAnswer> answers;
    for (FetchRequest& request : pending_) answers.push_back(answer(request));
    pending_.clear();
    return answers;
  }

  struct Figures {
    uint64_t polls = 0, failed_polls = 0, unchanged = 0, pages = 0, requests = 0;
    std::vector<double> minutes_late;
    double memory_start = 0, memory_middle = 0, memory_end = 0;
  };
  Figures figures;

 private:
  FetchAnswer answer(const FetchRequest& request) {
    ++figures.requests;
    FetchAnswer out;
    out.tag = request.tag;
    out.url = request.url;
    out.status = 404;
    size_t paper = 0;
    size_t item = 0;
    const int read = std::sscanf(request.url.c_str(), "http://paper-%zu/item-%zu", &paper, &item);
    if (read == 2)
      page(item, out);
    else if (request.url.ends_with("/feed"))
      feed(papers_.at(paper), paper, out);
    out.exchange.url = request.url;
    out.exchange.response_head = "HTTP/1.1 " + std::to_string(out.status) + " OK\r\n\r\n";
    out.exchange.payload = out.body;
    return out;
  }

  void feed(Paper& paper, size_t number, FetchAnswer& out) const {
    const auto since_midnight = clock_.now() - std::chrono::floor<std::chrono::days>(clock_.now());
    if (paper.flaky && since_midnight >= hours{10} && since_midnight < hours{13}) {
      out.status = 503;
      return;
    }
    const auto published = std::upper_bound(paper.items.begin(), paper.items.end(), clock_.now());
    const auto n = static_cast<size_t>(published - paper.items.begin());
    out.status = 200;
    out.content_type = "application/rss+xml";
    out.body = "<rss version=\"2.0\"><channel><title>paper</title>";
    for (size_t i = n; i > 0 && i + kListed > n; --i) {
      const std::string id = std::to_string(i - 1);
      paper.listed[i - 1] = true;
      out.body += "<item><title>story " + id + "</title><link>http://paper-" +
                  std::to_string(number) + "/item-" + id + "</link><pubDate>" +
                  to_rfc3339(paper.items[i - 1]) + "</pubDate></item>";
    }
    out.body += "</channel></rss>";
  }

  static void page(size_t item, FetchAnswer& out) {
    out.status = 200;
    out.content_type = "text/html; charset=utf-8";
    out.body = "<html><body><article><h1>story " + std::to_string(item) + "</h1>";
    for (int i = 0; i < 20; ++i)
      out.body += "<p>A paragraph of a story that fills the page of an ordinary newspaper.</p>";
    out.body += "</article></body></html>";
  }

  /// What the store would do: settles everything at once.
  void drain() {
    std::vector<Outcome> settled;
    for (SpoolEntry& entry : spool_.take(1000, milliseconds{0})) {
      Outcome done;
      done.item_id = entry.id;
      done.state = ItemState::kStored;
      if (const auto* taken = std::get_if<FetchedPage>(&entry.record)) {
        size_t number = 0;
        size_t item = 0;
        if (std::sscanf(taken->url.c_str(), "http://paper-%zu/item-%zu", &number, &item) == 2) {
          Paper& paper = papers_.at(number);
          paper.taken[item] = true;
          ++figures.pages;
          if (paper.items[item] >= kStart)
            figures.minutes_late.push_back(
                static_cast<double>((taken->fetched - paper.items[item]).count()) / 60);
        }
      } else if (const auto* poll = std::get_if<SourcePoll>(&entry.record)) {
        ++figures.polls;
        figures.failed_polls += poll->ok ? 0 : 1;
        figures.unchanged += poll->unchanged ? 1 : 0;
      }
      settled.push_back(std::move(done));
    }
    if (settled.empty()) return;
    if (const auto told = spool_.settle(settled); !told) log_error(told.error().message);
  }

  void note_memory() {
    const auto passed = clock_.now() - kStart;
    const auto whole = end_ - kStart;
    const double now = resident_mb();
    // The first twelfth is the backlog of every feed at once.
    if (passed >= whole / 12 && figures.memory_start == 0) figures.memory_start = now;
    if (passed >= whole / 2 && figures.memory_middle == 0) figures.memory_middle = now;
    figures.memory_end = now;
  }

  FixedClock& clock_;
  std::vector<Paper>& papers_;
  Spool& spool_;
  Instant end_;
  std::stop_source& stop_;
  std::vector<FetchRequest> pending_;
};

/// Two to two hundred items a day, most of them by day; half a day of backlog.
std::vector<Paper> make_papers(size_t n, Instant end) {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> share(0, 1);
  std::vector<Paper> papers(n);
  for (size_t p = 0; p < n; ++p) {
    const double a_day = 2 * std::pow(100, share(random));
    papers[p].flaky = p % 50 == 7;
    for (Instant hour = kStart - hours{12}; hour < end; hour += hours{1}) {
      const auto of_day = (hour.time_since_epoch() / hours{1}) % 24;
      const double weight = of_day >= 5 && of_day < 20 ? 1.4 : 0.35;
      std::poisson_distribution<int> many(a_day / 24 * weight);
      for (int k = many(random); k > 0; --k)
        papers[p].items.push_back(hour + seconds{static_cast<int64_t>(share(random) * 3599)});
    }
    std::sort(papers[p].items.begin(), papers[p].items.end());
    papers[p].listed.resize(papers[p].items.size());
    papers[p].taken.resize(papers[p].items.size());
  }
  return papers;
}

double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

int run(const std::string& folder, size_t sources, int n_hours) {
  set_log_level(LogLevel::kError);
  const auto began = std::chrono::steady_clock::now();
  const Instant end = kStart + hours{n_hours};
  std::vector<Paper> papers = make_papers(sources, end);
  FixedClock clock(kStart);
  auto spool = Spool::open(folder);
  if (!spool) {
    std::fprintf(stderr, "%s\n", spool.error().message.c_str());
    return 1;
  }
  std::vector<Source> watched(sources);
  for (size_t p = 0; p < sources; ++p) {
    Source& source = watched[p];
    source.id = source.name = "paper-" + std::to_string(p);
    source.url = "http://paper-" + std::to_string(p) + "/feed";
    source.local = true;  // a name without a dot: no pacing by the steady clock
    source.priority = p % 20 == 0;
  }
  std::stop_source stop;
  SimulatedNetwork* network = nullptr;
  CrawlerOptions options;
  options.key_file = folder + "/pseudonym.key";
  options.network = [&] {
    auto made = std::make_unique<SimulatedNetwork>(clock, papers, **spool, end, stop);
    network = made.get();
    return made;
  };
  auto crawler = Crawler::open(options, std::move(watched), clock, **spool);
  if (!crawler) {
    std::fprintf(stderr, "%s\n", crawler.error().message.c_str());
    return 1;
  }
  if (const auto ran = (*crawler)->run(stop.get_token(), RunMode::kForever); !ran) {
    std::fprintf(stderr, "%s\n", ran.error().message.c_str());
    return 1;
  }
  network->wait(milliseconds{0});  // what the last batch brought
  auto& f = network->figures;
  size_t published = 0, listed = 0, lost = 0, unseen = 0;
  for (const Paper& paper : papers) {
    size_t newest = 0;  // entries listed up to here; younger ones wait for the next poll
    for (size_t i = 0; i < paper.items.size(); ++i)
      if (paper.listed[i]) newest = i;
    for (size_t i = 0; i < paper.items.size(); ++i) {
      if (paper.items[i] >= end) continue;
      ++published;
      listed += paper.listed[i] ? 1 : 0;
      lost += paper.listed[i] && !paper.taken[i] ? 1 : 0;
      unseen += !paper.listed[i] && i < newest && paper.items[i] >= kStart ? 1 : 0;
    }
  }
  const double wall =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("%zu sources, %d hours simulated in %.1f s of wall and %.1f s of CPU time\n", sources,
              n_hours, wall, cpu_seconds());
  std::printf("polls %llu (%.1f a source and hour; %llu unchanged, %llu failed), requests %llu\n",
              static_cast<unsigned long long>(f.polls),
              static_cast<double>(f.polls) / static_cast<double>(sources) / n_hours,
              static_cast<unsigned long long>(f.unchanged),
              static_cast<unsigned long long>(f.failed_polls),
              static_cast<unsigned long long>(f.requests));
  std::printf(
      "items published %zu, listed at a poll %zu, taken in %llu, listed and lost %zu, fell "
      "out of the list between polls %zu\n",
      published, listed, static_cast<unsigned long long>(f.pages), lost, unseen);
  std::printf("minutes from publication to fetch: median %.1f, p90 %.1f (n = %zu)\n",
              quantile(f.minutes_late, .5), quantile(f.minutes_late, .9), f.minutes_late.size());
  std::printf("memory: %.1f MB after a twelfth, %.1f in the middle, %.1f at the end\n",
              f.memory_start, f.memory_middle, f.memory_end);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  const bool flat = true;  // a sanitizer keeps what was freed
#else
  const bool flat = f.memory_end <= f.memory_start * 1.25;
#endif
  if (!flat) std::printf("memory grew\n");
  return lost == 0 && flat ? 0 : 1;
}

}  // namespace
}  // namespace rasd

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: simulated_day FOLDER [sources = 500] [hours = 24]\n");
    return 2;
  }
  return rasd::run(argv[1], argc > 2 ? static_cast<size_t>(std::atoi(argv[2])) : 500,
                   argc > 3 ? std::atoi(argv[3]) : 24);
}
