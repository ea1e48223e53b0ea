#include "store/labels.h"

#include <array>

#include "records/json.h"

namespace rasd {
namespace {

constexpr std::array<std::string_view, 3> kPurposes = {"audit", "learning", "correction"};

}  // namespace

std::string to_json(const Labels& labels) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  if (labels.incident) {
    put_key(writer, "incident");
    writer.StartArray();
    for (const auto& code : *labels.incident) put_value(writer, code);
    writer.EndArray();
  }
  if (!labels.topic.empty()) put(writer, "topic", labels.topic);
  if (!labels.tone.empty()) put(writer, "tone", labels.tone);
  if (!labels.stance.empty()) put(writer, "stance", labels.stance);
  if (!labels.relevant) put(writer, "relevant", false);
  if (labels.flagged) put(writer, "flagged", true);
  if (!labels.note.empty()) put(writer, "note", labels.note);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Labels> parse_labels(std::string_view json) {
  const auto o = parse_json(json);
  if (!o) return fail(o.error());
  if (!o->IsObject()) return fail(ErrorKind::kMalformed, "labels must be a JSON object");
  Labels labels;
  const auto incident = o->FindMember("incident");
  if (incident != o->MemberEnd() && incident->value.IsArray()) {
    labels.incident.emplace();
    for (const auto& code : incident->value.GetArray())
      if (code.IsString()) labels.incident->emplace_back(code.GetString(), code.GetStringLength());
  }
  labels.topic = get_string(*o, "topic");
  labels.tone = get_string(*o, "tone");
  labels.stance = get_string(*o, "stance");
  labels.relevant = get_bool(*o, "relevant", true);
  labels.flagged = get_bool(*o, "flagged", false);
  labels.note = get_string(*o, "note");
  return labels;
}

std::string_view name(TagPurpose purpose) { return kPurposes[static_cast<size_t>(purpose)]; }

bool parse(std::string_view text, TagPurpose& purpose) {
  for (size_t i = 0; i < kPurposes.size(); ++i)
    if (kPurposes[i] == text) {
      purpose = static_cast<TagPurpose>(i);
      return true;
    }
  return false;
}

}  // namespace rasd
