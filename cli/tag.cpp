#include "cli/tag.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/id.h"
#include "cli/report_options.h"
#include "records/json.h"
#include "store/accounts.h"
#include "store/tags.h"

namespace rasd {
namespace {

constexpr const char* kCommandLineUser = "cli";

/// What a command on tags works with.
struct Work {
  const Config& config;
  const StoreOptions& store;
  TagBook& book;
};

/// Opens the tag book of the configured store, which must be there, and hands it on; the command's
/// exit code comes back.
template <typename Task>
int with_book(const CommonOptions& common, const Task& task) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto store = existing_store(*config);
  if (!store) return complain(store.error());
  const SystemClock clock;
  auto book = TagBook::open(*store, clock);
  if (!book) return complain(book.error());
  return task(Work{*config, *store, *book});
}

/// A misspelt name would lease items to nobody.
Result<void> expect_user(const StoreOptions& store, const std::string& user) {
  if (user == kCommandLineUser) return {};
  const SystemClock clock;
  auto accounts = AccountBook::open(store, clock);
  if (!accounts) return fail(accounts.error());
  const auto found = accounts->find_user(user);
  if (found) return {};
  if (found.error().kind != ErrorKind::kNotFound) return fail(found.error());
  return fail(ErrorKind::kUsage,
              "--user: there is no user '" + user + "'; `rasd user list` names them");
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ",") + part;
  return out.empty() ? "NON" : out;
}

void print_text(const Lease& lease, const StoredItem& item) {
  const ItemLine& line = item.line;
  std::printf("%s  %s  %s\n%s\n\n%s\n\n", line.item_id.c_str(), line.source_name.c_str(),
              to_rfc3339(line.at).c_str(), line.title.c_str(), item.article.text.c_str());
  if (lease.queue == TagQueue::kAudit)
    std::printf("audit sample %s: the suggestion stays hidden\n", lease.design_id.c_str());
  else
    std::printf("suggested: incident %s, topic %s, tone %s, stance %s\n",
                joined(line.incident).c_str(), line.topic.c_str(), line.tone.c_str(),
                line.stance.c_str());
}

void print_json(const Lease& lease, const StoredItem& item) {
  const ItemLine& line = item.line;
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "item", line.item_id);
  put(out, "source", line.source_id);
  put(out, "source_name", line.source_name);
  put(out, "at", to_rfc3339(line.at));
  put(out, "url", line.url);
  put(out, "language", line.language);
  put(out, "title", line.title);
  put(out, "text", item.article.text);
  put(out, "leased_until", to_rfc3339(lease.expires));
  if (lease.queue == TagQueue::kAudit) {  // the suggestion stays hidden
    put(out, "queue", "audit");
    put(out, "design", lease.design_id);
  } else {
    put(out, "queue", "learning");
    Labels suggested;
    suggested.incident = line.incident;
    suggested.topic = line.topic;
    suggested.tone = line.tone;
    suggested.stance = line.stance;
    const std::string labels = to_json(suggested);
    put_key(out, "suggested");
    out.RawValue(labels.data(), labels.size(), rapidjson::kObjectType);
  }
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

void print_text(const DrawnDesign& drawn) {
  std::printf("drew %" PRIu64 " items for %s with seed %" PRIu64 "\n", drawn.sampled,
              drawn.design.id.c_str(), drawn.seed);
  for (const auto& stratum : drawn.strata)
    std::printf("  %-32s %" PRIu64 " of %" PRIu64 "\n", stratum.name.c_str(), stratum.drawn,
                stratum.size);
}

void print_json(const DrawnDesign& drawn) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "design", drawn.design.id);
  put(out, "from", to_rfc3339(drawn.design.period.from));
  put(out, "to", to_rfc3339(drawn.design.period.to));
  put(out, "seed", static_cast<int64_t>(drawn.seed));
  put(out, "drawn", static_cast<int64_t>(drawn.sampled));
  put_key(out, "strata");
  out.StartArray();
  for (const auto& stratum : drawn.strata) {
    out.StartObject();
    put(out, "name", stratum.name);
    put(out, "drawn", static_cast<int64_t>(stratum.drawn));
    put(out, "of", static_cast<int64_t>(stratum.size));
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_tag_next(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Work& at) {
    if (auto ok = expect_user(at.store, command.user); !ok) return complain(ok.error());
    Result<std::optional<Lease>> lease = at.book.lease(command.user, TagQueue::kAudit);
    if (lease && !*lease) lease = at.book.lease(command.user, TagQueue::kLearning);
    if (!lease) return complain(lease.error());
    if (!*lease) {
      if (common.json) std::printf("{\"item\":null}\n");
      if (!common.quiet) std::fprintf(stderr, "rasd: nothing waits in the queue\n");
      return 0;
    }
    auto reader = StoreReader::open(at.store);
    if (!reader) return complain(reader.error());
    const auto item = read_item(*reader, (*lease)->item_id);
    if (!item) return complain(item.error());
    common.json ? print_json(**lease, *item) : print_text(**lease, *item);
    return 0;
  });
}

int run_tag_sample(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Work& at) {
    const auto zone = TimeZone::open(at.config.directorate.time_zone);
    if (!zone) return complain(zone.error());
    const auto period = read_period(command.day_from, command.day_to, *zone, SystemClock().now());
    if (!period) return complain(period.error());
    if (auto ok = expect_user(at.store, command.user); !ok) return complain(ok.error());
    AuditDesign design;
    design.id = to_string(period->first) + "_" + to_string(period->last);
    design.period = period->window;
    design.size = command.size;
    const uint64_t seed = command.seed != 0 ? command.seed : hash64(random_token(16)) >> 1;
    const auto drawn = at.book.draw_audit_sample(design, seed, command.user);
    if (!drawn) return complain(drawn.error());
    common.json ? print_json(*drawn) : print_text(*drawn);
    return 0;
  });
}

int run_tag_export(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Work& at) {
    std::ofstream file;
    if (command.file != "-") file.open(command.file);
    if (command.file != "-" && !file)
      return complain({ErrorKind::kUsage,
                       "cannot write " + command.file + "; name a file in a folder that is there"});
    const auto n = at.book.export_tags(command.file == "-" ? std::cout : file);
    if (!n) return complain(n.error());
    if (!common.quiet) std::fprintf(stderr, "rasd: exported %" PRIu64 " tags\n", *n);
    return 0;
  });
}

int run_tag_import(const CommonOptions& common, const TagCommand& command) {
  return with_book(common, [&](const Work& at) {
    std::ifstream file;
    if (command.file != "-") file.open(command.file);
    if (command.file != "-" && !file)
      return complain({ErrorKind::kUsage,
                       "cannot read " + command.file + "; name a file of `rasd tag export`"});
    const auto sums = at.book.import_tags(command.file == "-" ? std::cin : file,
                                          command.dry_run ? ImportMode::kTry : ImportMode::kKeep);
    if (!sums) return complain(sums.error());
    for (const auto& error : sums->errors) std::fprintf(stderr, "rasd: %s\n", error.c_str());
    if (!common.quiet)
      std::fprintf(stderr,
                   "rasd: %" PRIu64 " tags %s, %" PRIu64 " known, %" PRIu64
                   " of items that this store does not have\n",
                   sums->added, command.dry_run ? "would be added" : "added", sums->known,
                   sums->unknown_item);
    return sums->errors.empty() ? 0 : 3;
  });
}

}  // namespace rasd
