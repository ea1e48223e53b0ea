#include "crawler/observations.h"

#include <algorithm>
#include <array>

#include "base/id.h"
#include "base/utf8.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kMostTextBytes = size_t{256} << 10;
constexpr size_t kMostKeptBytes = size_t{1} << 20;

struct Row {
  size_t line = 0;
  std::string_view raw;
  std::string id, received, channel, place, text;
  std::vector<Attachment> attachments;
  std::string trouble;  ///< why the row cannot be read at all
};

/// Cuts one CSV record off the front: quoted cells may hold separators, quotes ("") and lines.
std::vector<std::string> next_record(std::string_view& rest, char separator, size_t& line,
                                     bool& open_quote) {
  std::vector<std::string> cells(1);
  open_quote = false;
  size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (c == '\n') ++line;
    if (open_quote) {
      if (c != '"')
        cells.back() += c;
      else if (at + 1 < rest.size() && rest[at + 1] == '"')
        cells.back() += rest[++at];
      else
        open_quote = false;
    } else if (c == '"' && trim(cells.back()).empty()) {
      cells.back().clear();
      open_quote = true;
    } else if (c == separator) {
      cells.emplace_back();
    } else if (c == '\n') {
      ++at;
      break;
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  rest.remove_prefix(at);
  return cells;
}

Result<std::vector<Row>> read_csv(std::string_view bytes) {
  std::vector<Row> rows;
  const std::string_view first = bytes.substr(0, bytes.find('\n'));
  const char separator =
      std::count(first.begin(), first.end(), ';') > std::count(first.begin(), first.end(), ',')
          ? ';'
          : ',';
  size_t line = 1;
  bool open_quote = false;
  std::array<std::string Row::*, 5> members = {&Row::id, &Row::received, &Row::channel, &Row::place,
                                               &Row::text};
  constexpr std::array<std::string_view, 5> kNames = {"id", "received", "channel", "place", "text"};
  std::vector<std::string Row::*> columns;
  bool has_text = false;
  for (const auto& cell : next_record(bytes, separator, line, open_quote)) {
    columns.push_back(nullptr);
    for (size_t i = 0; i < kNames.size(); ++i)
      if (equals_ignoring_case(trim(cell), kNames[i])) columns.back() = members[i];
    has_text |= columns.back() == &Row::text;
  }
  if (!has_text)
    return fail(ErrorKind::kMalformed,
                "the first line must name the columns: id,received,channel,place,text");
  while (!bytes.empty()) {
    Row row;
    row.line = line;
    const std::string_view before = bytes;
    const auto cells = next_record(bytes, separator, line, open_quote);
    row.raw = before.substr(0, before.size() - bytes.size());
    if (trim(row.raw).empty()) continue;
    if (open_quote) {
      // An unclosed quote swallows the rest of the file: give up this line only.
      const size_t end = std::min(before.find('\n'), before.size() - 1) + 1;
      bytes = before.substr(end);
      row.raw = before.substr(0, end);
      line = row.line + 1;
      row.trouble = "a quotation mark is not closed";
    } else if (cells.size() != columns.size()) {
      row.trouble = std::to_string(cells.size()) + " cells where the first line names " +
                    std::to_string(columns.size());
    }
    for (size_t i = 0; i < std::min(cells.size(), columns.size()); ++i)
      if (columns[i] != nullptr) row.*columns[i] = std::string(trim(cells[i]));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// [[hash, name, type, size], …]: files that are kept already, as `rasd observe` writes them.
void read_attachments(const rapidjson::Value& json, Row& row) {
  const auto files = json.FindMember("attachments");
  if (files == json.MemberEnd() || !files->value.IsArray()) return;
  for (const auto& file : files->value.GetArray()) {
    const bool whole = file.IsArray() && file.Size() == 4 && file[0].IsString() &&
                       file[1].IsString() && file[2].IsString() && file[3].IsUint64();
    if (whole && row.attachments.size() < kMostAttachments)
      row.attachments.push_back({file[0].GetString(), plain_file_name(file[1].GetString()),
                                 file[2].GetString(), file[3].GetUint64()});
  }
}

std::vector<Row> read_json_lines(std::string_view bytes) {
  std::vector<Row> rows;
  for (size_t line = 1; !bytes.empty(); ++line) {
    const size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    Row row;
    row.line = line;
    row.raw = bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (trim(row.raw).empty()) continue;
    auto json = parse_json(row.raw, kMostKeptBytes);
    if (!json || !json->IsObject()) {
      row.trouble = "not a JSON object";
    } else {
      const int64_t number = get_int(*json, "id", -1);
      row.id = number >= 0 ? std::to_string(number) : std::string(get_string(*json, "id"));
      row.received = get_string(*json, "received");
      row.channel = get_string(*json, "channel");
      row.place = get_string(*json, "place");
      row.text = get_string(*json, "text");
      read_attachments(*json, row);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<Instant> read_received(const std::string& text) {
  if (auto at = parse_rfc3339(text)) return at;
  if (text.size() < 16 || text[10] != ' ') return parse_rfc3339(text);
  std::string whole = text.substr(0, 10) + "T" + text.substr(11);
  if (whole.size() == 16) whole += ":00";
  return parse_rfc3339(whole + "Z");
}

std::string trouble_in(const Row& row) {
  if (!row.trouble.empty()) return row.trouble;
  if (!is_utf8(row.raw)) return "not UTF-8";
  if (row.id.empty()) return "no id";
  if (row.text.empty()) return "no text";
  if (row.text.size() > kMostTextBytes) return "the text is longer than 256 KB";
  if (!read_received(row.received)) return "not a time: \"" + row.received.substr(0, 60) + "\"";
  return {};
}

}  // namespace

Result<ListReading> read_observations(const Source& source, std::string_view bytes,
                                      const ListContext& context) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::string_view start = trim(bytes.substr(0, 4096));
  std::vector<Row> rows;
  if (start.starts_with('{')) {
    rows = read_json_lines(bytes);
  } else {
    auto read = read_csv(bytes);
    if (!read) return fail(read.error());
    rows = std::move(*read);
  }
  const std::string& place = context.url.empty() ? source.url : context.url;
  ListReading reading;
  for (Row& row : rows) {
    const std::string trouble = trouble_in(row);
    if (!trouble.empty()) {
      Outcome outcome;
      outcome.item_id = content_id({source.id, "row", std::to_string(row.line), row.raw});
      outcome.source_id = source.id;
      outcome.url = place + "#line" + std::to_string(row.line);
      outcome.state = ItemState::kQuarantined;
      outcome.stage = "fetch";
      outcome.reason = "line " + std::to_string(row.line) + ": " + to_valid_utf8(trouble);
      outcome.at = context.now;
      outcome.bytes = std::string(row.raw.substr(0, kMostKeptBytes));
      reading.broken.push_back(std::move(outcome));
      continue;
    }
    ListedItem item;
    item.complete = true;
    item.page.item_id = content_id({source.id, "observation", row.id});
    item.page.source_id = source.id;
    item.page.kind = ItemKind::kObservation;
    item.page.url = place + "#" + row.id;
    item.page.content_type = "text/plain";
    item.page.fetched = context.now;
    item.page.hints.content = std::move(row.text);
    item.page.hints.published = *read_received(row.received);
    item.page.hints.categories = {std::move(row.channel), std::move(row.place)};
    for (Attachment& file : row.attachments)
      if (context.attachments != nullptr && context.attachments->holds(file.hash))
        item.page.attachments.push_back(std::move(file));
    reading.items.push_back(std::move(item));
  }
  return reading;
}

}  // namespace rasd
