#include "cli/observe.h"

#include <cstdio>

#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"
#include "crawler/attachment_folder.h"
#include "crawler/observation_inbox.h"
#include "crawler/observations.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kMostFileBytes = size_t{20} << 20;

Result<std::string> read_input(const std::string& name) {
  if (name != "-") return read_file(name, kMostFileBytes);
  std::string all;
  char part[65536];
  while (const size_t n = std::fread(part, 1, sizeof part, stdin)) {
    all.append(part, n);
    if (all.size() > kMostFileBytes)
      return fail(ErrorKind::kUsage,
                  "more than 20 MB on standard input; put it into several files");
  }
  return all;
}

int hand_in_one(const CommonOptions& common, const Config& config, const ObserveCommand& command) {
  NewObservation observation;
  observation.text = command.text;
  if (command.text == "-") {
    auto text = read_input("-");
    if (!text) return complain(text.error());
    observation.text = std::string(trim(*text));
  }
  observation.channel = command.channel;
  observation.place = command.place;
  // To the minute: the same note handed in twice by mistake is one.
  observation.received = std::chrono::floor<std::chrono::minutes>(SystemClock().now());
  if (!command.received.empty()) {
    auto at = parse_rfc3339(command.received);
    if (!at)
      return complain({ErrorKind::kUsage, "--time: write 2026-11-24T08:30:00+03:00 or 2026-11-24"});
    observation.received = *at;
  }
  const AttachmentFolder folder(config.attachment_folder());
  if (command.attachments.size() > kMostAttachments)
    return complain({ErrorKind::kUsage, "at most " + std::to_string(kMostAttachments) + " files"});
  for (const std::string& path : command.attachments) {
    auto bytes = read_file(path, kMostAttachmentBytes + 1);
    if (!bytes) return complain(bytes.error());
    auto kept = folder.keep(*bytes, path, "");
    if (!kept) return complain({ErrorKind::kUsage, kept.error().message});
    observation.attachments.push_back(std::move(*kept));
  }
  const auto id = hand_in(config.inbox_folder(), observation);
  if (!id) return complain(id.error());
  if (common.json) {
    JsonBuffer buffer;
    JsonWriter out(buffer);
    out.StartObject();
    put(out, "item", *id);
    put(out, "attachments", static_cast<int64_t>(observation.attachments.size()));
    out.EndObject();
    std::printf("%s\n", buffer.GetString());
  } else {
    std::printf("handed in as %s\n", id->c_str());
  }
  return 0;
}

int hand_in_file(const CommonOptions& common, const Config& config, const std::string& name) {
  auto bytes = read_input(name);
  if (!bytes) return complain(bytes.error());
  ListContext context;
  context.now = SystemClock().now();
  auto reading = read_observations(inbox_source(config.inbox_folder()), *bytes, context);
  if (!reading) return complain({ErrorKind::kUsage, reading.error().message});
  const bool is_json = trim(*bytes).starts_with('{');
  const std::string file = config.inbox_folder() + "/ready-" + content_hash(*bytes).substr(0, 32) +
                           (is_json ? ".jsonl" : ".csv");
  if (auto made = make_folder(config.inbox_folder()); !made) return complain(made.error());
  if (auto written = write_file(file, *bytes); !written) return complain(written.error());
  if (common.json) {
    JsonBuffer buffer;
    JsonWriter out(buffer);
    out.StartObject();
    put(out, "handed_in", static_cast<int64_t>(reading->items.size()));
    put_key(out, "quarantined");
    out.StartArray();
    for (const Outcome& broken : reading->broken) put_value(out, broken.reason);
    out.EndArray();
    out.EndObject();
    std::printf("%s\n", buffer.GetString());
  } else {
    std::printf("%zu observations handed in\n", reading->items.size());
    for (const Outcome& broken : reading->broken)
      std::fprintf(stderr, "rasd: %s: quarantined\n", broken.reason.c_str());
  }
  return reading->broken.empty() ? 0 : 3;
}

}  // namespace

int run_observe(const CommonOptions& common, const ObserveCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  if (command.file.empty() == command.text.empty())
    return complain({ErrorKind::kUsage, "write the observation, or name a file of them by --file"});
  return command.file.empty() ? hand_in_one(common, *config, command)
                              : hand_in_file(common, *config, command.file);
}

}  // namespace rasd
