#include "store/tag_exchange.h"

#include <istream>
#include <ostream>

#include "base/id.h"
#include "records/json.h"
#include "store/tag_rows.h"

namespace rasd {
namespace {

constexpr size_t kMaxErrors = 100;
constexpr size_t kMaxLine = size_t{1} << 20;

/// Puts a stored JSON object in as it is.
void put_raw(JsonWriter& writer, const char* key, std::string_view json) {
  put_key(writer, key);
  writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
}

/// The labels under a key, as the object that parse_labels reads.
Result<Labels> labels_at(const rapidjson::Value& o, const char* key) {
  const auto it = o.FindMember(key);
  if (it == o.MemberEnd()) return Labels{};
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  it->value.Accept(writer);
  return parse_labels({buffer.GetString(), buffer.GetSize()});
}

Result<TagRow> read_row(std::string_view line) {
  const auto o = parse_json(line, kMaxLine);
  if (!o) return fail(o.error());
  if (!o->IsObject() || get_int(*o, "v") != 1)
    return fail(ErrorKind::kMalformed, "not a tag of version 1");
  TagRow row;
  row.tag.item_id = get_string(*o, "item");
  row.tag.user = get_string(*o, "user");
  if (row.tag.item_id.empty() || row.tag.user.empty())
    return fail(ErrorKind::kMalformed, "a tag names its item and its user");
  if (!parse(get_string(*o, "purpose"), row.tag.purpose))
    return fail(ErrorKind::kMalformed, "purpose must be audit, learning or correction");
  const auto at = parse_rfc3339(get_string(*o, "at"));
  if (!at) return fail(at.error());
  row.at = *at;
  auto labels = labels_at(*o, "labels");
  if (!labels) return fail(labels.error());
  row.tag.labels = std::move(*labels);
  auto suggested = labels_at(*o, "suggested");
  if (!suggested) return fail(suggested.error());
  row.tag.suggested = std::move(*suggested);
  row.tag.suggested_by = get_string(*o, "suggested_by");
  row.tag.suggestion_seen = get_bool(*o, "seen", true);
  if (const auto undone = get_string(*o, "undone_by"); !undone.empty())
    row.undone_by = std::string(undone);
  row.uid = get_string(*o, "uid");
  if (row.uid.empty())
    row.uid = content_id({row.tag.item_id, row.tag.user, to_rfc3339(row.at),
                          to_json(row.tag.labels), name(row.tag.purpose)});
  return row;
}

/// Writes one read tag, and counts what became of it.
Result<void> take_row(sql::Connection& db, TagRow row, TagImport& import) {
  auto ok = expect_taggable(db, row.tag);
  if (!ok && ok.error().kind == ErrorKind::kNotFound) {
    ++import.unknown_item;
    return {};
  }
  if (!ok && ok.error().kind == ErrorKind::kUsage) {
    auto known = db.prepare("SELECT 1 FROM tags WHERE uid = ?").bind(row.uid);
    if (!known.step()) row.tag.purpose = TagPurpose::kCorrection;
    ok = known.finish();
  }
  if (!ok) return ok;
  auto id = insert_tag(db, row);
  if (!id) return fail(id.error());
  ++(*id == 0 ? import.known : import.added);
  return settle_item(db, row.tag.item_id);
}

}  // namespace

Result<uint64_t> write_tags(sql::Connection& db, std::ostream& out) {
  auto s = db.prepare(
      "SELECT t.uid, t.item_id, IFNULL(i.source_id, ''), IFNULL(x.url, ''), t.user, t.at,"
      " t.purpose, t.labels, t.suggested, t.suggested_by, t.seen, t.undone_by FROM tags t"
      " LEFT JOIN items i ON i.item_id = t.item_id LEFT JOIN article_texts x ON x.id = i.id"
      " ORDER BY t.id");
  uint64_t count = 0;
  while (s.step()) {
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    writer.StartObject();
    put(writer, "v", int64_t{1});
    put(writer, "uid", s.view(0));
    put(writer, "item", s.view(1));
    put(writer, "source", s.view(2));
    put(writer, "url", s.view(3));
    put(writer, "user", s.view(4));
    put(writer, "at", to_rfc3339(s.instant(5)));
    put(writer, "purpose", name(static_cast<TagPurpose>(s.integer(6))));
    put_raw(writer, "labels", s.view(7));
    put_raw(writer, "suggested", s.view(8));
    put(writer, "suggested_by", s.view(9));
    put(writer, "seen", s.boolean(10));
    if (!s.is_null(11)) put(writer, "undone_by", s.view(11));
    writer.EndObject();
    out.write(buffer.GetString(), static_cast<std::streamsize>(buffer.GetSize()));
    out << '\n';
    ++count;
  }
  if (!out) return fail(ErrorKind::kTemporary, "the tags could not be written out");
  return s.finish(count);
}

Result<TagImport> read_tags(sql::Connection& db, std::istream& in) {
  TagImport import;
  std::string line;
  for (size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line == "\r") continue;
    auto row = read_row(line);
    if (!row) {
      if (import.errors.size() < kMaxErrors)
        import.errors.push_back("line " + std::to_string(number) + ": " + row.error().message);
      continue;
    }
    if (auto ok = take_row(db, std::move(*row), import); !ok) return fail(ok.error());
  }
  return import;
}

}  // namespace rasd
