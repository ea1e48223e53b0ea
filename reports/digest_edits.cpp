#include "reports/digest_edits.h"

#include <algorithm>

#include "records/json.h"

namespace rasd {
namespace {

const DigestEdit* find_edit(const std::vector<DigestEdit>& edits, const std::string& story) {
  for (const DigestEdit& one : edits) {
    if (one.story_id == story) return &one;
  }
  return nullptr;
}

void put_in(DigestEntry& entry, const std::vector<DigestEdit>& edits) {
  const DigestEdit* edit = find_edit(edits, entry.story_id);
  if (!edit) return;
  entry.action = edit->action;
  if (edit->title.empty()) return;
  entry.title = edit->title;
  entry.reworded = true;
}

void drop(std::vector<DigestEntry>& entries, const std::vector<DigestEdit>& edits) {
  std::erase_if(entries, [&](const DigestEntry& entry) {
    const DigestEdit* edit = find_edit(edits, entry.story_id);
    return edit && edit->drop;
  });
}

}  // namespace

std::string to_json(const std::vector<DigestEdit>& edits) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "v", int64_t{1});
  put_key(writer, "edits");
  writer.StartArray();
  for (const DigestEdit& one : edits) {
    writer.StartObject();
    put(writer, "story", one.story_id);
    if (!one.title.empty()) put(writer, "title", one.title);
    if (!one.action.empty()) put(writer, "action", one.action);
    if (one.pin) put(writer, "pin", true);
    if (one.drop) put(writer, "drop", true);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<std::vector<DigestEdit>> parse_digest_edits(std::string_view json) {
  std::vector<DigestEdit> edits;
  if (json.empty()) return edits;
  const auto document = parse_json(json);
  if (!document) return fail(document.error());
  if (!document->IsObject() || !document->HasMember("edits") || !(*document)["edits"].IsArray()) {
    return fail(ErrorKind::kMalformed, "digest edits without a list");
  }
  for (const auto& one : (*document)["edits"].GetArray()) {
    if (!one.IsObject()) return fail(ErrorKind::kMalformed, "a digest edit that is no object");
    edits.push_back({std::string(get_string(one, "story")), std::string(get_string(one, "title")),
                     std::string(get_string(one, "action")), get_bool(one, "pin"),
                     get_bool(one, "drop")});
  }
  return edits;
}

void apply_edits(Digest& digest, const std::vector<DigestEdit>& edits, size_t top_cap) {
  if (edits.empty()) return;
  drop(digest.top, edits);
  for (auto& section : digest.sections) drop(section.entries, edits);
  std::erase_if(digest.sections,
                [](const auto& section) { return section.entries.empty() && section.more == 0; });
  std::vector<DigestEntry> pinned;
  const auto take = [&](const std::vector<DigestEntry>& entries) {
    for (const DigestEntry& entry : entries) {
      const DigestEdit* edit = find_edit(edits, entry.story_id);
      const bool taken = std::any_of(pinned.begin(), pinned.end(), [&](const auto& other) {
        return other.story_id == entry.story_id;
      });
      if (edit && edit->pin && !taken) pinned.push_back(entry);
    }
  };
  take(digest.top);
  for (const auto& section : digest.sections) take(section.entries);
  for (const DigestEntry& entry : digest.top) {
    const DigestEdit* edit = find_edit(edits, entry.story_id);
    if (!(edit && edit->pin)) pinned.push_back(entry);
  }
  if (pinned.size() > top_cap) pinned.resize(top_cap);
  digest.top = std::move(pinned);
  if (!digest.top.empty()) digest.quiet = false;
  for (DigestEntry& entry : digest.top) put_in(entry, edits);
  for (auto& section : digest.sections) {
    for (DigestEntry& entry : section.entries) put_in(entry, edits);
  }
}

}  // namespace rasd
