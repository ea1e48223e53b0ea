#include "reports/item_export.h"

#include <array>
#include <ostream>

#include "base/utf8.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr size_t kPage = 1000;  // the store's own bound on a list

std::string joined(const std::vector<std::string>& codes) {
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

/// A column: its name in both formats, and its text.
struct Column {
  const char* name;
  std::string (*text)(const ItemLine&);
};

constexpr std::array kColumns = {
    Column{"id", [](const ItemLine& i) { return i.item_id; }},
    Column{"at", [](const ItemLine& i) { return to_rfc3339(i.at); }},
    Column{
        "published",
        [](const ItemLine& i) { return i.published ? to_rfc3339(*i.published) : std::string(); }},
    Column{"fetched", [](const ItemLine& i) { return to_rfc3339(i.fetched); }},
    Column{"source", [](const ItemLine& i) { return i.source_id; }},
    Column{"source_name", [](const ItemLine& i) { return i.source_name; }},
    Column{"kind", [](const ItemLine& i) { return std::string(name(i.kind)); }},
    Column{"url", [](const ItemLine& i) { return i.url; }},
    Column{"language", [](const ItemLine& i) { return i.language; }},
    Column{"title", [](const ItemLine& i) { return i.title; }},
    Column{"lead", [](const ItemLine& i) { return i.lead; }},
    Column{"incident", [](const ItemLine& i) { return joined(i.incident); }},
    Column{"topic", [](const ItemLine& i) { return i.topic; }},
    Column{"tone", [](const ItemLine& i) { return i.tone; }},
    Column{"stance", [](const ItemLine& i) { return i.stance; }},
    Column{"model", [](const ItemLine& i) { return i.model_version; }},
    Column{"group", [](const ItemLine& i) { return i.group_id; }},
    Column{"story", [](const ItemLine& i) { return i.story_id; }},
    Column{"copies", [](const ItemLine& i) { return std::to_string(i.copies); }},
    Column{"outlets", [](const ItemLine& i) { return std::to_string(i.outlets); }},
    Column{"tagged_by", [](const ItemLine& i) { return i.tagged_by; }},
    Column{"tag", [](const ItemLine& i) { return i.tagged ? to_json(*i.tagged) : std::string(); }},
};

void write_csv_head(std::ostream& out) {
  out << "\xEF\xBB\xBF";
  for (size_t i = 0; i < kColumns.size(); ++i) out << (i > 0 ? "," : "") << kColumns[i].name;
  out << "\r\n";
}

void write_csv(const ItemLine& item, std::ostream& out) {
  for (size_t i = 0; i < kColumns.size(); ++i)
    out << (i > 0 ? "," : "") << csv_cell(kColumns[i].text(item));
  out << "\r\n";
}

void write_json(const ItemLine& item, std::ostream& out) {
  JsonBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  for (const Column& column : kColumns) {
    const std::string_view key = column.name;
    if (key == "copies") {
      put(json, key, int64_t{item.copies});
    } else if (key == "outlets") {
      put(json, key, int64_t{item.outlets});
    } else if (key == "incident") {
      put_key(json, key);
      json.StartArray();
      for (const std::string& code : item.incident) put_value(json, code);
      json.EndArray();
    } else if (const std::string text = column.text(item); key == "tag" && !text.empty()) {
      put_key(json, key);
      json.RawValue(text.data(), text.size(), rapidjson::kObjectType);
    } else if (text.empty()) {
      put_null(json, key);
    } else {
      put(json, key, text);
    }
  }
  json.EndObject();
  out.write(buffer.GetString(), static_cast<std::streamsize>(buffer.GetSize()));
  out << '\n';
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell = without_bidi_controls(text);
  constexpr std::string_view kFormula = "=+-@\t";
  if (!cell.empty() && kFormula.find(cell.front()) != std::string_view::npos) cell.insert(0, "'");
  if (cell.find_first_of(",\"\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

Result<uint64_t> export_items(StoreReader& reader, const ItemFilter& filter, ExportFormat format,
                              std::ostream& out) {
  const StoreReader::Snapshot snapshot(reader);
  if (format == ExportFormat::kCsv) write_csv_head(out);
  uint64_t written = 0;
  for (;;) {
    const auto page = list_items(reader, filter, ItemOrder::kOldest, ItemUnit::kEveryCopy,
                                 {kPage, static_cast<size_t>(written)});
    if (!page) return fail(page.error());
    for (const ItemLine& item : *page)
      format == ExportFormat::kCsv ? write_csv(item, out) : write_json(item, out);
    written += page->size();
    if (!out.flush()) return fail(ErrorKind::kTemporary, "the export could not be written out");
    if (page->size() < kPage) return written;
  }
}

}  // namespace rasd
