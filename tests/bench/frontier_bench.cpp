// The frontier at a million known addresses: how long "what next" takes, and how much memory.
// Exits 1 when the 99th percentile of an answer is a millisecond or more.
//
//   build/frontier_bench FOLDER [addresses = 1000000] [hosts = 500]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "base/id.h"
#include "crawler/database.h"
#include "crawler/frontier.h"
#include "crawler/item_key.h"
#include "tests/bench/process_use.h"

namespace rasd {
namespace {

constexpr size_t kBatch = 5000;
constexpr size_t kWaiting = 10;  // one address in so many still waits to be fetched

std::string host_of(size_t n) { return "paper-" + std::to_string(n) + ".example"; }
std::string id_of(size_t n) { return content_id({"address", std::to_string(n)}); }

struct Timing {
  std::vector<double> micros;
  template <typename Call>
  void take(const Call& call) {
    const auto began = std::chrono::steady_clock::now();
    call();
    micros.push_back(
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began)
            .count());
  }
  double at(double share) {
    std::sort(micros.begin(), micros.end());
    return micros[static_cast<size_t>(share * static_cast<double>(micros.size() - 1))];
  }
};

int run(const std::string& folder, size_t addresses, size_t hosts) {
  auto opened = CrawlDatabase::open(folder + "/crawl.db");
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().message.c_str());
    return 1;
  }
  CrawlDatabase& database = **opened;
  Frontier frontier(database);
  const Instant now{std::chrono::seconds{1'800'000'000}};
  for (size_t first = 0; first < addresses; first += kBatch) {
    const auto filled = database.transaction(CrawlDatabase::Sync::kRepeatable, [&] {
      std::vector<CrawlTask> tasks;
      for (size_t n = first; n < std::min(addresses, first + kBatch); ++n) {
        if (n % kWaiting != 0) {
          const std::string key = item_key(id_of(n));
          database.query("INSERT INTO item(id, source, state) VALUES(?, 'paper', 10)")
              .blob(key)
              .run();
          continue;
        }
        CrawlTask task;
        task.page.item_id = id_of(n);
        task.page.source_id = "paper";
        task.host = host_of(n / kWaiting % hosts);
        task.page.url = "https://" + task.host + "/story-" + std::to_string(n);
        task.next_try = now + std::chrono::seconds{static_cast<int64_t>(n % 997) - 500};
        tasks.push_back(std::move(task));
      }
      frontier.add_tasks_inside(tasks);
    });
    if (!filled) {
      std::fprintf(stderr, "%s\n", filled.error().message.c_str());
      return 1;
    }
  }
  const double filled_mb = resident_mb();
  std::mt19937_64 random(3);
  Timing next;
  Timing due;
  Timing listed;
  size_t given = 0;
  size_t fresh = 0;
  for (int i = 0; i < 5000; ++i) {
    const std::string host = host_of(random() % hosts);
    next.take([&] {
      const auto tasks = frontier.due(host, now, 1);
      given += tasks ? tasks->size() : 0;
    });
    due.take([&] { (void)frontier.next_due(host); });
    std::vector<std::string> ids;  // a feed of 30 entries, two of them new
    for (int k = 0; k < 28; ++k) ids.push_back(id_of(random() % addresses));
    ids.push_back(id_of(addresses + random() % addresses));
    ids.push_back(id_of(addresses + random() % addresses));
    listed.take([&] { fresh += frontier.unknown(ids)->size(); });
  }
  std::printf("%zu addresses, %zu waiting, %zu hosts; n = %zu calls each, in microseconds\n",
              addresses, addresses / kWaiting, hosts, next.micros.size());
  std::printf("  what next (due, 1)     median %7.1f  p99 %7.1f\n", next.at(.5), next.at(.99));
  std::printf("  when next (next_due)   median %7.1f  p99 %7.1f\n", due.at(.5), due.at(.99));
  std::printf("  which of 30 are new    median %7.1f  p99 %7.1f\n", listed.at(.5), listed.at(.99));
  std::printf("memory: %.1f MB filled, %.1f MB after all calls\n", filled_mb, resident_mb());
  const bool sound = given > 0 && fresh >= 2 * 5000 - 100;
  return sound && next.at(.99) < 1000 && due.at(.99) < 1000 ? 0 : 1;
}

}  // namespace
}  // namespace rasd

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: frontier_bench FOLDER [addresses] [hosts]\n");
    return 2;
  }
  return rasd::run(argv[1], argc > 2 ? static_cast<size_t>(std::atol(argv[2])) : 1'000'000,
                   argc > 3 ? static_cast<size_t>(std::atol(argv[3])) : 500);
}
