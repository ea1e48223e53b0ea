#include <optional>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/html_entity.h"
#include "pipeline/bounded_lines.h"
#include "pipeline/replay_intake.h"
#include "records/json.h"
#include "records/wire.h"

namespace rasd {
namespace {

constexpr size_t kLongestLine = size_t{8} << 20;
constexpr size_t kMostBytes = size_t{1} << 20;  // of a quarantined line
/// One byte of a line grows to at most this many on the way to the spool (`&` to `&amp;`).
constexpr size_t kMostGrowth = 6;
/// What the later stages add to a record (labels, the text's own copies of title and lead).
constexpr size_t kLaterAdditions = size_t{256} << 10;

/// "2015-07-21 02:51:32" is local time of the newsroom that wrote it; RFC 3339 says its zone.
std::optional<Instant> read_time(std::string_view text, const TimeZone& zone) {
  auto at = parse_rfc3339(text);
  if (!at) return std::nullopt;
  const bool has_zone = text.size() > 19 || (text.size() > 10 && text.back() == 'Z');
  return has_zone ? *at : *at - zone.offset_at(*at);
}

/// Archived text is plain; where it holds markup characters it is written as the markup of itself,
/// since hints carry HTML.
std::string as_content(std::string_view text) {
  if (text.find_first_of("<&") == std::string_view::npos) return std::string(text);
  std::string out = "<p>";
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    append_html_escaped(out, text.substr(at, end - at));
    if (end < text.size()) out += "</p><p>";
    at = end + 1;
  }
  return out + "</p>";
}

Outcome malformed(const std::string& file, uint64_t line, std::string_view bytes,
                  const std::string& reason, Instant now) {
  Outcome out;
  out.item_id = content_id({"replay", file, std::to_string(line), bytes});
  out.source_id = "replay";
  out.url = file + ":" + std::to_string(line);
  out.state = ItemState::kQuarantined;
  out.stage = "fetch";
  out.reason = reason;
  out.at = now;
  out.bytes = std::string(bytes.substr(0, kMostBytes));
  return out;
}

/// Puts the item in the place of a page that no stage could take, under its own source.
Outcome too_large(const FetchedPage& page, size_t size, std::string_view line, Instant now) {
  Outcome out;
  out.item_id = page.item_id;
  out.source_id = page.source_id;
  out.url = page.url;
  out.state = ItemState::kQuarantined;
  out.stage = "fetch";
  out.reason = "too large: " + std::to_string(size >> 20) +
               " MB as a record, where its text is written as markup; at most " +
               std::to_string((kMaxWireBytes - kLaterAdditions) >> 20) + " MB are taken";
  out.at = now;
  out.bytes = std::string(line.substr(0, kMostBytes));
  return out;
}

Result<void> take_line(const std::string& line, const std::string& shown, uint64_t number,
                       const TimeZone& zone, Instant now, ReplayIntake& intake) {
  auto object = parse_json(line, kLongestLine, 16);
  if (!object || !object->IsObject() ||
      (get_string(*object, "url").empty() && get_string(*object, "title").empty()))
    return intake.quarantine(
        malformed(shown, number, line,
                  object ? "an item needs a url or a title" : object.error().message, now));
  FetchedPage page;
  const std::string_view source = get_string(*object, "source", "replay");
  if (!parse(get_string(*object, "kind", "news"), page.kind)) page.kind = ItemKind::kNews;
  page.source_id = intake.use_source(source, page.kind);
  page.url = page.final_url = std::string(get_string(*object, "url"));
  page.item_id = content_id({page.source_id, page.url.empty() ? line : page.url});
  page.hints.title = std::string(get_string(*object, "title"));
  page.hints.content = as_content(get_string(*object, "content"));
  page.hints.author = std::string(get_string(*object, "author"));
  page.hints.language = std::string(get_string(*object, "language"));
  page.hints.published =
      read_time(get_string(*object, "published", get_string(*object, "date_extracted")), zone);
  page.fetched = page.hints.published.value_or(now);
  const size_t size = line.size() * kMostGrowth < kMaxWireBytes ? 0 : encode(page).size();
  if (size > kMaxWireBytes - kLaterAdditions)
    return intake.quarantine(too_large(page, size, line, now));
  return intake.add({std::move(page), std::nullopt}, line.size());
}

}  // namespace

Result<void> replay_lines(const std::string& path, const std::string& shown, const TimeZone& zone,
                          const Clock& clock, ReplayIntake& intake) {
  auto lines = BoundedLines::open(path, {kLongestLine, kMostBytes});
  if (!lines) return fail(lines.error());
  while (!intake.is_stopped()) {
    const auto more = lines->next();
    if (!more) return fail(more.error());
    if (!*more) break;
    const std::string& line = lines->line();
    if (!lines->is_cut() && trim(line).empty()) continue;
    auto taken = lines->is_cut()
                     ? intake.quarantine(malformed(shown, lines->number(), line,
                                                   "a line longer than 8 MB", clock.now()))
                     : take_line(line, shown, lines->number(), zone, clock.now(), intake);
    if (!taken) return taken;
  }
  return {};
}

}  // namespace rasd
