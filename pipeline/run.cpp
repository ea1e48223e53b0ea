#include "pipeline/run.h"

#include <pthread.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/file.h"
#include "base/log.h"
#include "crawler/observation_inbox.h"
#include "crawler/spool.h"
#include "nlp/reader.h"
#include "pipeline/annotate_stage.h"
#include "pipeline/hand_over.h"
#include "pipeline/own_sites.h"
#include "pipeline/place.h"
#include "pipeline/store_lock.h"
#include "pipeline/store_stage.h"
#include "pipeline/suspects.h"
#include "reports/open_store.h"
#include "store/writer.h"

namespace rasd {
namespace {

/// The stages' threads: the first failure stops all of them and is what the run ends with.
class Threads {
 public:
  explicit Threads(std::stop_token stop) : outer_(std::move(stop), [this] { stop_all(); }) {}
  ~Threads() { stop_all(); }

  template <typename Work>
  void start(std::string name, Work work) {
    threads_.emplace_back([this, name = std::move(name), work = std::move(work)] {
      ::pthread_setname_np(::pthread_self(), name.c_str());  // seen in top -H
      if (auto result = work(all_.get_token()); !result) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = Error{result.error().kind, name + ": " + result.error().message};
        all_.request_stop();
      }
    });
  }
  void stop_all() { all_.request_stop(); }
  void join() {
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }
  std::optional<Error> error() {
    const std::lock_guard lock(mutex_);
    return error_;
  }

 private:
  std::stop_source all_;
  std::mutex mutex_;
  std::optional<Error> error_;
  std::vector<std::jthread> threads_;
  std::stop_callback<std::function<void()>> outer_;
};

LinkOptions link(const Config& config, std::string endpoint, LinkOptions::Side side) {
  LinkOptions options;
  options.endpoint = std::move(endpoint);
  options.side = side;
  options.window = config.links.window;
  options.dead_after = config.links.dead_after;
  return options;
}

CrawlerOptions crawler_options(const Config& config) {
  CrawlerOptions options;
  options.user_agent = config.user_agent();
  options.connections = config.crawl.hosts;
  options.per_host = config.crawl.per_host;
  options.delay = config.crawl.host_delay;
  options.timeout = config.crawl.timeout;
  options.horizon = std::chrono::duration_cast<std::chrono::hours>(config.crawl.horizon);
  options.key_file = config.folders.data + "/pseudonym.key";
  options.attachments = config.attachment_folder();
  return options;
}

/// Those of the configuration, and the inbox of observations handed in on this machine.
std::vector<Source> watched_sources(const Config& config) {
  std::vector<Source> sources = config.sources;
  sources.push_back(inbox_source(config.inbox_folder()));
  return sources;
}

}  // namespace

Result<void> run_stages(const Config& config, const RunOptions& options, const Clock& clock,
                        std::stop_token stop) {
  if (auto ok = make_folder(config.folders.data); !ok) return ok;
  const bool together = options.crawl && options.annotate && options.store;
  const std::string articles = together ? "inproc://articles" : config.links.articles;
  const std::string annotated = together ? "inproc://annotated" : config.links.annotated;
  const LinkContext context;
  const auto zone = TimeZone::open(config.directorate.time_zone);
  if (!zone) return fail(zone.error());

  std::optional<Suspects> suspects;
  if (options.crawl || options.annotate) {
    auto opened = Suspects::open(config.folders.data + "/reading", together        ? "run"
                                                                   : options.crawl ? "crawl"
                                                                                   : "annotate");
    if (!opened) return fail(opened.error());
    suspects.emplace(std::move(*opened));
  }
  std::unique_ptr<Spool> spool;
  std::unique_ptr<Crawler> crawler;
  std::unique_ptr<Reader> reader;
  std::optional<Writer> writer;
  std::atomic<bool> intake_done{false};
  Threads threads(stop);

  if (options.crawl) {
    auto opened = Spool::open(config.crawl_folder());
    if (!opened) return fail(opened.error());
    spool = std::move(*opened);
    Intake intake = options.intake;
    if (!intake) {
      auto made = Crawler::open(crawler_options(config), watched_sources(config), clock, *spool);
      if (!made) return fail(made.error());
      crawler = std::move(*made);
      intake = [&crawler, mode = options.mode](Spool&, std::stop_token stopped) {
        return crawler->run(std::move(stopped), mode);
      };
    }
    threads.start("crawl", [&, intake](std::stop_token stopped) {
      auto result = intake(*spool, std::move(stopped));
      intake_done = true;
      return result;
    });
    threads.start("hand over", [&](std::stop_token stopped) {
      HandOverOptions hand_over_options;
      hand_over_options.link = link(config, articles, LinkOptions::Side::kBind);
      hand_over_options.zone = &*zone;
      hand_over_options.suspects = &*suspects;
      hand_over_options.extract_threads = options.extract_threads;
      std::function<bool()> done;
      if (options.mode == RunMode::kOnce)
        done = [&] {
          const SpoolCounts counts = spool->counts();
          return intake_done && counts.pending == 0 && counts.other_pending == 0;
        };
      auto result = hand_over(context, *spool, clock, hand_over_options, std::move(stopped), done);
      if (result && options.mode == RunMode::kOnce) threads.stop_all();
      return result;
    });
  }
  if (options.store) {
    threads.start("store", [&](std::stop_token stopped) -> Result<void> {
      const auto lock = StoreLock::take(config.folders.data);
      if (!lock) return fail(lock.error());
      const StoreOptions store = store_options(config.store_path());
      auto opened = Writer::open(store, clock);
      if (!opened) return fail(opened.error());
      writer.emplace(std::move(*opened));
      if (!config.sources.empty())
        if (auto ok = writer->set_sources(watched_sources(config)); !ok) return ok;
      auto placer = Placer::restore(store);
      if (!placer) return fail(placer.error());
      StoreStageOptions store_stage;
      store_stage.annotated = link(config, annotated, LinkOptions::Side::kBind);
      return store_records(
          context, *writer, [&](const AnnotatedArticle& both) { return placer->place(both); },
          clock, store_stage, std::move(stopped));
    });
  }
  if (options.annotate) {
    auto opened = Reader::open(config.folders.models);
    if (!opened) return fail(opened.error());
    reader = std::move(*opened);
    for (unsigned i = 0; i < std::max(1u, options.annotators); ++i)
      threads.start("annotate", [&](std::stop_token stopped) {
        AnnotateOptions annotate_options;
        annotate_options.articles = link(config, articles, LinkOptions::Side::kConnect);
        annotate_options.suspects = &*suspects;
        annotate_options.annotated = link(config, annotated, LinkOptions::Side::kConnect);
        return annotate(context, *reader, clock, annotate_options, std::move(stopped));
      });
  }
  if (options.watch && options.mode == RunMode::kForever)
    threads.start("watch", [&](std::stop_token stopped) {
      return keep_watching_own_sites(config, clock, std::move(stopped));
    });
  threads.join();
  if (auto error = threads.error()) return fail(*error);
  return {};
}

}  // namespace rasd
