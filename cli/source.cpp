#include "cli/source.h"

#include <cstdio>
#include <filesystem>

#include "records/json.h"
#include "reports/open_store.h"
#include "store/coverage.h"

namespace rasd {
namespace {

std::string state_of(const SourceCoverage& source) {
  if (source.failing) return "failing: " + source.last_error;
  if (source.silent) return "silent";
  return std::string(name(source.reach));
}

void print(const CommonOptions& common, const SourceCoverage& source) {
  const std::string last = source.last_success ? to_rfc3339(*source.last_success) : "never";
  if (!common.json) {
    std::printf("%-24s %-12s %6u items  last reached %-20s  %s\n", source.source.id.c_str(),
                std::string(name(source.source.connector)).c_str(), source.items, last.c_str(),
                state_of(source).c_str());
    return;
  }
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "id", source.source.id);
  put(out, "name", source.source.name);
  put(out, "connector", name(source.source.connector));
  put(out, "url", source.source.url);
  put(out, "items_last_day", int64_t{source.items});
  put(out, "last_success", last);
  put(out, "state", state_of(source));
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_source_list(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  if (!std::filesystem::exists(config->store_path())) {
    for (const Source& source : config->sources) {
      SourceCoverage unseen;
      unseen.source = source;
      print(common, unseen);
    }
    return 0;
  }
  auto reader = StoreReader::open(store_options(config->store_path()));
  if (!reader) return complain(reader.error());
  const Instant now = SystemClock().now();
  const auto coverage = read_coverage(*reader, {now - std::chrono::days{1}, now});
  if (!coverage) return complain(coverage.error());
  for (const SourceCoverage& source : coverage->sources) print(common, source);
  return coverage->failed > 0 ? 3 : 0;
}

}  // namespace rasd
