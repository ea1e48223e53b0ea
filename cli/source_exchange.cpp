#include <algorithm>
#include <cstdio>
#include <set>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/source.h"
#include "cli/source_file.h"
#include "crawler/opml.h"
#include "crawler/source_discovery.h"
#include "crawler/url.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kMostBytes = size_t{16} << 20;

Result<std::string> read_input(const std::string& file) {
  if (!file.empty() && file != "-") return read_file(file, kMostBytes);
  std::string all;
  char part[65536];
  while (const size_t n = std::fread(part, 1, sizeof part, stdin)) {
    all.append(part, n);
    if (all.size() > kMostBytes) return fail(ErrorKind::kUsage, "more than 16 MB; split the file");
  }
  return all;
}

}  // namespace

int run_source_import(const CommonOptions& common, const SourceCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  auto bytes = read_input(command.file);
  if (!bytes) return complain(bytes.error());
  const auto outlines = read_opml(*bytes);
  if (!outlines) return complain(outlines.error());
  std::set<std::string> watched;
  for (const Source& source : config->sources) watched.insert(canonical_url(source.url));
  std::vector<std::string> ids = source_ids(*config);
  std::string tables;
  int64_t added = 0, known = 0, refused = 0;
  for (const OpmlOutline& one : *outlines) {
    const auto url = parse_url(one.feed);
    if (!url || !url->is_web()) {
      ++refused;
      std::fprintf(stderr, "rasd: left out, not a web address: %s\n",
                   std::string(clip_utf8(one.feed, 200)).c_str());
      continue;
    }
    if (!watched.insert(canonical_url(*url)).second) {
      ++known;
      continue;
    }
    Source source;
    source.id = suggest_id(one.site.empty() ? url->href() : one.site, ids);
    ids.push_back(source.id);
    source.name = one.title.empty() ? source.id : one.title;
    source.url = url->href();
    if (const auto site = parse_url(one.site); site && site->is_web()) source.site = site->href();
    source.language = one.language;
    source.tags = one.tags;
    tables += source_table(source, "imported from OPML");
    ++added;
  }
  if (command.dry_run && !common.json) std::printf("%s", tables.c_str());
  if (!command.dry_run && added > 0) {
    const auto file = file_for_new_sources(*config, command.to);
    if (!file) return complain(file.error());
    if (auto written = append_sources(*file, tables); !written) return complain(written.error());
  }
  if (common.json) {
    JsonBuffer buffer;
    JsonWriter out(buffer);
    out.StartObject();
    put(out, "added", added);
    put(out, "known", known);
    put(out, "refused", refused);
    out.EndObject();
    std::printf("%s\n", buffer.GetString());
  } else if (!command.dry_run) {
    std::printf("%lld sources added, %lld known, %lld left out\n", static_cast<long long>(added),
                static_cast<long long>(known), static_cast<long long>(refused));
  }
  return refused > 0 ? 3 : 0;
}

int run_source_export(const CommonOptions& common, const SourceCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  std::vector<OpmlOutline> outlines;
  size_t others = 0;
  for (const Source& source : config->sources) {
    if (source.connector != Connector::kFeed) {
      ++others;
      continue;
    }
    outlines.push_back({source.name, source.url, source.site, source.language, source.tags});
  }
  const std::string opml = write_opml(outlines, "Rasd");
  if (command.file.empty() || command.file == "-") {
    std::fwrite(opml.data(), 1, opml.size(), stdout);
  } else if (auto written = write_file(command.file, opml); !written) {
    return complain(written.error());
  }
  if (others > 0 && !common.quiet)
    std::fprintf(stderr, "rasd: %zu sources are no feeds, which is all that OPML can say\n",
                 others);
  return 0;
}

}  // namespace rasd
