#include "cli/tag.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/id.h"
#include "reports/open_store.h"
#include "store/tags.h"

namespace rasd {
namespace {

/// Opens the tag book of the configured store and hands it on; the command's exit code comes back.
template <typename Work>
int with_book(const CommonOptions& common, const Work& work) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const SystemClock clock;
  auto book = TagBook::open(store_options(config->store_path()), clock);
  if (!book) return complain(book.error());
  return work(*config, *book);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ",") + part;
  return out.empty() ? "NON" : out;
}

}  // namespace

int run_tag_next(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Config& config, TagBook& book) {
    Result<std::optional<Lease>> lease = book.lease(command.user, TagQueue::kAudit);
    if (lease && !*lease) lease = book.lease(command.user, TagQueue::kLearning);
    if (!lease) return complain(lease.error());
    if (!*lease) {
      std::fprintf(stderr, "rasd: nothing waits in the queue\n");
      return 0;
    }
    auto reader = StoreReader::open(store_options(config.store_path()));
    if (!reader) return complain(reader.error());
    const auto item = read_item(*reader, (*lease)->item_id);
    if (!item) return complain(item.error());
    const ItemLine& line = item->line;
    std::printf("%s  %s  %s\n%s\n\n%s\n\n", line.item_id.c_str(), line.source_name.c_str(),
                to_rfc3339(line.at).c_str(), line.title.c_str(), item->article.text.c_str());
    if ((*lease)->queue == TagQueue::kAudit) {
      std::printf("audit sample %s: the suggestion stays hidden\n", (*lease)->design_id.c_str());
    } else {
      std::printf("suggested: incident %s, topic %s, tone %s, stance %s\n",
                  joined(line.incident).c_str(), line.topic.c_str(), line.tone.c_str(),
                  line.stance.c_str());
    }
    return 0;
  });
}

int run_tag_sample(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Config& config, TagBook& book) {
    const auto zone = TimeZone::open(config.directorate.time_zone);
    const auto from = parse_day(command.day_from);
    const auto to = parse_day(command.day_to);
    if (!zone) return complain(zone.error());
    if (!from) return complain({ErrorKind::kUsage, "--from: " + from.error().message});
    if (!to) return complain({ErrorKind::kUsage, "--to: " + to.error().message});
    AuditDesign design;
    design.id = command.day_from + "_" + command.day_to;
    design.period = {zone->start_of(*from), zone->start_of(add_days(*to, 1))};
    design.size = command.size;
    const uint64_t seed = command.seed != 0 ? command.seed : hash64(random_token(16)) >> 1;
    const auto drawn = book.draw_audit_sample(design, seed, command.user);
    if (!drawn) return complain(drawn.error());
    std::printf("drew %" PRIu64 " items for %s with seed %" PRIu64 "\n", drawn->sampled,
                design.id.c_str(), seed);
    for (const auto& stratum : drawn->strata)
      std::printf("  %-32s %" PRIu64 " of %" PRIu64 "\n", stratum.name.c_str(), stratum.drawn,
                  stratum.size);
    return 0;
  });
}

int run_tag_export(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Config&, TagBook& book) {
    std::ofstream file;
    if (command.file != "-") file.open(command.file);
    if (command.file != "-" && !file)
      return complain({ErrorKind::kUsage, "cannot write " + command.file});
    const auto n = book.export_tags(command.file == "-" ? std::cout : file);
    if (!n) return complain(n.error());
    std::fprintf(stderr, "rasd: exported %" PRIu64 " tags\n", *n);
    return 0;
  });
}

int run_tag_import(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Config&, TagBook& book) {
    std::ifstream file;
    if (command.file != "-") file.open(command.file);
    if (command.file != "-" && !file)
      return complain({ErrorKind::kUsage, "cannot read " + command.file});
    const auto sums = book.import_tags(command.file == "-" ? std::cin : file);
    if (!sums) return complain(sums.error());
    for (const auto& error : sums->errors) std::fprintf(stderr, "rasd: %s\n", error.c_str());
    std::fprintf(stderr,
                 "rasd: %" PRIu64 " tags added, %" PRIu64 " known, %" PRIu64
                 " of items that this store does not have\n",
                 sums->added, sums->known, sums->unknown_item);
    return sums->errors.empty() ? 0 : 3;
  });
}

}  // namespace rasd
