#include "crawler/crawler.h"

#include "crawler/crawl_loop.h"

namespace rasd {

Crawler::Crawler(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Crawler::~Crawler() = default;

Result<std::unique_ptr<Crawler>> Crawler::open(CrawlerOptions options, std::vector<Source> sources,
                                               const Clock& clock, Spool& spool) {
  const std::string key_file = options.key_file;
  auto loop = std::make_unique<Loop>(std::move(options), clock, spool);
  if (!key_file.empty())
    if (auto used = loop->use_key_file(key_file); !used) return fail(used.error());
  for (Source& source : sources)
    if (auto added = loop->add_source(std::move(source)); !added) return fail(added.error());
  return std::unique_ptr<Crawler>(new Crawler(std::move(loop)));
}

Result<void> Crawler::run(std::stop_token stop, RunMode mode) { return loop_->run(stop, mode); }

}  // namespace rasd
