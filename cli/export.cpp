#include "cli/export.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "cli/report_options.h"
#include "reports/item_export.h"
#include "store/accounts.h"
#include "store/coverage.h"

namespace rasd {
namespace {

Result<ExportFormat> format_of(const CommonOptions& common, const std::string& text) {
  if (common.json || text == "jsonl") return ExportFormat::kJsonLines;
  if (text == "csv") return ExportFormat::kCsv;
  return fail(ErrorKind::kUsage, "--format: \"" + text + "\" is unknown; write csv or jsonl");
}

Result<void> expect_source(StoreReader& reader, const std::string& id) {
  const auto sources = list_sources(reader);
  if (!sources) return fail(sources.error());
  if (std::any_of(sources->begin(), sources->end(),
                  [&](const KnownSource& known) { return known.source.id == id; }))
    return {};
  return fail(ErrorKind::kUsage,
              "--source: there is no source '" + id + "'; `rasd source list` names them");
}

Result<void> note(const StoreOptions& store, const std::string& detail) {
  const SystemClock clock;
  auto accounts = AccountBook::open(store, clock);
  if (!accounts) return fail(accounts.error());
  return accounts->append_log("cli", "export", detail);
}

Result<uint64_t> export_to(const CommonOptions& common, const ExportCommand& command) {
  const auto config = open_config(common);
  if (!config) return fail(config.error());
  const auto format = format_of(common, command.format);
  if (!format) return fail(format.error());
  const auto zone = TimeZone::open(config->directorate.time_zone);
  if (!zone) return fail(zone.error());
  const std::string to = command.to.empty() ? "today" : command.to;
  const auto period =
      read_period(command.from.empty() ? to : command.from, to, *zone, SystemClock().now());
  if (!period) return fail(period.error());
  const auto store = existing_store(*config);
  if (!store) return fail(store.error());
  auto reader = StoreReader::open(*store);
  if (!reader) return fail(reader.error());
  ItemFilter filter;
  filter.window = period->window;
  filter.source = command.source;
  if (!command.source.empty())
    if (auto ok = expect_source(*reader, command.source); !ok) return fail(ok.error());
  std::ofstream file;
  if (command.file != "-") {
    file.open(command.file, std::ios::binary | std::ios::trunc);
    if (!file)
      return fail(ErrorKind::kUsage,
                  "cannot write " + command.file + "; name a file in a folder that is there");
  }
  // Before the first byte leaves: an export that is not in the log does not happen.
  if (auto ok = note(*store, to_string(period->first) + " to " + to_string(period->last) +
                                 (command.source.empty() ? "" : ", source " + command.source));
      !ok)
    return fail(ok.error());
  return export_items(*reader, filter, *format, command.file == "-" ? std::cout : file);
}

}  // namespace

int run_export(const CommonOptions& common, const ExportCommand& command) {
  const auto written = export_to(common, command);
  if (!written) return complain(written.error());
  if (!common.quiet)
    std::fprintf(stderr, "rasd: exported %llu items\n", static_cast<unsigned long long>(*written));
  return 0;
}

}  // namespace rasd
