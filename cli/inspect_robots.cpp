#include "cli/inspect.h"
#include "cli/inspect_json.h"
#include "crawler/robots.h"
#include "crawler/url.h"

namespace rasd {
namespace {

Result<void> answer(const rapidjson::Value& task, JsonWriter& writer) {
  const auto status = robots_answer(static_cast<int>(get_int(task, "status", 200)));
  RobotsFile file;
  if (status == RobotsAnswer::kRead) {
    const auto bytes = task_bytes(task);
    if (!bytes) return fail(bytes.error());
    file = read_robots(*bytes);
  }
  const auto agent = get_string(task, "agent", "Rasd");
  const auto url = get_string(task, "url", "/");
  put(writer, "allowed", status != RobotsAnswer::kForbidAll && file.allows(agent, url));
  if (const auto delay = file.crawl_delay(agent))
    put(writer, "crawl_delay", *delay);
  else
    put_null(writer, "crawl_delay");
  std::vector<std::string> sitemaps;
  for (const auto& address : file.sitemaps()) {
    // An absolute address is told as the file writes it.
    const std::string absolute = parse_url(address) ? address : resolve_url(address, url);
    sitemaps.push_back(absolute.empty() ? address : absolute);
  }
  put_list(writer, "sitemaps", sitemaps);
  return {};
}

}  // namespace

Result<InspectStage> inspect_robots(const InspectOptions&) { return InspectStage(answer); }

}  // namespace rasd
